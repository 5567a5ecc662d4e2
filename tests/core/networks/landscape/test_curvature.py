"""The eigenvalues of a Hessian, from a few products with it."""

import pytest
import torch

from core.jobs.progress import last
from core.networks.landscape.curvature import (
    DIGITS,
    PLANES,
    STARTS,
    Curvature,
    curvatures,
    numbers,
    problem_of,
    result,
    spread,
    untrained,
)

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
