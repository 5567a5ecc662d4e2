"""What is to be seen now on the draw page, in a sentence or two with its numbers."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from torch import Tensor

from core.plots.numbers import number, probability
from core.plots.words import capitalised, listed, plain
from core.vision.digits.state import Reading, State, Verdict, label, verdict

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

MOST = 125
"""Characters that a phone has in three lines."""


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
        do: what a reader can do next, said where there is room.
    """
    if len(readings) > 1:
        return _several(readings)
    (reading,) = readings
    ways = _ways(reading.answers)
    if not reading.looks_like_a_digit:
        which = "each network" if len(reading.answers) > 1 else "a network that knows ten digits"
        start = f"**This does not look like a digit**, but {which} must choose one: "
        return _fitting(start, ways)
    if labelled is not None:
        return _fitting(f"MNIST labels this digit **{labelled}**: ", ways)
    sentence = _fitting("They disagree: " if len(ways) > 1 else "", ways)
    return f"{sentence} {do}" if do and _fits(f"{sentence} {do}") else sentence


def _fits(sentence: str) -> bool:
    """Whether a sentence in Markdown has room."""
    return len(sentence.translate({ord(mark): None for mark in "*\\"})) <= MOST


def _fitting(start: str, ways: Sequence[str], end: str = ".") -> str:
    """The first of several ways to say the same that has room, or else the last and shortest."""
    sentences = [capitalised(f"{start}{way}{end}") for way in ways]
    return next(filter(_fits, sentences), sentences[-1])


def _ways(answers: Mapping[str, Tensor]) -> tuple[str, ...]:
    """What each network reads; if they disagree, in several ways, the longest first.

    Args:
        answers: (10,) probabilities by the network's name.
    """
    results = {name: verdict(probabilities) for name, probabilities in answers.items()}
    sure = [probability(result.probability) for result in results.values()]
    digits = [str(result.digit) for result in results.values()]
    if len(results) == 1:
        ((name, result),) = results.items()
        following = f"{result.runner_up} ({probability(result.next_probability)})"
        return (f"{plain(name)} reads **{result.digit}** ({sure[0]}), next {following}",)
    if len(set(digits)) == 1:
        return (f"{_all_of(results)} read **{digits[0]}** ({listed(sure)})",)
    read = [f"**{digit}** ({share})" for digit, share in zip(digits, sure, strict=True)]
    return _by_name(results, read)


def _all_of(networks: Collection[str]) -> str:
    return "both networks" if len(networks) == 2 else f"all {len(networks)} networks"


def _by_name(names: Iterable[str], read: Sequence[str]) -> tuple[str, ...]:
    """What each of these networks reads, at last without the names, which stand over the answers
    too.
    """
    pairs = [(plain(name), each) for name, each in zip(names, read, strict=True)]
    return (
        listed([f"{name} reads {each}" for name, each in pairs]),
        listed([f"{name} {each}" for name, each in pairs]),
        listed(read),
    )


def _several(readings: Sequence[Reading]) -> str:
    """What each network reads of several digits, from left to right."""
    answers = {
        name: [verdict(reading.answers[name]) for reading in readings]
        for name in readings[0].answers
    }
    start = f"**{len(readings)} digits stand apart, so each is read by itself**: "
    strange = [
        str(position)
        for position, reading in enumerate(readings, 1)
        if not reading.looks_like_a_digit
    ]
    end = f". Not like a digit: number {listed(strange)} from the left." if strange else "."
    return _fitting(start, _rows_ways(answers), end)


def _rows_ways(answers: Mapping[str, Sequence[Verdict]]) -> tuple[str, ...]:
    """What each network reads of a row of digits, if they disagree in several ways; of a single
    network also which digit it is least sure of.
    """
    rows = ["".join(str(result.digit) for result in results) for results in answers.values()]
    if len(answers) > 1 and len(set(rows)) == 1:
        return (f"{_all_of(answers)} read **{rows[0]}**",)
    if len(answers) > 1:
        return _by_name(answers, [f"**{row}**" for row in rows])
    ((name, results),) = answers.items()
    least = min(results, key=lambda result: result.probability)
    sure = f"least sure of {least.digit}, {probability(least.probability)}"
    return (f"{plain(name)} reads **{rows[0]}** ({sure})",)


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
