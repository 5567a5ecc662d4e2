"""From a pick to torch's schedule of an optimizer."""

import pytest
import torch

from core.catalogue.optimizer import optimizer
from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedule import schedule
from core.catalogue.schedules import SCHEDULES

pytestmark = pytest.mark.usefixtures("one_thread")

LR, STEPS = 0.1, 50


def test_one_cycle_needs_a_step_to_rise_in():
    follower = torch.optim.SGD([torch.zeros(1)], lr=LR)
    with pytest.raises(
        ValueError, match=r"steps=20 is too few for .*pct_start=0\.05.*use more steps"
    ):
        schedule(SCHEDULES.pick("OneCycleLR", pct_start=0.05), follower, LR, 20)


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_optimizer_can_follow_it(name):
    for chosen in OPTIMIZERS:
        follower = optimizer(OPTIMIZERS.pick(chosen), [torch.zeros(1, 2, requires_grad=True)])
        schedule(SCHEDULES.pick(name), follower, LR, STEPS)


def test_an_optimizer_without_a_learning_rate_has_no_schedule():
    class Fixed(torch.optim.Optimizer):
        def __init__(self, params):
            super().__init__(params, {})

    with pytest.raises(
        ValueError, match="schedule='StepLR' needs a learning rate .* Fixed has none"
    ):
        schedule(SCHEDULES.pick("StepLR"), Fixed([torch.zeros(1)]), LR, STEPS)
