"""Lanczos against the whole matrix, and products with a Hessian against torch.func.hessian."""

import pytest
import torch
from torch import nn
from torch.func import functional_call, hessian
from torch.nn import functional as F

from core.networks.landscape.lanczos import hessian_product, lanczos, sharpness


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def symmetric(size: int) -> torch.Tensor:
    matrix = torch.randn(size, size, generator=generator(), dtype=torch.float64)
    return (matrix + matrix.T) / 2


def test_all_steps_give_all_eigenvalues_and_vectors():
    matrix = symmetric(12)
    start = torch.randn(12, generator=generator(), dtype=torch.float64)
    values, shares, vectors = lanczos(lambda vector: matrix @ vector, start, 12)
    assert torch.allclose(values, torch.linalg.eigvalsh(matrix))
    assert torch.allclose(matrix @ vectors, vectors * values)
    assert torch.allclose(vectors.T @ vectors, torch.eye(12).double())
    assert torch.allclose(shares, (vectors.T @ start / start.norm()).square())


def test_a_few_steps_give_the_largest():
    matrix = symmetric(60)
    matrix[0, 0] += 40
    start = torch.randn(60, generator=generator(), dtype=torch.float64)
    value, vector = sharpness(lambda each: matrix @ each, start, 12)
    assert value == pytest.approx(torch.linalg.eigvalsh(matrix)[-1].item(), rel=1e-9)
    assert torch.allclose(matrix @ vector, value * vector, atol=1e-4)


def test_it_ends_where_nothing_is_left():
    matrix = torch.diag(torch.tensor([3.0, 3.0, 1.0, 1.0]).double())
    values, *_ = lanczos(lambda vector: matrix @ vector, torch.ones(4).double(), 4)
    assert torch.allclose(values, torch.tensor([1.0, 3.0]).double())


def test_a_product_is_that_with_the_hessian():
    model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)).double()
    x = torch.randn(7, 3, generator=generator(), dtype=torch.float64)
    y = torch.randn(7, 1, generator=generator(), dtype=torch.float64)
    product = hessian_product(F.mse_loss(model(x), y), model.parameters())
    shapes = {name: value.shape for name, value in model.named_parameters()}

    def loss(flat):
        parts = flat.split([shape.numel() for shape in shapes.values()])
        weights = {
            name: part.view(shape)
            for (name, shape), part in zip(shapes.items(), parts, strict=True)
        }
        return F.mse_loss(functional_call(model, weights, (x,)), y)

    flat = torch.cat([value.detach().flatten() for value in model.parameters()])
    whole = hessian(loss)(flat)
    columns = torch.stack([product(unit) for unit in torch.eye(len(flat)).double()])
    assert torch.allclose(columns, whole)
