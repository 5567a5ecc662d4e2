"""The cards of what training is made of: activations, losses, optimizers."""

import math

import torch

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.losses import LOSSES
from core.functions.activations.curves import curve as activation_curve
from core.functions.losses.curves import curve as loss_curve
from core.functions.optimizers.race import race
from core.functions.optimizers.state import PRESETS
from core.plots import levels
from core.plots.heights import Heights
from core.plots.palette import COLORS, MUTED, SEQUENTIAL, TEXT
from tests.cards.sheet import HEIGHT, WIDTH, Axes, Sheet

DENSE = 240
"""Points of a curve."""


def activations(sheet: Sheet) -> None:
    """Three activations, each with its name at the line."""
    axes = Axes((-4, 4), (-1.35, 2.75))
    x = torch.linspace(-4, 4, DENSE)
    for ends in (((-4, 0), (4, 0)), ((0, -1.35), (0, 2.75))):
        sheet.line([axes.point(*end) for end in ends], MUTED, 1.0)
    named = {
        "ReLU": (1.95, 2.25, "end"),
        "Sigmoid": (4, 0.4, "end"),
        "Tanh": (-3.9, -0.83, "start"),
    }
    for (name, (left, foot, anchor)), color in zip(named.items(), COLORS, strict=False):
        curve = activation_curve(ACTIVATIONS.pick(name), x)
        sheet.line(axes.points(x.tolist(), curve.values.tolist()), color, 4.0)
        sheet.text(*axes.point(left, foot), name, color, 16, anchor, 600)


def losses(sheet: Sheet) -> None:
    """The squared and the absolute error, with what errors of 1 and 2 cost."""
    axes = Axes((-2.6, 2.6), (-0.35, 5.4))
    x = torch.linspace(-2.6, 2.6, DENSE)
    sheet.line([axes.point(-2.6, 0), axes.point(2.6, 0)], MUTED, 1.0)
    named = {"MSELoss": (-2.05, 4.9, "start"), "L1Loss": (-2.5, 0.95, "start")}
    for (name, (left, foot, anchor)), color in zip(named.items(), COLORS, strict=False):
        pick = LOSSES.pick(name)
        curve = loss_curve(pick, x, target=0.0)
        sheet.line(axes.points(x.tolist(), curve.values.tolist()), color, 4.0)
        for error in (1.0, 2.0):
            (cost,) = loss_curve(pick, torch.tensor([error]), target=0.0).values.tolist()
            sheet.dot(*axes.point(error, cost), color)
            if name == "MSELoss":
                sheet.line([axes.point(error, 0), axes.point(error, cost)], MUTED, 1.5)
                right, height = axes.point(error, cost)
                sheet.text(right - 9, height + 4, f"{cost:.0f}", color, 17, "end", 600)
        sheet.text(*axes.point(left, foot), name, color, 16, anchor, 600)


def optimizers(sheet: Sheet) -> None:
    """A curved valley from above, and how far three optimizers come in it."""
    state = next(preset.state for preset in PRESETS if preset.name == "A curved valley")
    axes = Axes((-1.75, 1.75), (-0.6, 1.6), (0, 0, WIDTH, HEIGHT))
    x, y = torch.linspace(*axes.x, 101).double(), torch.linspace(*axes.y, 71).double()
    down, right = torch.meshgrid(y, x, indexing="ij")
    z = state.surface.build(right, down)
    for trace in levels.shaded(x, y, Heights.of(z, True, 0.0)(z), SEQUENTIAL[3], MUTED):
        _level(sheet, axes, trace)
    trajectories = race(state.racers, state.problem)
    for trajectory, color in reversed(list(zip(trajectories, COLORS, strict=False))):
        points = [axes.point(*point) for point in trajectory.points.tolist()]
        sheet.line(points, color, 3.0)
        sheet.dot(*points[-1], color)
    sheet.dot(*axes.point(1, 1), TEXT, 3.0)
    for index, (pick, color) in enumerate(zip(state.racers, COLORS, strict=False)):
        sheet.dot(20, HEIGHT - 60 + 20 * index, color)
        sheet.text(31, HEIGHT - 55 + 20 * index, pick.name, size=14, weight=600)


def _level(sheet: Sheet, axes: Axes, trace: dict) -> None:
    """A shade or the level lines of a surface, as `levels.shaded` gives them for a chart."""
    path, pen = [], "M"
    for x, y in zip(trace["x"].tolist(), trace["y"].tolist(), strict=True):
        if math.isnan(x):
            pen = "M"
            continue
        left, top = axes.point(x, y)
        path.append(f"{pen}{left:.0f} {top:.0f}")
        pen = "L"
    if "fillcolor" in trace:
        look = {
            "fill": trace["fillcolor"],
            "fill_opacity": trace["opacity"],
            "fill_rule": "evenodd",
        }
    else:
        look = {"fill": "none", "stroke": trace["line"]["color"], "stroke_width": 0.6}
    sheet.add("path", d="".join(path), **look)
