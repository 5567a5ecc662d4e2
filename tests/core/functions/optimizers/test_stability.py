"""The largest stable rate, held against the divergence of plain loops on quadratics."""

import pytest
import torch

from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers.stability import Curvature, curvature, growth, limit
from core.functions.optimizers.surfaces import SURFACES
from tests.core.functions.optimizers.plain import plain

pytestmark = pytest.mark.usefixtures("one_thread")

PICKS = [
    OPTIMIZERS.pick("SGD"),
    OPTIMIZERS.pick("SGD", weight_decay=0.5),
    OPTIMIZERS.pick("Momentum"),
    OPTIMIZERS.pick("Momentum", momentum=0.5),
    OPTIMIZERS.pick("Momentum", momentum=0.8, dampening=0.4),
    OPTIMIZERS.pick("Nesterov"),
    OPTIMIZERS.pick("SGD", momentum=0.6, nesterov=True),
]


def diverges(pick, lr: float, steep: float) -> bool:
    picked = OPTIMIZERS.pick(pick.name, **dict(pick.arguments) | {"lr": lr})
    points, _, _ = plain(picked, lambda x, y: (steep * x**2 + 0.3 * y**2) / 2, [1.0, 1.0], 200)
    sizes = points.norm(dim=1)
    return not sizes[-50:].max() <= sizes[50:100].max()  # what is no number any more is not smaller


@pytest.mark.parametrize("steep", [0.7, 10.0])
@pytest.mark.parametrize("pick", PICKS, ids=str)
def test_the_limit_is_where_descent_begins_to_diverge(pick, steep):
    """To 1 % of the rate, and nowhere else near it."""
    largest = limit(pick, steep)
    for share in (0.5, 0.99):
        assert not diverges(pick, share * largest, steep), share
    for share in (1.01, 1.15):
        assert diverges(pick, share * largest, steep), share


def test_the_usual_formulas():
    assert limit(OPTIMIZERS.pick("SGD"), 4.0) == 0.5
    assert limit(OPTIMIZERS.pick("Momentum", momentum=0.5), 4.0) == 0.75
    assert limit(OPTIMIZERS.pick("SGD"), -1.0) == 0
    assert all(
        limit(OPTIMIZERS.pick(name), 4.0) is None
        for name in OPTIMIZERS
        if OPTIMIZERS[name].build is not torch.optim.SGD
    )


def test_curvatures():
    assert curvature(
        SURFACES.pick("Bowl", condition_number=7.0, angle=30.0), (0.5, 0.5)
    ).largest == pytest.approx(7)
    valley = curvature(SURFACES.pick("Rosenbrock"), (1.0, 1.0))
    assert (valley.smallest, valley.largest) == (
        pytest.approx(0.39936, abs=1e-5),
        pytest.approx(1001.60064, abs=1e-4),
    )
    assert curvature(SURFACES.pick("Saddle"), (0.0, 0.0)).smallest == -2


@pytest.mark.parametrize("pick", PICKS[:4], ids=str)
def test_what_is_measured_crosses_one_at_the_limit(pick):
    largest = 1.5 * limit(pick, 10.0)
    result = growth(pick, Curvature((0.0, 0.0), 1.0, 10.0), largest)
    over = result.rates > limit(pick, 10.0)
    assert (result.factors[over] > 1).all() and (result.factors[~over] < 1.0001).all()
    assert result.rates[-1] == pytest.approx(largest)


def test_the_factor_of_plain_descent_is_that_of_the_formula():
    result = growth(OPTIMIZERS.pick("SGD"), Curvature((0.0, 0.0), 1.0, 10.0), 0.3)
    factors = torch.maximum((1 - result.rates).abs(), (1 - 10 * result.rates).abs())
    assert torch.allclose(
        result.factors, factors, rtol=1e-3
    )  # where both are as large, the sum of the two is measured
