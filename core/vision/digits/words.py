"""What the draw page says of what is drawn, in words."""

from collections.abc import Sequence

from core.vision.digits.state import Reading

MUST_CHOOSE = (
    "The network knows ten digits and nothing else: it must choose one of them, whatever you draw. "
    "Where a drawing is unlike any digit, the page says so. Digits that stand apart are read one "
    "by one."
)


def readings_words(readings: Sequence[Reading]) -> str:
    """What is to be said of pictures that are more than one digit, or none at all; or nothing."""
    strange = [number for number, each in enumerate(readings, 1) if not each.looks_like_a_digit]
    if len(readings) > 1:
        words = f"**{len(readings)} digits stand apart, so each is read by itself.**"
        if strange:
            which = ", ".join(map(str, strange))
            words += f" Not like a digit: number {which} from the left."
        return words
    if strange:
        return (
            "**This does not look like a digit.** A network that has learned ten digits must "
            "choose one of them all the same, and may even be sure of it."
        )
    return ""
