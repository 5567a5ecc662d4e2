"""Where a network puts the points, stage by stage: the points themselves, the features, each hidden
layer and the outputs.

A stage of two numbers is seen as it is. One of more is seen from where the training points are
spread the most, which are its two principal components. A stage of one number is a line, on which
points with about the same number are stacked.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.networks.playground.probe import principal_components, probe_accuracy, probe_fit
from core.playground.features import features_of
from core.playground.frames import hidden_outputs
from core.playground.maps import grid
from core.playground.points import NUMBERS
from core.playground.run import Run

CELLS = 32
"""Of the sheet, along each of its sides."""

BINS = 40
"""Of a line; the points in a bin are stacked."""

STACK = 0.3
"""Height of the highest stack, as a share of the line's length."""

POINTS, FEATURES, OUTPUT = "Points", "Features", "Output"


@dataclass(frozen=True, eq=False)
class Stage:
    """What the network has made of the points by some layer.

    Args:
        name: such as "Layer 2".
        axes: what is to the right, and what is upward; "" where there is only one number.
        width: how many numbers it has for each point.
        shares: of the variance in each axis, where the axes are principal components.
        positions: (N, 2) float32, of the training points and then the test points.
        sheet: the same of the corners of a square sheet over the plane, ((CELLS + 1)², 2).
        train, test: how well a linear probe does: its accuracy, or R² of numbers.
    """

    name: str
    axes: tuple[str, str]
    width: int
    shares: tuple[float, ...]
    positions: Tensor
    sheet: Tensor
    train: float
    test: float


@dataclass(frozen=True, eq=False)
class Representation:
    """All stages of a network.

    Args:
        targets: classes or numbers, (N,).
        trained: how many of the points are trained on; they come first.
        answers: the shares of the outputs (`core.playground.heads`) in the middle of each cell of
            the sheet, (CELLS², C).
        accuracy: of the network on the test points; nan where it gives numbers.
        largest: the share of the largest class among the test points; nan likewise.
    """

    stages: tuple[Stage, ...]
    targets: Tensor
    trained: int
    classes: int
    answers: Tensor
    accuracy: float
    largest: float


@lru_cache(maxsize=16)
def represent(run: Run) -> Representation:
    """The stages of a network that nobody trains any further.

    Raises:
        ValueError: the training has diverged.
    """
    train, test = run.points
    numbers = train.classes == NUMBERS
    stages: list[Stage] = []
    targets = torch.cat([train.targets, test.targets])
    sheet = stage_values(run, grid(CELLS + 1))
    points = stage_values(run, torch.cat([train.inputs, test.inputs]))
    check_finite(run, points[OUTPUT])
    for name, values in points.items():
        before = stages[-1].positions if stages else None
        stages.append(_stage(run, name, values, sheet[name], targets, before))
    return Representation(
        stages=tuple(stages),
        targets=targets,
        trained=len(train),
        classes=train.classes,
        answers=run.head.shown(run.outputs(middles())),
        accuracy=run.record().test_accuracy,
        largest=torch.nan if numbers else int(test.targets.bincount().max()) / len(test),
    )


def check_finite(run: Run, outputs: Tensor) -> None:
    """Raises a `ValueError` for a network that has diverged."""
    if outputs.isfinite().all():
        return
    step, tensor = run.diverged or (run.steps, "loss")
    raise ValueError(
        f"the training diverged at step {step:,} in {tensor!r}: use a smaller learning rate, or an "
        "earlier epoch"
    )


def middles() -> Tensor:
    """The middles of the cells of the sheet, row by row from the lowest y up, (CELLS², 2)."""
    return grid(CELLS) * (CELLS - 1) / CELLS


@torch.no_grad()
def stage_values(run: Run, inputs: Tensor) -> dict[str, Tensor]:
    """What each stage makes of points (N, 2), by its name, (N, width) float32."""
    features = features_of(inputs, run.settings.features)
    values = {POINTS: inputs}
    if names_of(run) != ("x", "y"):
        values[FEATURES] = features
    for number, (_, outputs) in enumerate(hidden_outputs(run, features), 1):
        values[f"Layer {number}"] = outputs
    return values | {OUTPUT: run.answers(features)}


def names_of(run: Run) -> tuple[str, ...]:
    """The names of the features."""
    return tuple(pick.name for pick in run.settings.features)


def _stage(
    run: Run, name: str, values: Tensor, sheet: Tensor, targets: Tensor, before: Tensor | None
) -> Stage:
    """A stage, seen so that the points move as little as can be from where they were `before`."""
    trained, classes = len(run.points[0]), run.points[0].classes
    positions, spread, shares = _seen(values, sheet, trained, before)
    if classes == NUMBERS:
        train, test = probe_fit(values, targets, trained)
    else:
        train, test = probe_accuracy(values, targets, trained, classes)
    axes = _axes(run, name, values.shape[1])
    return Stage(name, axes, values.shape[1], shares, positions, spread, train, test)


def _axes(run: Run, name: str, width: int) -> tuple[str, str]:
    if width > 2:
        return "PC 1", "PC 2"
    if name == POINTS:
        return "x", "y"
    if name == FEATURES:
        own = names_of(run)
    elif name == OUTPUT:
        own = ("Output", "")
    else:
        own = ("Neuron 1", "Neuron 2")
    return (own[0], own[1] if width == 2 else "")


def _seen(
    values: Tensor, sheet: Tensor, trained: int, before: Tensor | None
) -> tuple[Tensor, Tensor, tuple[float, ...]]:
    """The points and the sheet in two dimensions, and the share of the variance in each if these
    are principal components. Components have no sign of their own: each gets that of the points
    before.
    """
    width = values.shape[1]
    if width == 2:
        return values, sheet, ()
    if width == 1:
        flat = torch.zeros_like(sheet)
        return torch.cat([values, _stacked(values)], 1), torch.cat([sheet, flat], 1), ()
    directions, shares = principal_components(values, trained)
    mean = values[:trained].double().mean(0)
    positions = (values - mean) @ directions
    if before is not None:
        known = before - before[:trained].mean(0)
        signs = (positions[:trained] * known[:trained]).sum(0).sign()
        directions = directions * signs.where(signs != 0, 1.0)
    return (
        ((values - mean) @ directions).float(),
        ((sheet - mean) @ directions).float(),
        tuple(shares),
    )


def _stacked(values: Tensor) -> Tensor:
    """Heights of points on a line, (N, 1): those in the same bin of it are stacked."""
    numbers = values[:, 0]
    low, high = numbers.min(), numbers.max()
    bins = ((numbers - low) / (high - low).clamp(min=1e-9) * BINS).long().clamp(max=BINS - 1)
    order = torch.argsort(bins, stable=True)
    counts = torch.bincount(bins, minlength=BINS)
    first = counts.cumsum(0) - counts
    rank = torch.empty_like(bins)
    rank[order] = torch.arange(len(bins)) - first[bins[order]]
    level = rank - (counts[bins] - 1) / 2  # around 0
    step = (high - low) * min(1 / BINS, STACK / int(counts.max()))
    return (level * step)[:, None].to(values.dtype)
