"""What is to be seen now on the draw page, in a sentence or two with its numbers."""

from collections.abc import Mapping, Sequence

from torch import Tensor

from core.plots.numbers import number, probability
from core.plots.words import listed, plain
from core.vision.digits.state import Reading, State, label, verdict

MUST_CHOOSE = (
    "The network knows ten digits and nothing else: it must choose one of them, whatever you draw. "
    "Where a drawing is unlike any digit, the page says so. Digits that stand apart are read one "
    "by one."
)

REQUESTS = {
    "drawing": "**Draw a digit** with a mouse, a pen or a finger: the network answers while you "
    "draw.",
    "photo": "**Take a photo** of a digit, or of several, and see how each is prepared and read.",
}
"""What to do first, by the source of the digit, where there is none yet."""

NONE = "**No network is chosen.** Choose one under Networks."
"""What to do first where no network reads."""

DRAWN = "Draw on, and the answer follows."
"""What to do first where a digit is drawn."""


def page_sentence(state: State, readings: Sequence[Reading]) -> str:
    """What the networks read in the page's picture, and what to do with it."""
    if not state.models:
        return NONE
    if state.source == "test digit":
        return reading_sentence(readings, label(state))
    return reading_sentence(readings, do=DRAWN if state.source == "drawing" else "")


def reading_sentence(readings: Sequence[Reading], labelled: int | None = None, do: str = "") -> str:
    """What the networks read, and how sure they are.

    Args:
        readings: of the digits that stand apart, from left to right.
        labelled: the digit that an example is labelled as, if it is one.
        do: what a reader can do next.
    """
    if len(readings) > 1:
        return _several(readings)
    (reading,) = readings
    words = answers_words(reading.answers)
    if not reading.looks_like_a_digit:
        return (
            f"**This does not look like a digit**, but a network that knows ten digits must choose "
            f"one: {words}."
        )
    if labelled is not None:
        return f"MNIST labels this digit **{labelled}**: {words}."
    return f"{words[:1].upper()}{words[1:]}. {do}".strip()


def answers_words(answers: Mapping[str, Tensor]) -> str:
    """What each network reads, those that agree in one.

    Args:
        answers: (10,) probabilities by the network's name.
    """
    results = {name: verdict(probabilities) for name, probabilities in answers.items()}
    digits = {result.digit for result in results.values()}
    if len(results) > 1 and len(digits) == 1:
        sure = listed([probability(result.probability) for result in results.values()])
        which = "both" if len(results) == 2 else f"all {len(results)}"
        return f"{which} networks read **{digits.pop()}** ({sure})"
    each = [
        f"{plain(name)} reads **{result.digit}** ({probability(result.probability)})"
        for name, result in results.items()
    ]
    if len(each) > 1:
        return f"they disagree: {listed(each)}"
    (result,) = results.values()
    return f"{each[0]}, next {result.runner_up} ({probability(result.next_probability)})"


def _several(readings: Sequence[Reading]) -> str:
    """What each network reads of several digits, from left to right."""
    each = []
    for name in readings[0].answers:
        results = [verdict(reading.answers[name]) for reading in readings]
        least = min(results, key=lambda result: result.probability)
        digits = "".join(str(result.digit) for result in results)
        each.append(
            f"{plain(name)} reads **{digits}** (least sure of {least.digit}, "
            f"{probability(least.probability)})"
        )
    words = f"**{len(readings)} digits stand apart, so each is read by itself**: {listed(each)}."
    strange = [
        str(position)
        for position, reading in enumerate(readings, 1)
        if not reading.looks_like_a_digit
    ]
    if strange:
        words += f" Not like a digit: number {listed(strange)} from the left."
    return words


def saliency_sentence(saliency: Tensor, digit: int) -> str:
    """Where more ink would raise and lower the score of a digit most.

    Args:
        saliency: the gradient of the score by each pixel, (28, 28).
    """
    width = saliency.shape[-1]
    (up, above), (down, below) = (
        (divmod(int(values.argmax()), width), float(values.max()))
        for values in (saliency, -saliency)
    )
    return (
        f"Ink at row {up[0]}, column {up[1]} raises the score of **{digit}** most, by "
        f"{number(above, 3)} per unit of ink; at row {down[0]}, column {down[1]} it lowers it "
        f"most, by {number(below, 3)}."
    )
