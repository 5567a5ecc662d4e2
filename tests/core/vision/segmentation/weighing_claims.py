"""What the presets of the view "Losses" say, with torch's own losses as oracles."""

import torch
from torch import Tensor
from torch.nn import functional as F

from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.state import State
from core.vision.segmentation.weighing import (
    Weighed,
    Weighing,
    answer_scores,
    truth_of,
    weighed,
)
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def seen(state: State) -> Weighed:
    return weighed(state.part(Weighing))


def with_loss(state: State, name: str) -> Weighed:
    return weighed(state.part(Weighing).replace(loss=LOSSES.pick(name)))


def pixels(state: State) -> Tensor:
    """The cross-entropy of each pixel, (H, W), from torch."""
    _, masks = truth_of(state.weighed)
    scores = answer_scores(masks, state.answer, state.certainty, state.shift)
    return F.cross_entropy(scores, masks[None], reduction="none")[0]


@CLAIMS.of("Black, and mostly right")
def _(state):
    shares = [float((truth_of(number)[1] == 1).double().mean()) for number in range(1, 61)]
    assert abs(sum(shares) / len(shares) - 0.1) < 0.01
    result = seen(state)
    assert result.agreement.dice == 0 and not (result.probability > 0.5).any()
    assert abs(result.agreement.pixel_accuracy - (1 - result.share)) < 1e-6
    assert abs(result.loss - float(pixels(state).mean())) < 1e-6
    assert result.loss < with_loss(state.replace(answer="Undecided"), "Cross-entropy").loss


@CLAIMS.answer("Black, and mostly right")
def _(state):
    scores = seen(state).agreement
    if scores.pixel_accuracy > 0.8 and scores.dice == 0:
        return "Most of them right, Dice 0"
    return "Few pixels right" if scores.pixel_accuracy < 0.3 else "Half of them right"


@CLAIMS.of("The majority pushes")
def _(state):
    result = seen(state)
    sizes = result.push.abs()
    assert torch.allclose(sizes, sizes[0, 0].expand_as(sizes)) and result.share < 0.3
    assert abs(result.heard - result.share) < 1e-6


@CLAIMS.answer("The majority pushes")
def _(state):
    heard = seen(state).heard
    if abs(heard - 0.5) < 0.05:
        return "Both equally"
    return "Those of shapes" if heard > 0.5 else "Those of background"


@CLAIMS.of("A weight for the few")
def _(state):
    assert dict(state.loss.arguments)["weight"] == 10
    result, share = seen(state), seen(state).share
    assert abs(result.heard - 10 * share / (10 * share + 1 - share)) < 1e-5


@CLAIMS.answer("A weight for the few")
def _(state):
    return yes(seen(state).heard > with_loss(state, "Cross-entropy").heard)


@CLAIMS.of("Dice asks for overlap")
def _(state):
    assert 0.4 < seen(state).heard < 0.6 and seen(state).share < 0.3


@CLAIMS.answer("Dice asks for overlap")
def _(state):
    heard, share = seen(state).heard, seen(state).share
    answers = {"As much as of the pixels": share, "About half": 0.5, "All": 1.0}
    return min(answers, key=lambda answer: abs(answers[answer] - heard))


@CLAIMS.of("Three pixels aside")
def _(state):
    result = seen(state)
    assert state.shift == 3 and 0.4 < result.agreement.dice < 0.6
    empty = seen(state.replace(answer="All background")).agreement.pixel_accuracy
    assert empty > 0.8 and abs(result.agreement.pixel_accuracy - empty) < 0.02


@CLAIMS.answer("Three pixels aside")
def _(state):
    scores = seen(state).agreement
    notices = 1 - scores.dice > 1 - scores.pixel_accuracy
    return "Dice" if notices else "The share of right pixels"


@CLAIMS.of("Focal: what is right keeps quiet")
def _(state):
    assert dict(state.loss.arguments) == {"gamma": 2.0, "alpha": 0.5} and state.certainty == 0.9
    right = ~seen(state).truth
    entropy = pixels(state)[right]
    assert torch.allclose((1 - (-entropy).exp()) ** 2, torch.tensor(0.01), rtol=1e-3)
    assert seen(state).heard > 0.8


@CLAIMS.answer("Focal: what is right keeps quiet")
def _(state):
    return "Those of shapes" if seen(state).heard > 0.5 else "Those of background"


@CLAIMS.of("Right, and still a loss")
def _(state):
    result = seen(state)
    assert result.agreement.dice == 1 and result.loss > 0.1
    assert with_loss(state, "Cross-entropy").loss > 0.1


@CLAIMS.answer("Right, and still a loss")
def _(state):
    return yes(seen(state).loss == 0)
