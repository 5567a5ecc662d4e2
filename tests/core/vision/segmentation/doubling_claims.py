"""What the presets of the view "Checkerboard" say, by counting the windows over each pixel."""

from torch import Tensor

from core.vision.segmentation.doubling import doubled
from core.vision.segmentation.network import WRITTEN
from core.vision.segmentation.patterns import pattern, patterns, strongest
from core.vision.segmentation.settings import held_out
from core.vision.segmentation.state import State
from core.vision.segmentation.trained import probabilities, shipped
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def maps(state: State) -> dict[str, Tensor]:
    return {each.up: each.values for each in doubled(state)}


def even(state: State) -> set[str]:
    return {up for up, values in maps(state).items() if float(values.max() - values.min()) < 1e-4}


def windows(kernel: int, pixel: int) -> int:
    """How many windows with a stride of 2 lie over a pixel, along one side."""
    return sum((pixel + offset) % 2 == 0 for offset in range(kernel))


@CLAIMS.of("One, two, four")
def _(state):
    assert maps(state)["k3 s2"].unique().tolist() == [1, 2, 4]
    for kernel in (2, 3, 4):
        counted = {
            windows(kernel, row) * windows(kernel, column) for row in (0, 1) for column in (0, 1)
        }
        assert {*maps(state)[f"k{kernel} s2"].unique().tolist()} == counted


@CLAIMS.answer("One, two, four")
def _(state):
    same = even(state) & {"k2 s2", "k3 s2", "k4 s2"}
    answers = {"2 × 2 alone": {"k2 s2"}, "2 × 2 and 4 × 4": {"k2 s2", "k4 s2"}}
    return next((answer for answer, ups in answers.items() if ups == same), "All of them")


@CLAIMS.of("It multiplies")
def _(state):
    values = maps(state)["k3 s2"]
    assert values.min() == 1 and values.max() == 25


@CLAIMS.answer("It multiplies")
def _(state):
    shares = [
        next(
            each.unevenness for each in doubled(state.replace(layers=layers)) if each.up == "k3 s2"
        )
        for layers in (1, 2, 3)
    ]
    if shares[0] < shares[1] < shares[2]:
        return "It grows"
    return "It fades" if shares[2] < shares[0] else "It stays"


@CLAIMS.of("Even is not smooth")
def _(state):
    for up, values in maps(state).items():
        assert (values[:-2, :-2] - values[2:, 2:]).abs().max() < 1e-5, up
        assert (up in even(state)) == (up == "Resize + conv")


@CLAIMS.answer("Even is not smooth")
def _(state):
    return WRITTEN[next(iter(even(state)))] if even(state) else "None"


@CLAIMS.of("In a trained network")
def _(state):
    assert patterns(state.segmenter).up == "k2 s2"
    shown, _ = strongest(pattern(state.segmenter, int(state.doubling_to)))
    for maps in shown:
        assert maps.std() > 0.02
        assert (maps[:-2, :-2] - maps[2:, 2:]).abs().max() < 1e-4
    scenes = held_out(shipped().config).part(slice(16))
    wrong = (probabilities(shipped().network, scenes.pictures)[:, 1] - scenes.masks).abs()
    kinds = [wrong[:, row::2, column::2].mean() for row in (0, 1) for column in (0, 1)]
    assert max(kinds) - min(kinds) < 0.01  # pixels are as right in each of the four places


@CLAIMS.answer("In a trained network")
def _(state):
    return yes(pattern(state.segmenter, int(state.doubling_to)).strength.max() < 1e-3)
