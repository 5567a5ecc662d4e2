"""What is to be seen now, in one sentence with its numbers."""

from collections.abc import Callable, Sequence

from core.functions.activations.curves import QUANTITIES, Curve
from core.functions.activations.response import Response
from core.plots.numbers import PERCENT, number, percent, short_of_one
from core.plots.words import listed


def _share(slope: float) -> str:
    """A slope as a percentage, which is not 0 % or 100 % by rounding alone."""
    text = percent(slope)
    if slope and text == percent(0.0):
        return f"{number(100 * slope, 1)}{PERCENT}"
    if text.lstrip("−") == percent(1.0) and abs(slope) != 1:
        return f"{number(100 * slope, 6)}{PERCENT}"
    return text


SENTENCES: dict[str, tuple[str, Callable[[float], str]]] = dict(
    zip(
        QUANTITIES,
        (
            ("the functions give", short_of_one),
            ("this much of the gradient gets back", _share),
            ("the slope changes, per unit of x, by", number),
        ),
        strict=True,
    )
)
"""For each quantity what it means at an input, and how its number is written."""


def curves_sentence(names: Sequence[str], points: Sequence[Curve], quantity: str) -> str:
    """What the functions do at one input.

    Args:
        points: the functions at the input, (1,).
        quantity: one of QUANTITIES.
    """
    index = QUANTITIES.index(quantity)
    values = [float(point.quantities[index]) for point in points]
    words, form = SENTENCES[quantity]
    each = [f"{name} {form(value)}" for name, value in zip(names, values, strict=True)]
    return f"At x = {number(float(points[0].x))} {words}: {listed(each)}."


def response_sentence(name: str, response: Response) -> str:
    """What becomes of the largest input of a function of a vector, and how fast that changes; of
    equal ones none is the largest.
    """
    index = int(response.z.argmax())
    if len(response.outputs) < len(response.z):
        return _fewer_outputs(name, response, index)
    logit, output = float(response.z[index]), float(response.outputs[index])
    slope = float(response.jacobian[index, index])
    if bool((response.z == logit).sum() > 1):
        return (
            f"{name} turns z{index} = {number(logit)}, which is not the only largest logit, into "
            f"{short_of_one(output)}. Raise it alone: its output changes by {number(slope)} per "
            "unit."
        )
    return (
        f"{name} turns the largest logit, z{index} = {number(logit)}, into "
        f"**{short_of_one(output)}**. Raise it: its output changes by {number(slope)} per unit."
    )


def _fewer_outputs(name: str, response: Response, index: int) -> str:
    """The same for a function that makes fewer numbers of its inputs, such as half of them."""
    outputs = listed([f"**{number(value)}**" for value in response.outputs.tolist()])
    slopes = response.jacobian[:, index]
    moved = int(slopes.abs().argmax())
    return (
        f"{name} makes {outputs} of {len(response.z)} logits. Raise z{index} = "
        f"{number(float(response.z[index]))}: output {moved} changes by "
        f"{number(float(slopes[moved]))} per unit."
    )
