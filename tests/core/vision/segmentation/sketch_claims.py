"""What the presets of the view "Your drawing" say, by the shipped network."""

from core.vision.segmentation.sketch import SIDE, Sketching, sketched
from core.vision.segmentation.state import State
from tests.core.claims import Claims, yes

CLAIMS = Claims()

CIRCLE, STROKE = (85, 95), (140, 220)
"""The middle of the closed circle and of the stroke, on the canvas of 280 pixels."""


def share(state: State, middle: tuple[int, int], reach: int) -> float:
    """The share of shape among the pixels around a point of the canvas."""
    column, row = (round(value * SIDE / 280) for value in middle)
    mask = sketched(state.part(Sketching)).mask
    part = mask[row - reach : row + reach + 1, column - reach : column + reach + 1]
    return float(part.float().mean())


@CLAIMS.of("Closed or open")
def _(state):
    assert share(state, CIRCLE, 4) > 0.9 and share(state, STROKE, 2) < 0.5


@CLAIMS.answer("Closed or open")
def _(state):
    both = share(state, CIRCLE, 4) > 0.5, share(state, STROKE, 2) > 0.5
    answers = {(True, False): "The circle, not the stroke", (True, True): "Both"}
    return answers.get(both, "The stroke, not the circle")


@CLAIMS.of("Dark on bright")
def _(state):
    assert state.dark and share(state, CIRCLE, 4) > 0.9


@CLAIMS.answer("Dark on bright")
def _(state):
    return yes(share(state, CIRCLE, 4) > 0.5)
