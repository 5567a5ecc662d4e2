"""The kernels of the textbooks, each against what it is known for."""

import pytest
import torch
from torchvision.transforms.functional import gaussian_blur

from core.vision.convolution.kernels import KERNELS, weights


def kernel(name, **arguments):
    return weights(KERNELS.pick(name, **arguments), "")


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
    grid = kernel("Laplacian", diagonals=diagonals)
    y, x = torch.meshgrid(torch.arange(-1.0, 2), torch.arange(-1.0, 2), indexing="ij")
    assert float((grid * (x**2 + y**2)).sum()) == (12 if diagonals else 4)
    assert float((grid * (3 * x - 2 * y + 5)).sum()) == 0


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
    for angle, grid in stripes.items():
        answers = {other: float((grid * picture).sum()) for other, picture in stripes.items()}
        assert max(answers, key=answers.get) == angle


def test_random_weights_are_drawn_from_the_seed():
    drawn = torch.randn(5, 5, generator=torch.Generator().manual_seed(3))
    assert torch.allclose(kernel("Random", size=5, seed=3), drawn / 5)
    many = torch.stack([kernel("Random", size=7, seed=seed) for seed in range(100)])
    assert float(many.std()) == pytest.approx(1 / 7, rel=0.05)
