"""What is said of ways to double a picture."""

from core.plots.numbers import fixed, number, percent
from core.plots.words import listed
from core.vision.segmentation.doubling import ONES, TRAINED, Doubled, Doubling, doubled
from core.vision.segmentation.network import WRITTEN
from core.vision.segmentation.patterns import pattern, patterns

EVEN = 1e-5
"""Below this unevenness all values are the same but for rounding."""


def sentence(setting: Doubling) -> str:
    """Which ways are even for a picture of ones; or how uneven a network's is."""
    if setting.doubled == TRAINED:
        return _network_sentence(setting)
    even = [each.name for each in doubled(setting) if each.unevenness < EVEN]
    uneven = [each for each in doubled(setting) if each.unevenness >= EVEN]
    said = f"**{listed(even)}: the same everywhere.**" if even else "**None is even.**"
    spans = "; ".join(f"{each.name}: {span(each, setting)}" for each in uneven)
    return f"{said} {spans}." if spans else said


def _network_sentence(setting: Doubling) -> str:
    name, level = setting.segmenter, int(setting.doubling_to)
    strength = pattern(name, level).strength
    largest = float(strength.max())
    way = WRITTEN[patterns(name).up]
    if largest < EVEN:
        return f"**Even: no map of level {level} has a pattern.** The network doubles by {way}."
    return (
        f"**The maps that come to level {level} have patterns of "
        f"{percent(float(strength.mean()), 0)} on average, the strongest of {percent(largest, 0)}"
        f"**, although what is doubled is the same everywhere. The network doubles by {way}."
    )


def network_rows(setting: Doubling) -> list[dict[str, str]]:
    """Each level of a network for a table."""
    return [
        {
            "To level": str(level),
            "Maps": str(len(each.strength)),
            "Mean pattern": percent(float(each.strength.mean()), 0),
            "Strongest pattern": percent(float(each.strength.max()), 0),
        }
        for level, each in enumerate(patterns(setting.segmenter).levels, 1)
    ]


NETWORK_CAPTION = (
    "Each channel is given its mean over a picture, the same in every pixel; what is not even in "
    "the result comes from the up-convolution alone. The maps with the strongest patterns are "
    "shown, orange above and blue below their mean. A pattern is the standard deviation over the "
    "pixels, as a share of the mean size of all maps. The convolutions behind it can take the "
    "pattern away again: what counts is the mask."
)


def span(each: Doubled, setting: Doubling) -> str:
    """From the smallest to the largest value: "1 to 4"."""
    low, high = float(each.values.min()), float(each.values.max())
    if each.unevenness < EVEN:
        return number(low, 3)
    if setting.weights == ONES:
        return f"{number(low)} to {number(high)}"
    return f"{fixed(low)} to {fixed(high)}"


def rows(setting: Doubling) -> list[dict[str, str]]:
    """Each way for a table."""
    return [
        {
            "Upsampling": each.name,
            "Values": span(each, setting),
            "Different values": str(each.different),
            "Unevenness": percent(each.unevenness, 0),
        }
        for each in doubled(setting)
    ]


CAPTION = (
    "Each output pixel adds up what several input pixels send there. With a kernel of 3 and a "
    "stride of 2, some get one, some two, and some four such parts: the kernel cannot be divided "
    "by the stride (Odena, Dumoulin and Olah 2016). Kernels of 2 and 4 are even if all weights are "
    "equal; what a network learns need not be. Resizing first gives every output pixel the same "
    "nine weights. Orange is above the mean, blue below. Unevenness: from the smallest to the "
    "largest, as a share of the mean."
)
