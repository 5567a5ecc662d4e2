"""What the presets of the view "Result" say, by the shipped network."""

from core.vision.segmentation.outcome import FALSE_ALARM, MISSED, count
from core.vision.segmentation.result import Looking, Result, curve, probabilities_of, result
from core.vision.segmentation.state import State
from core.vision.segmentation.trained import shipped
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def seen(state: State) -> Result:
    return result(state.part(Looking))


def usual(state: State, **settings) -> Result:
    return seen(state.replace(**settings))


@CLAIMS.of("A picture that it never saw")
def _(state):
    scores = seen(state).network
    assert scores.pixel_accuracy > 0.95 and scores.dice > 0.9
    assert shipped().config.seed != 10_000 + state.number


@CLAIMS.answer("A picture that it never saw")
def _(state):
    return yes(seen(state).grey.dice > 0.85 * seen(state).network.dice)


@CLAIMS.of("Only what is certain")
def _(state):
    strict, half = seen(state), usual(state, threshold=0.5)
    assert count(strict.outcome, FALSE_ALARM) < count(half.outcome, FALSE_ALARM)
    assert count(strict.outcome, MISSED) > count(half.outcome, MISSED)
    middle = curve(half)[3:16]  # thresholds from 0.2 to 0.8
    assert max(middle) - min(middle) < 0.05
    probability = probabilities_of(state.segmenter, state.number, state.test_noise)[1]
    assert ((probability < 0.1) | (probability > 0.9)).float().mean() > 0.9


@CLAIMS.answer("Only what is certain")
def _(state):
    strict, half = seen(state), usual(state, threshold=0.5)
    fewer = count(strict.outcome, FALSE_ALARM) < count(half.outcome, FALSE_ALARM)
    return "False positives" if fewer else "False negatives"


@CLAIMS.of("More noise than it knows")
def _(state):
    assert 4 < state.test_noise / shipped().config.noise < 6
    assert seen(state).network.dice < usual(state, test_noise=0.05).network.dice - 0.05


@CLAIMS.answer("More noise than it knows")
def _(state):
    return yes(seen(state).network.dice < usual(state, test_noise=0.05).network.dice)
