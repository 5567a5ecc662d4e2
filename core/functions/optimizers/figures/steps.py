"""A step of an optimizer as mathematics: its equation in symbols, the same with the numbers in it,
and its tables.
"""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.functions.optimizers.equations import Factor, Term
from core.functions.optimizers.microscope import Glance
from core.plots import theme
from core.plots.grid import Grid
from core.plots.surfaces import Arrow, Mark, View, contour_figure
from core.registry import Pick

AXES = ("x", "y")
GRID = 41


def symbols(terms: Sequence[Term]) -> str:
    """The equation of a step as LaTeX, a line a term."""

    def part(factors: Sequence[Factor]) -> str:
        return r"\,".join(factor.symbol for factor in factors)

    return _lines(
        r"\Delta\theta",
        [_fraction(part(term.over), part(term.under)) for term in terms],
        [term.words for term in terms],
    )


def numbers(terms: Sequence[Term], axis: int) -> str:
    """The same with the numbers of one coordinate in it, and what they make."""

    def part(factors: Sequence[Factor]) -> str:
        return r"\cdot".join(
            _number(float(factor.value[axis]), alone=place == 0)
            for place, factor in enumerate(factors)
        )

    total = sum(float(term.value[axis]) for term in terms)
    return _lines(
        rf"\Delta {AXES[axis]}",
        [_fraction(part(term.over), part(term.under)) for term in terms],
        ["= " + _number(float(term.value[axis])) for term in terms],
        _number(total),
    )


def _fraction(over: str, under: str) -> str:
    return rf"\dfrac{{{over}}}{{{under}}}" if under else over


def _lines(name: str, parts: Sequence[str], notes: Sequence[str], total: str = "") -> str:
    """An aligned block: `name` = the sum of `parts`, each with a note behind it."""
    notes = [note if note.startswith("=") else rf"\text{{{note}}}" for note in notes]
    lines = [
        rf"{'+' if place else name + '='}\;& {part} && {note}"
        for place, (part, note) in enumerate(zip(parts, notes, strict=True))
    ]
    return (
        "\\begin{aligned}\n"
        + "\\\\[10pt]\n".join(lines + [rf"=\;& \mathbf{{{total}}} &&"] * bool(total))
        + "\n\\end{aligned}"
    )


def _number(value: float, alone: bool = True) -> str:
    """A number in four digits as LaTeX, in brackets if it is negative and not the first."""
    if not math.isfinite(value):
        return r"\text{nan}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    digits, _, power = f"{value:.4g}".partition("e")
    text = rf"{digits}\cdot10^{{{int(power)}}}" if power else digits
    return text if alone or value >= 0 else f"({text})"


def step_words(glance: Glance) -> str:
    """Where it stands, the gradient there and the step, in a line."""

    def pair(value: Tensor) -> str:
        return "(" + ", ".join(_plain(number) for number in value.tolist()) + ")"

    return (
        f"At {pair(glance.point)} the gradient is {pair(glance.gradient)}; with a learning rate of "
        f"{_plain(glance.lr)} the step is **{pair(glance.moved)}**."
    )


def factor_rows(glance: Glance) -> list[dict[str, str]]:
    """The numbers in the equation, a row each."""
    factors = {
        factor.symbol: factor for term in glance.terms for factor in (*term.over, *term.under)
    }
    return [{"in the equation": factor.words, **_pair(factor.value)} for factor in factors.values()]


def state_rows(glance: Glance) -> list[dict[str, str]]:
    """What the optimizer remembers, before the step and after it, by torch's names."""

    def shown(value: object) -> str:
        if isinstance(value, Tensor) and value.numel() > 1:
            return ", ".join(_plain(number) for number in value.flatten().tolist()[:4])
        return _plain(float(value)) if value is not None else "nothing yet"

    return [
        {"optimizer.state": name, "before": shown(glance.before.get(name)), "after": shown(value)}
        for name, value in glance.after.items()
    ]


def _pair(value: Tensor) -> dict[str, str]:
    return {axis: _plain(number) for axis, number in zip(AXES, value.tolist(), strict=True)}


def _plain(value: float) -> str:
    return f"{value:.5g}".replace("-", "−")


def step_figure(surface: Pick, glance: Glance, color: str) -> go.Figure:
    """The surface around a step, with the step as an arrow, and its terms as arrows of which each
    begins at the last.

    Without terms it is the step alone.
    """
    corners = [glance.point]
    for term in glance.terms:
        corners.append(corners[-1] + term.value)
    places = torch.stack([*corners, glance.point + glance.moved]).nan_to_num(0, 0, 0)
    middle, reach = places.mean(0), float((places - places.mean(0)).abs().max()) * 1.5 or 1e-3
    x, y = (
        torch.linspace(float(center) - reach, float(center) + reach, GRID, dtype=torch.float64)
        for center in middle
    )
    grid = Grid(x, y, surface.build(*torch.meshgrid(x, y, indexing="xy")))
    parts = [
        Arrow(
            "", tuple(tail.tolist()), tuple(head.tolist()), theme.TEXT, 1.2
        )  # they may lie on the step
        for tail, head in zip(corners, corners[1:], strict=False)
    ]
    whole = Arrow("", tuple(glance.point.tolist()), tuple(places[-1].tolist()), color)
    start = Mark("here", glance.point[None], surface.build(*glance.point)[None])
    return contour_figure(
        grid,
        marks=[start],
        view=View(height=300, legend=False, bar=False),
        arrows=[whole, *parts * (len(parts) > 1)],
    )
