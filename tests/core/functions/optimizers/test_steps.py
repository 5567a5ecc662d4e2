"""Steps of several optimizers on one tensor are those of each optimizer by itself."""

import pytest
import torch

from core.catalogue.optimizer import optimizer
from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers.steps import Runners, closure, gradient, with_noise

pytestmark = pytest.mark.usefixtures("one_thread")

WITHOUT_CLOSURE = [name for name, choice in OPTIMIZERS.items() if not choice.needs_closure]


@pytest.mark.parametrize("name", WITHOUT_CLOSURE)
def test_the_state_too_is_that_of_usual_steps(name):
    pick, choice = OPTIMIZERS.pick(name, lr=0.1), OPTIMIZERS[name]
    slopes = torch.randn(30, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    slopes[7, 0] = 0
    usual = torch.tensor([1.0, 2.0], dtype=torch.float64).view(choice.parameter_shape)
    alone = optimizer(pick, [usual])
    with torch.inference_mode():
        runners = Runners([pick, pick], (1.0, 2.0))
    for slope in slopes:
        with torch.inference_mode():
            runners.gradients.copy_(slope.expand(2, 2))
            runners.step()
        usual.grad = slope.view_as(usual)
        if choice.sparse_gradients:
            usual.grad = usual.grad.to_sparse()
        alone.step()
    assert torch.equal(runners.points, usual.view(1, 2).expand(2, 2))
    for expected, state in zip(
        alone.state.values(), runners.optimizers[1].state.values(), strict=True
    ):
        assert all(
            torch.equal(torch.as_tensor(state[key]), torch.as_tensor(value))
            for key, value in expected.items()
            if value is not None
        )


def test_the_gradient_is_that_of_autograd():
    x, y = (torch.linspace(-1, 1, 7).double().requires_grad_() for _ in range(2))
    values, slopes = gradient(lambda x, y: torch.sin(x) * y**2 + x, x, y)
    assert torch.equal(values, torch.sin(x) * y**2 + x) and not values.requires_grad
    assert torch.allclose(slopes[0], torch.cos(x) * y**2 + 1) and torch.allclose(
        slopes[1], 2 * torch.sin(x) * y
    )
    assert x.grad is None
    assert torch.equal(gradient(lambda x, y: 2 * x, x, y)[1][1], torch.zeros(7))
    assert torch.equal(gradient(lambda x, y: torch.zeros_like(x), x, y)[1][0], torch.zeros(7))


def test_noise_tilts_the_values_as_it_does_the_gradient():
    noise = torch.tensor([0.5, -2.0], dtype=torch.float64)
    for shape in ((2,), (1, 2)):
        point = torch.tensor([3.0, 1.0], dtype=torch.float64).view(shape)
        loss = closure(lambda x, y: x**2 + y, point, noise)()
        assert float(loss) == 9 + 1 + 0.5 * 3 - 2
        assert point.grad.flatten().tolist() == [6.5, -1.0] and point.grad.shape == shape
    values = torch.tensor([1.0, 2.0], dtype=torch.float64)
    points = torch.tensor([[1.0, 1.0], [2.0, 0.0]], dtype=torch.float64)
    assert with_noise(values, noise, points).tolist() == [-0.5, 3.0]
    assert with_noise(values, torch.zeros(2), points) is values
