"""One step of an optimizer: its equation in symbols, the same with its numbers, its tables and its
arrows.
"""

import math
from collections.abc import Sequence

import plotly.graph_objects as go
from torch import Tensor

from core.catalogue.terms import Factor, Term
from core.functions.optimizers.microscope import Glance
from core.plots import theme
from core.plots.grid import Grid
from core.plots.numbers import number
from core.plots.surfaces import Arrow, Mark, View, contour_figure
from core.plots.words import capitalised

AXES = ("x", "y")


def symbols(terms: Sequence[Term]) -> str:
    """The equation of a step as LaTeX, a line per term."""

    def product(factors: Sequence[Factor]) -> str:
        return r"\,".join(factor.symbol for factor in factors)

    return _lines(
        r"\Delta\theta",
        [_fraction(product(term.numerator), product(term.denominator)) for term in terms],
        [rf"\text{{{capitalised(term.words)}}}" for term in terms],
    )


def numbers(terms: Sequence[Term], axis: int) -> str:
    """The same with the numbers of one coordinate in it, and what they make."""

    def product(factors: Sequence[Factor]) -> str:
        values = [float(factor.value[axis]) for factor in factors]
        first = [latex_number(value) for value in values[:1]]
        return r"\cdot".join(first + [_in_brackets(value) for value in values[1:]])

    values = [float(term.value[axis]) for term in terms]
    return _lines(
        rf"\Delta {AXES[axis]}",
        [_fraction(product(term.numerator), product(term.denominator)) for term in terms],
        ["= " + latex_number(value) for value in values],
        latex_number(sum(values)),
    )


def _fraction(numerator: str, denominator: str) -> str:
    return rf"\dfrac{{{numerator}}}{{{denominator}}}" if denominator else numerator


def _lines(name: str, parts: Sequence[str], notes: Sequence[str], total: str = "") -> str:
    """An aligned block: `name` = the sum of `parts`, each with a note behind it."""
    signs = [f"{name}="] + ["+"] * (len(parts) - 1)
    lines = [
        rf"{sign}\;& {part} && {note}" for sign, part, note in zip(signs, parts, notes, strict=True)
    ]
    if total:
        lines.append(rf"=\;& \mathbf{{{total}}} &&")
    return "\\begin{aligned}\n" + "\\\\[10pt]\n".join(lines) + "\n\\end{aligned}"


def latex_number(value: float) -> str:
    """A number in four digits as LaTeX."""
    if not math.isfinite(value):
        return r"\text{nan}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    digits, _, power = f"{value:.4g}".partition("e")
    return rf"{digits}\cdot10^{{{int(power)}}}" if power else digits


def _in_brackets(value: float) -> str:
    """The number as it stands behind a sign of multiplication."""
    text = latex_number(value)
    return f"({text})" if value < 0 else text


def step_words(glance: Glance) -> str:
    """Where it stands, the gradient there and the step, in a line."""

    def pair(value: Tensor) -> str:
        return "(" + ", ".join(number(each, 5) for each in value.tolist()) + ")"

    rate = ""
    if not math.isnan(glance.lr):
        rate = f" The learning rate is {number(glance.lr, 5)}."
    return (
        f"At {pair(glance.point)} the gradient is {pair(glance.gradient)}.{rate} The step is "
        f"**{pair(glance.moved)}**."
    )


def factor_rows(glance: Glance) -> list[dict[str, str]]:
    """The factors in the equation, a row each."""
    factors = {
        factor.symbol: factor
        for term in glance.terms
        for factor in (*term.numerator, *term.denominator)
    }
    return [
        {"In the equation": capitalised(factor.words), **_pair(factor.value)}
        for factor in factors.values()
    ]


def state_rows(glance: Glance) -> list[dict[str, str]]:
    """What the optimizer remembers, before the step and after it, by torch's names."""

    def shown(value: object) -> str:
        if value is None:
            return "Nothing yet"
        if isinstance(value, Tensor) and value.numel() > 1:
            return ", ".join(number(each, 5) for each in value.flatten().tolist()[:4])
        if isinstance(value, Tensor | int | float):
            return number(float(value), 5)
        return str(value)

    return [
        {"State": name, "Before": shown(glance.before.get(name)), "After": shown(value)}
        for name, value in glance.after.items()
    ]


def _pair(value: Tensor) -> dict[str, str]:
    return {axis: number(each, 5) for axis, each in zip(AXES, value.tolist(), strict=True)}


def step_figure(grid: Grid, glance: Glance, color: str) -> go.Figure:
    """The surface around a step, with the step as an arrow, and its terms as thin arrows of which
    each begins where the last one ends.

    Without terms, or with only one, it is the step alone.

    Args:
        grid: the surface there, `microscope.surroundings`.
    """
    corners = glance.corners
    tip = (glance.point + glance.moved).nan_to_num(0, 0, 0)
    arrows = [Arrow("", _point(glance.point), _point(tip), color)]
    if len(glance.terms) > 1:
        arrows += [
            Arrow("", _point(tail), _point(head), theme.TEXT, 1.2)
            for tail, head in zip(corners, corners[1:], strict=False)
        ]
    return contour_figure(
        grid,
        marks=[Mark("here", glance.point[None], glance.value[None])],
        view=View(height=300, legend=False, bar=False),
        arrows=arrows,
    )


def _point(value: Tensor) -> tuple[float, float]:
    x, y = value.tolist()
    return x, y
