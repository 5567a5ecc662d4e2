"""Kernels, each against what it is known for."""

import pytest
import torch
from torch import nn
from torchvision.transforms.functional import gaussian_blur

from core.registry import Random
from core.training import store
from core.vision.convolution.kernels import (
    KERNELS,
    MOST,
    YOURS,
    built,
    first_layer,
    read,
    tensor,
    written,
)
from tests.sampling import sample

NAMES = [name for name in KERNELS if name != YOURS]


def kernel(name, **arguments):
    return built(KERNELS.pick(name, **arguments), "")


@pytest.mark.parametrize("name", NAMES)
def test_every_kernel_is_a_grid_that_an_address_holds(name):
    import random

    generator: Random = random.Random(name)
    for _ in range(20):
        pick = KERNELS.pick(
            name, **{key: sample(spec, generator) for key, spec in KERNELS[name].parameters.items()}
        )
        weights = built(pick, "")
        assert weights.ndim == 2 and max(weights.shape) <= MOST and weights.dtype == torch.float32
        assert weights.isfinite().all() and weights.abs().max() > 0
        assert torch.equal(read(written(weights)), weights)
        assert torch.allclose(weights, pick.build(), rtol=1e-5)
        assert len(written(weights)) <= 800


@pytest.mark.parametrize(
    "name", ["Identity", "Box blur", "Gaussian blur", "Motion blur", "Sharpen", "Emboss"]
)
def test_weights_that_keep_the_brightness_add_up_to_one(name):
    assert float(kernel(name).sum()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "name", ["Sobel", "Scharr", "Prewitt", "Laplacian", "Laplacian of Gaussian", "Outline"]
)
def test_weights_that_look_for_edges_add_up_to_zero(name):
    assert float(kernel(name).sum()) == pytest.approx(0, abs=1e-5)


def test_the_gaussian_is_the_one_of_torchvision():
    point = torch.zeros(1, 1, 15, 15)
    point[0, 0, 7, 7] = 1
    for size, sigma in ((3, 0.5), (5, 1.0), (7, 2.0)):
        blurred = gaussian_blur(point, [size, size], [sigma, sigma])[0, 0]
        half = size // 2
        assert torch.allclose(
            kernel("Gaussian blur", size=size, sigma=sigma),
            blurred[7 - half : 8 + half, 7 - half : 8 + half],
            atol=1e-6,
        )


@pytest.mark.parametrize(
    ("name", "middle"), [("Sobel", [-2, 0, 2]), ("Scharr", [-10, 0, 10]), ("Prewitt", [-1, 0, 1])]
)
def test_slopes(name, middle):
    across, down = kernel(name, direction="x"), kernel(name, direction="y")
    assert across[1].tolist() == middle
    assert torch.equal(across.T, down)
    columns = torch.arange(3.0).expand(3, 3)
    assert float((across * columns).sum()) == 2 * float(across[:, 2].sum()), (
        "it measures the slope of a ramp"
    )
    assert float((down * columns).sum()) == 0


@pytest.mark.parametrize("diagonals", [False, True])
def test_the_laplacian_is_the_curvature(diagonals):
    """Of x² + y² it is 4, and with diagonals three times as much; of any plane 0."""
    weights = kernel("Laplacian", diagonals=diagonals)
    y, x = torch.meshgrid(torch.arange(-1.0, 2), torch.arange(-1.0, 2), indexing="ij")
    assert float((weights * (x**2 + y**2)).sum()) == (12 if diagonals else 4)
    assert float((weights * (3 * x - 2 * y + 5)).sum()) == 0


def test_motion_blurs_along_its_direction_only():
    level = kernel("Motion blur", size=5, angle=0)
    assert (
        torch.allclose(level[2], torch.full((5,), 0.2), atol=1e-6)
        and level[[0, 1, 3, 4]].abs().max() == 0
    )
    assert torch.equal(kernel("Motion blur", size=5, angle=90), level.T)
    diagonal = kernel("Motion blur", size=5, angle=45)
    assert torch.equal(diagonal.flip(1), kernel("Motion blur", size=5, angle=135))
    assert diagonal[0, 4] > 0 == diagonal[0, 0], (
        "counter-clockwise from the right: 45° points up right"
    )


def test_gabor_answers_to_its_own_stripes_most():
    stripes = {angle: kernel("Gabor", angle=angle) for angle in (0, 45, 90, 135)}
    for angle, weights in stripes.items():
        answers = {other: float((weights * picture).sum()) for other, picture in stripes.items()}
        assert max(answers, key=answers.get) == angle


def test_random_weights_are_drawn_from_the_seed():
    assert torch.equal(kernel("Random", seed=3), kernel("Random", seed=3))
    many = torch.stack([kernel("Random", size=7, seed=seed) for seed in range(100)])
    assert float(many.std()) == pytest.approx(1 / 7, rel=0.05)


@pytest.mark.parametrize("name", ["CNN 16-32", "LeNet", "DigitNet"])
def test_learned_filters_are_those_of_the_shipped_network(name):
    layer = store.load(name).conv1
    assert first_layer(name) is layer and isinstance(layer, nn.Conv2d)
    spec = KERNELS[name].parameters["filter"]
    assert spec.high == layer.out_channels - 1
    for number in (0, spec.high):
        assert torch.allclose(
            kernel(name, filter=number), layer.weight[number, 0].detach(), rtol=1e-5
        )


def test_yours_is_what_the_grid_says():
    assert built(KERNELS.pick(YOURS), "1_2.5~-3_0").tolist() == [[1, 2.5], [-3, 0]]
    assert read("1e-3").tolist() == [[pytest.approx(0.001)]]


@pytest.mark.parametrize(
    "text", ["", "1_2~3", "x", "nan", "inf", "1001", "_", "~", "1~" * 7 + "1", "1_" * 8, "9" * 99]
)
def test_a_spoilt_grid_is_named(text):
    with pytest.raises(ValueError, match="grid="):
        read(text)


@pytest.mark.parametrize("rows", [[], [[]], [[1.0], [1.0, 2.0]], [[float("nan")]], [[1.0] * 8]])
def test_spoilt_rows_are_named(rows):
    with pytest.raises(ValueError, match="grid="):
        tensor(rows)
