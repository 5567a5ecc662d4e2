"""What the steps of the view "Representation" say, in numbers."""

import pytest

from core.networks.playground.representation import represent
from core.networks.playground.training import Training, course_of, gone_through
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def stages(state):
    """By name, the training and test scores of the probe."""
    shown = represent(gone_through(course_of(state.part(Training))).run)
    return {stage.name: (stage.train, stage.test) for stage in shown.stages}


@CLAIMS.of("A sheet that is bent")
def _(state):
    scores = stages(state)
    assert scores["Points"][1] == pytest.approx(0.47, abs=0.005)
    assert scores["Layer 2"][1] == pytest.approx(0.996, abs=0.0005)


@CLAIMS.answer("A sheet that is bent")
def _(state):
    scores = stages(state)
    return yes(min(scores["Layer 2"]) > 0.99 > 0.6 > max(scores["Points"]))


@CLAIMS.of("The spiral comes apart")
def _(state):
    scores = stages(state)
    assert scores["Layer 1"][1] == pytest.approx(0.58, abs=0.005)
    assert scores["Layer 2"][1] == pytest.approx(0.97, abs=0.005)


@CLAIMS.answer("The spiral comes apart")
def _(state):
    separated = [name for name, (train, _) in stages(state).items() if train > 0.95]
    return separated[0] if "Layer" in separated[0] else "Neither"


@CLAIMS.of("Good features, no layer")
def _(state):
    assert stages(state)["Features"] == (1, 1)


@CLAIMS.answer("Good features, no layer")
def _(state):
    scores = stages(state)
    assert max(scores["Points"]) < 0.6
    return "In the features" if min(scores["Features"]) == 1 else "In the output only"


@CLAIMS.of("Random weights")
def _(state):
    scores = stages(state)
    assert state.course == "0" and scores["Layer 1"] == (1, 1)
    assert max(scores["Output"]) < 0.65


@CLAIMS.answer("Random weights")
def _(state):
    scores = stages(state)
    return yes(scores["Layer 1"][1] > scores["Points"][1])


@CLAIMS.of("Eight untrained layers")
def _(state):
    scores = stages(state)
    assert scores["Layer 1"][1] == pytest.approx(0.98, abs=0.005)
    assert scores["Layer 8"][1] == pytest.approx(0.64, abs=0.005)
    shown = represent(gone_through(course_of(state.part(Training))).run)
    assert shown.stages[8].shares[0] > 0.9


@CLAIMS.answer("Eight untrained layers")
def _(state):
    scores = [test for name, (_, test) in stages(state).items() if name.startswith("Layer")]
    rises = [after - before for before, after in zip(scores, scores[1:], strict=False)]
    assert max(rises) < 0.01
    return "It gets worse" if scores[-1] < scores[0] - 0.2 else "It stays the same"
