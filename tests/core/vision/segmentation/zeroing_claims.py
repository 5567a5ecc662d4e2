"""What the presets of the view "Skips" say, by the shipped network over held-out pictures."""

from core.vision.segmentation.metrics import Scores
from core.vision.segmentation.segmenters import WITHOUT_SKIPS
from core.vision.segmentation.state import State
from core.vision.segmentation.zeroing import Zeroed, Zeroing, each_skip, seen, trained_without
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def scores(*levels: int) -> Scores:
    (result,) = (each for each in each_skip() if each.levels == levels)
    return result.scores


def levels(state: State) -> tuple[int, ...]:
    return state.part(Zeroing).levels


@CLAIMS.of("The coarsest skip")
def _(state):
    assert levels(state) == (3,) and scores(3).mean_dice < 0.3
    assert seen(state.part(Zeroing)).dice[1] < 0.3
    assert trained_without(WITHOUT_SKIPS).mean_dice > 0.7


@CLAIMS.answer("The coarsest skip")
def _(state):
    names = {"The finest, level 1": 1, "Level 2": 2, "The coarsest, level 3": 3}
    return min(names, key=lambda name: scores(names[name]).mean_dice)


@CLAIMS.of("The finest skip")
def _(state):
    assert levels(state) == (1,) and scores(1).mean_boundary_f1 > 0.95
    assert 0.02 < scores().mean_dice - scores(1).mean_dice < 0.1
    assert scores(1).mean_dice > scores(2).mean_dice > scores(3).mean_dice


@CLAIMS.answer("The finest skip")
def _(state):
    return yes(scores(1).mean_dice > 0.9)


@CLAIMS.of("The bottleneck alone")
def _(state):
    assert levels(state) == (1, 2, 3)


@CLAIMS.answer("The bottleneck alone")
def _(state):
    return yes(scores(1, 2, 3).mean_dice > 0.5)


def over_pictures(state: State) -> list[Zeroed]:
    """The result of a state for some pictures."""
    return [seen(state.part(Zeroing).replace(probed=number)) for number in range(1, 60, 6)]


@CLAIMS.of("Cut is not zeroed")
def _(state):
    result = seen(state.part(Zeroing))
    assert result.cut_levels == levels(state) == (1, 2, 3)
    assert result.dice[2] > 0.6 and result.dice[1] < 0.3
    assert all(each.dice[2] > each.dice[1] for each in over_pictures(state))


@CLAIMS.answer("Cut is not zeroed")
def _(state):
    _, zeroed, cut, _ = seen(state.part(Zeroing)).dice
    if abs(cut - zeroed) < 0.05:
        return "Both alike"
    return "The one that was trained so" if cut > zeroed else "The one with zeros"
