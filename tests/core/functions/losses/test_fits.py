"""Fits against least squares, gradients and random neighbours."""

import pytest
import torch
from torch import nn

from core.catalogue.loss import build
from core.data.points import read
from core.functions.losses.fits import Outlier, fit_absolute, fit_huber, fit_squares, outlier_fits
from core.functions.losses.surfaces import LINE


def some_points(seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    x, y = torch.rand(2, 12, generator=generator, dtype=torch.float64) * 10 - 5
    return x, y


@pytest.mark.parametrize("seed", range(8))
def test_the_fits_are_the_best_lines(seed):
    x, y = some_points(seed)
    design = torch.stack([x, torch.ones_like(x)], dim=-1)
    best = torch.linalg.lstsq(design, y[:, None]).solution[:, 0]
    assert torch.allclose(torch.stack(fit_squares(x, y)), best)
    for delta in (0.1, 0.5, 3.0):
        parameters = torch.stack(fit_huber(x, y, delta)).requires_grad_()
        loss = nn.HuberLoss(delta=delta)(parameters[0] * x + parameters[1], y)
        assert torch.autograd.grad(loss, parameters)[0].abs().max() < 1e-6
    assert torch.allclose(torch.stack(fit_huber(x, y, 100.0)), best)
    w, b = fit_absolute(x, y)
    lowest = (w * x + b - y).abs().mean()
    around = torch.randn(
        20_000, 2, generator=torch.Generator().manual_seed(seed), dtype=torch.float64
    )
    for size in (1.0, 0.1, 1e-3):
        others = torch.stack([w, b]) + size * around
        assert ((others[:, :1] * x + others[:, 1:] - y).abs().mean(-1) >= lowest - 1e-12).all()


def test_an_outlier_moves_squares_most():
    def moved(name: str) -> float:
        near, far = (
            outlier_fits(read(LINE), Outlier(4.0, height, 0.5))[name] for height in (4.0, -4.0)
        )
        return abs(near.w - far.w) + abs(near.b - far.b)

    assert moved("MSELoss") > 4 * moved("HuberLoss")
    assert moved("MSELoss") > 4 * moved("L1Loss")


def test_a_fit_is_the_lowest_point_of_its_surface():
    for fit in outlier_fits(read(LINE), Outlier(4.0, -4.0, 0.5)).values():
        assert fit.value <= float(fit.surface.z.min())
        x, y = fit.problem.data
        assert float(build(fit.problem.loss)(fit.w * x + fit.b, y)) == pytest.approx(fit.value)
