"""Steps taken again without their preparation are those of the optimizer itself."""

import pytest
import torch

from core.catalogue.optimizers import OPTIMIZERS, optimizer
from core.functions.optimizers.steps import Runners, gradient

pytestmark = pytest.mark.usefixtures("one_thread")

PLAIN = [name for name in OPTIMIZERS if OPTIMIZERS[name].facts.get("needs") != "closure"]


@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("name", PLAIN)
def test_the_state_too_is_that_of_usual_steps(name, fixed):
    pick = OPTIMIZERS.pick(name, lr=0.1)
    slopes = torch.randn(30, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    slopes[7, 0] = 0
    matrix, sparse = (
        OPTIMIZERS[name].facts.get("needs") == needs for needs in ("matrix", "sparse")
    )
    usual = torch.tensor([[1.0, 2.0]] if matrix else [1.0, 2.0], dtype=torch.float64)
    steps = optimizer(pick, [usual])
    with torch.inference_mode():
        runners = Runners([pick, pick], (1.0, 2.0), fixed)
        for slope in slopes:
            runners.gradients.copy_(slope.expand(2, 2))
            runners.step()
            usual.grad = slope.to_sparse() if sparse else slope.view_as(usual)
            steps.step()
    assert torch.equal(runners.points, usual.view(1, 2).expand(2, 2))
    for expected, found in zip(
        steps.state.values(), runners.optimizers[1].state.values(), strict=True
    ):
        assert all(
            torch.equal(torch.as_tensor(found[key]), torch.as_tensor(value))
            for key, value in expected.items()
            if value is not None
        )


def test_no_optimizer_is_prepared_anew():
    """The calls that are made again are of torch's arithmetic; no reader notices but by the time it
    takes.
    """
    with torch.inference_mode():
        for name in set(PLAIN) - {"SparseAdam"}:
            runners = Runners([OPTIMIZERS.pick(name)], (1.0, 2.0), True)
            for _ in range(3):
                runners.gradients.fill_(1.0)
                runners.step()
            kind = type(runners.optimizers[0]).__mro__[1 if name == "AdamW" else 0]
            assert runners.again[0].func.__name__ == f"_single_tensor_{kind.__name__.lower()}"


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
