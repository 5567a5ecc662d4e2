"""train, eval, gradients and no_grad, against torch's own modules with its global generator."""

import pytest
import torch
from torch import nn

from core.networks.training.modes import HIDDEN, WAYS, ModeChoice, batch, compare

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("norm", [True, False])
def test_the_scores_are_those_of_torch(norm):
    choice = ModeChoice(dropout=0.4, norm=norm, mode_batch=8, draw=5)
    for name, (trains, records) in WAYS.items():
        with torch.random.fork_rng(), torch.set_grad_enabled(records):
            torch.manual_seed(5)
            layers = [nn.Flatten(), nn.Linear(784, HIDDEN)]
            layers += [nn.BatchNorm1d(HIDDEN)] if norm else []
            layers += [nn.ReLU(), nn.Dropout(0.4), nn.Linear(HIDDEN, 10)]
            model = nn.Sequential(*layers).double().train(trains)
            calls = [model(batch(8).double()) for _ in range(2)]
        outcome = compare(choice)[name]
        assert torch.equal(outcome.scores, torch.stack([call[0].detach() for call in calls]))
        assert bool(outcome.function) == records == calls[0].requires_grad
        if norm:
            assert outcome.moved == float(model[2].running_mean.abs().max())
        else:
            assert outcome.moved is None


def test_the_global_generator_and_the_grad_mode_stay():
    before = torch.get_rng_state()
    compare(ModeChoice(draw=77))
    assert torch.equal(torch.get_rng_state(), before) and torch.is_grad_enabled()
