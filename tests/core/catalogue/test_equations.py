"""The equation of each optimizer, against the steps of torch on a bowl.

tests/core/functions/optimizers/test_microscope.py holds them against whole races, at many settings.
"""

import pytest
import torch

from core.catalogue.optimizer import optimizer, settings
from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.terms import Step

WRITTEN = [name for name, choice in OPTIMIZERS.items() if choice.equation]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_of_torch_has_its_equation_or_a_reason(name):
    choice = OPTIMIZERS[name]
    assert (choice.equation is None) == (choice.no_equation != type(choice).no_equation)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_terms_of_a_first_step_add_up_to_it(name):
    pick = OPTIMIZERS.pick(name)
    point = torch.tensor([1.5, -0.5], dtype=torch.float64)
    slope = torch.tensor([3.0, -4.0], dtype=torch.float64)
    start, runner = point.clone(), optimizer(pick, [point])
    point.grad = slope.to_sparse() if pick.choice.sparse_gradients else slope
    runner.step()
    step = Step(settings(pick), 1, start, slope, {}, runner.state[point])
    total = sum(term.value for term in pick.choice.equation(step))
    assert torch.allclose(total, point - start, rtol=1e-6)
