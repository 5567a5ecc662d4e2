"""What the presets of the view "Puzzles" say, in numbers."""

import torch

from core.foundations.tensors.solving import Solving, verdict
from core.torch_message import TorchMessage
from tests.core.claims import Claims, yes

CLAIMS = Claims()


@CLAIMS.of("The first puzzle")
def _(state):
    assert not verdict(state.puzzle).answered
    puzzle = state.puzzle.choice
    assert len(puzzle.hints) > 1 and len(puzzle.hints[0]) > len(puzzle.hints[-1])
    assert state == type(state)(view=state.view)


@CLAIMS.of("An answer that is nearly right")
def _(state):
    result = verdict(state.part(Solving).puzzle)
    assert isinstance(result.trial.result, TorchMessage)
    assert result.trial.inputs["x"].shape == (2, 3)
    x = torch.rand(3, 3)
    wrong = x / x.sum(dim=1)
    assert torch.allclose(wrong, torch.stack([x[:, c] / x[c].sum() for c in range(3)], dim=1))


@CLAIMS.answer("An answer that is nearly right")
def _(state):
    return yes(verdict(state.puzzle).solved)
