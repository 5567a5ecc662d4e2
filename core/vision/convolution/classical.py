"""The kernels of the textbooks, each a function that returns its weights, (h, w) float32.

Rows run downwards and columns to the right. The weights are those that torch multiplies with: it
does not flip a kernel, so that its convolution is what signal processing calls cross-correlation.
"""

import math

import torch
from torch import Tensor


def identity(size: int) -> Tensor:
    """1 in the middle, 0 elsewhere, (size, size)."""
    kernel = torch.zeros(size, size)
    kernel[size // 2, size // 2] = 1
    return kernel


def box(size: int) -> Tensor:
    """The mean of all cells, (size, size)."""
    return torch.full((size, size), 1 / size**2)


def gaussian(size: int, sigma: float) -> Tensor:
    """The normal density at each cell's distance from the middle, with sum 1, (size, size).

    Args:
        sigma: standard deviation, in cells.
    """
    bell = torch.exp(-(_offsets(size) ** 2) / (2 * sigma**2))  # (size,)
    return torch.outer(bell, bell) / bell.sum() ** 2


def laplacian_of_gaussian(size: int, sigma: float) -> Tensor:
    """The Laplacian of the normal density, scaled to sum 0 and -1 in the middle, (size, size).

    Marr and Hildreth, "Theory of edge detection", Proceedings of the Royal Society B 207, 1980.
    """
    square = (_offsets(size)[:, None] ** 2 + _offsets(size) ** 2) / (2 * sigma**2)  # (size, size)
    kernel = (square - 1) * torch.exp(-square)
    kernel = kernel - kernel.mean()
    return kernel / kernel[size // 2, size // 2].abs().clamp(min=1e-6)


def gabor(size: int, wavelength: float, angle: int) -> Tensor:
    """A cosine wave under a normal density, (size, size).

    Gabor, "Theory of communication", 1946; in two dimensions, as a model of cells in the visual
    cortex, Daugman, Journal of the Optical Society of America A 2, 1985.

    Args:
        wavelength: in cells.
        angle: of the wave's direction, in degrees, counter-clockwise from the right.
    """
    turn = math.radians(angle)
    across = _offsets(size) * math.cos(turn) - _offsets(size)[:, None] * math.sin(turn)
    square = _offsets(size)[:, None] ** 2 + _offsets(size) ** 2  # (size, size)
    bell = torch.exp(-square / (2 * (size / 4) ** 2))
    return bell * torch.cos(2 * math.pi * across / wavelength)


def motion(size: int, angle: int) -> Tensor:
    """The mean along a line: what a camera sees that moves while its shutter is open.

    Args:
        angle: of the line, in degrees, counter-clockwise from the right.
    """
    turn, middle = math.radians(angle), size // 2
    along = (torch.arange(20 * size) + 0.5) / 20 - size / 2  # 20 points in each cell
    rows = (middle - along * math.sin(turn)).round().long()
    columns = (middle + along * math.cos(turn)).round().long()
    kernel = torch.zeros(size, size)
    kernel.index_put_((rows, columns), torch.ones(len(along)), accumulate=True)
    return kernel / kernel.sum()


def sharpen(amount: float) -> Tensor:
    """The picture minus `amount` times its Laplacian, (3, 3).

    Gonzalez and Woods, "Digital Image Processing", the chapter on sharpening spatial filters.
    """
    return torch.tensor([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]]) * amount + identity(3)


def sobel(direction: str) -> Tensor:
    """A difference along `direction`, "x" or "y", smoothed by 1 2 1 across it, (3, 3).

    Sobel and Feldman, "A 3x3 isotropic gradient operator for image processing", a talk at the
    Stanford Artificial Intelligence Project, 1968.
    """
    return _difference((1, 2, 1), direction)


def scharr(direction: str) -> Tensor:
    """As `sobel`, smoothed by 3 10 3, (3, 3).

    Scharr, "Optimale Operatoren in der Digitalen Bildverarbeitung", dissertation, Heidelberg 2000.
    """
    return _difference((3, 10, 3), direction)


def prewitt(direction: str) -> Tensor:
    """As `sobel`, smoothed by 1 1 1, (3, 3).

    Prewitt, "Object enhancement and extraction", in "Picture Processing and Psychopictorics", 1970.
    """
    return _difference((1, 1, 1), direction)


def _difference(smooth: tuple[float, ...], direction: str) -> Tensor:
    kernel = torch.outer(torch.tensor(smooth).float(), torch.tensor([-1.0, 0, 1]))
    return kernel if direction == "x" else kernel.T


def laplacian(diagonals: bool) -> Tensor:
    """The second differences along both axes, added up, (3, 3); with `diagonals` along these too.

    The five-point stencil of numerical analysis, and its form with nine points.
    """
    if diagonals:
        return torch.tensor([[1.0, 1, 1], [1, -8, 1], [1, 1, 1]])
    return torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])


def emboss() -> Tensor:
    """The picture plus differences along the diagonal, (3, 3): the "Emboss" example of GIMP's
    handbook, under "Convolution Matrix".
    """
    return torch.tensor([[-2.0, -1, 0], [-1, 1, 1], [0, 1, 2]])


def outline() -> Tensor:
    """Each cell less its eight neighbours, (3, 3): minus the Laplacian with diagonals."""
    return -laplacian(diagonals=True)


def noise(size: int, seed: int) -> Tensor:
    """Independent normal weights, (size, size).

    Their standard deviation is 1 / size, which keeps the variance of white noise.
    """
    return torch.randn(size, size, generator=torch.Generator().manual_seed(seed)) / size


def _offsets(size: int) -> Tensor:
    """Each cell's distance from the middle, with its sign, (size,)."""
    return torch.arange(size) - (size - 1) / 2
