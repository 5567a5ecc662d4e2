"""What the network of the draw page makes of a drawing on the home page: one sentence, and its
layers side by side.
"""

import random
from dataclasses import dataclass, replace
from functools import lru_cache

from core.data.datasets import DIGITS
from core.data.handwriting.strokes import Strokes, decode, encode
from core.data.handwriting.styles import STYLES, written
from core.data.preparation import normalise
from core.models.tracing import trace
from core.plots.columns import Column, emptied
from core.plots.numbers import probability
from core.topics import TOPICS
from core.training import store
from core.vision.digits.state import Reading, State, image, read_each, verdict
from core.vision.feature_maps.figures.network import network_columns
from core.vision.feature_maps.state import PER_LAYER

MAPS = 12
"""Of a layer that are shown, the strongest."""

BLANK = "Draw a digit: a network reads it while you draw."


@dataclass(frozen=True, eq=False)
class Result:
    """What is shown of a drawing: one sentence, and the pixels, the layers and the answer, a column
    each.
    """

    sentence: str
    columns: tuple[Column, ...]


@lru_cache(maxsize=256)
def read(strokes: Strokes) -> Result:
    """What the network makes of a drawing. The parts of the example are those of every reader.

    Raises:
        ValueError: too many digits stand apart.
    """
    if not strokes:
        return Result(BLANK, tuple(map(emptied, _columns(None))))
    readings = read_each(State(strokes=encode(strokes)))
    return Result(_sentence(readings), _columns(readings[0]))


def _sentence(readings: tuple[Reading, ...]) -> str:
    """What the network says of one digit or of several."""
    answers = [verdict(reading.answers[store.DEFAULT]) for reading in readings]
    if len(answers) > 1:
        digits = " ".join(str(answer.digit) for answer in answers)
        return f"{len(answers)} digits stand apart. The network says **{digits}**."
    (answer,) = answers
    says = f"**{answer.digit}**{_share(answer.probability)}"
    if not readings[0].looks_like_a_digit:
        return f"This does not look like a digit. The network must choose one: {says}."
    following = f"{answer.runner_up}{_share(answer.next_probability)}"
    return f"The network says {says}. Next: {following}."


def _share(share: float) -> str:
    """A probability in brackets, which stays on one line with what is before it."""
    return f"\N{NO-BREAK SPACE}({probability(share)})".replace(" ", "\N{NO-BREAK SPACE}")


def _columns(reading: Reading | None) -> tuple[Column, ...]:
    """The pixels, the layers with maps and the answer; without a reading those of black pixels."""
    picture = image(State())[None] / 255 if reading is None else reading.picture  # (1, 28, 28)
    run = trace(store.load(store.DEFAULT), normalise(picture[None]))
    pixels = (picture * 255).round().byte()
    first, *layers, answer = network_columns(run, pixels, DIGITS, PER_LAYER, MAPS)
    with_maps = [column for column in layers if not column.tiles[0].cells]
    shown = [
        replace(column, title=f"Layer {number}", lines=column.lines[:1], layer="")
        for number, column in enumerate(with_maps, 1)
    ]
    return (
        replace(first, title="28 × 28 pixels", lines=("What it sees",), width=1.5),
        *shown,
        replace(answer, title="Answer", lines=("Probability",)),
    )


@lru_cache(maxsize=64)
def address(strokes: Strokes) -> dict[str, str | list[str]]:
    """The query that takes a drawing along to the draw page."""
    return TOPICS["digits"].query(State(strokes=encode(strokes)))


def another() -> Strokes:
    """A digit in one of the styles that our generator of handwriting knows."""
    digit = random.randrange(len(DIGITS))
    styles = [name for name, style in STYLES.items() if style.digit == digit]
    return decode(written(random.choice(styles)))
