"""The eigenvalues of a Hessian, from a few products with it."""

import pytest
import torch

from core.jobs.progress import last
from core.networks.landscape.curvature import (
    DIGITS,
    MOST,
    PLANES,
    RATE,
    STARTS,
    STRIDE,
    Curvature,
    after,
    curvatures,
    numbers,
    problem_of,
    result,
    spread,
    untrained,
)
from core.networks.landscape.lanczos import hessian_product, tridiagonal

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("name", PLANES)
@pytest.mark.parametrize("trained_for", [0, 200])
def test_ten_steps_have_the_largest_to_seven_digits(name, trained_for):
    """As issue 11 asks for TensorFlow Playground's first network."""
    seen = result(Curvature(problem=name, trained_for=trained_for))
    assert seen.count == len(seen.exact) == 25
    assert abs(float(seen.ritz[-1]) / float(seen.exact[-1]) - 1) < 1e-7
    assert seen.ritz[0] >= seen.exact[0] - 1e-9 and seen.known == seen.exact[-1]


def test_the_density_holds_all_eigenvalues():
    seen = result(Curvature(lanczos_steps=24))
    step = float(seen.axis[1] - seen.axis[0])
    exact = spread(seen.axis, seen.exact, torch.full_like(seen.exact, 1 / seen.count))
    for density in (seen.spread, exact):
        assert float(density.sum()) * step == pytest.approx(1.0, abs=0.01)
    apart = (seen.spread - exact).abs().sum() * step
    assert apart < 0.5  # eight random starts know 25 eigenvalues roughly
    axis = torch.linspace(-1, 1, 401).double()
    bell = spread(axis, torch.tensor([0.0]).double(), torch.tensor([1.0]).double())
    assert float(axis[bell.argmax()]) == pytest.approx(0.0, abs=1e-6)


def test_training_lowers_the_loss_and_digits_have_no_whole_hessian():
    before, after = (Curvature(problem=DIGITS, trained_for=steps) for steps in (0, 50))
    assert problem_of(after).loss() < 0.5 * untrained(before).loss()
    assert "largest eigenvalue" in numbers(Curvature())
    work = curvatures(before.replace(lanczos_steps=3))
    shares = [progress.share for progress in work]
    assert shares == sorted(shares) and len(shares) == STARTS + 1


def test_a_training_from_another_seed_is_another():
    first, second = (last(curvatures(Curvature(start=seed))) for seed in (0, 1))
    assert first.known != second.known


@pytest.mark.parametrize("steps", [2, 7, MOST - 1])
def test_fewer_steps_are_the_beginning_of_more(steps):
    """What a page shows of fewer steps is what these alone would give, bit by bit."""
    setting = Curvature(problem="XOR", trained_for=150, lanczos_steps=MOST)
    alone, seen = result(setting.replace(lanczos_steps=steps)), after(result(setting), steps)
    for name in ("ritz", "largest", "exact", "axis", "spread"):
        assert torch.equal(getattr(alone, name), getattr(seen, name))
    assert (alone.loss, alone.known, len(alone.ritz)) == (seen.loss, seen.known, steps)


def test_products_with_the_whole_hessian_are_those_with_its_loss():
    setting = Curvature(trained_for=100)
    problem, seen = problem_of(setting), result(setting)
    product = hessian_product(problem.loss(), problem.model.parameters())
    generator = torch.Generator().manual_seed(setting.start)
    for matrix in seen.matrices:
        start = torch.randn(seen.count, generator=generator, dtype=torch.float64)
        expected = tridiagonal(product, start, setting.lanczos_steps)[0]
        steps = len(expected)
        torch.testing.assert_close(matrix[:steps, :steps], expected)


@pytest.mark.parametrize("steps", [0, STRIDE, 3 * STRIDE])
def test_a_training_in_strides_is_a_plain_loop(steps):
    setting = Curvature(problem="Spiral", trained_for=steps, start=4)
    plain = untrained(setting)
    for _ in range(steps):
        gradients = torch.autograd.grad(plain.loss(), list(plain.model.parameters()))
        for value, gradient in zip(plain.model.parameters(), gradients, strict=True):
            value.data -= RATE * gradient
    for _ in range(2):  # what is kept is not changed
        problem = problem_of(setting)
        for ours, theirs in zip(problem.model.parameters(), plain.model.parameters(), strict=True):
            torch.testing.assert_close(ours, theirs)
            ours.data += 1
