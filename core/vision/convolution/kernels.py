"""Kernels for pictures: the ones of every textbook, and filters that networks have learned.

A kernel is (h, w) float32, 1 to 7 cells a side, each weight a number of at most six digits: what is
shown, what stands in the address and what is computed with are the same. To add one, add a `Choice`
whose function returns its rows.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from core.registry import Choice, Flag, Options, Pick, Range, Registry
from core.training import store

MOST = 7  # cells a side
LARGEST = 1000  # a weight's size
YOURS = "Yours"
SIZE = Range(1, MOST, 3, 2, note="Cells a side.")
ANGLE = Range(0, 175, 45, 5, "°", note="Counter-clockwise from the right.")


def _kernel(build, note: str, **parameters) -> Choice:
    return Choice(build, parameters, note)


def identity(size: int) -> Tensor:
    kernel = torch.zeros(size, size)
    kernel[size // 2, size // 2] = 1
    return kernel


def box(size: int) -> Tensor:
    return torch.full((size, size), 1 / size**2)


def gaussian(size: int, sigma: float) -> Tensor:
    """The normal density at the cells' distances from the middle, with sum 1."""
    bell = torch.exp(-(_steps(size) ** 2) / (2 * sigma**2))
    return torch.outer(bell, bell) / bell.sum() ** 2


def laplacian_of_gaussian(size: int, sigma: float) -> Tensor:
    """The Laplacian of the normal density, its sum made 0 and its middle -1 (Marr and Hildreth
    1980).
    """
    square = (_steps(size)[:, None] ** 2 + _steps(size) ** 2) / (2 * sigma**2)
    kernel = (square - 1) * torch.exp(-square)
    kernel = kernel - kernel.mean()
    return kernel / kernel[size // 2, size // 2].abs().clamp(min=1e-6)


def gabor(size: int, wavelength: float, angle: int) -> Tensor:
    """A wave under a bell: how the first layers of brains and networks see edges (Gabor 1946,
    Daugman 1985).
    """
    turn = math.radians(angle)
    across = _steps(size) * math.cos(turn) - _steps(size)[:, None] * math.sin(turn)
    bell = torch.exp(-(_steps(size)[:, None] ** 2 + _steps(size) ** 2) / (2 * (size / 4) ** 2))
    return bell * torch.cos(2 * math.pi * across / wavelength)


def motion(size: int, angle: int) -> Tensor:
    """The mean along a line: what a camera sees that moves while its shutter is open."""
    turn, reach = math.radians(angle), size // 2
    kernel, along = torch.zeros(size, size), (torch.arange(20 * size) + 0.5) / 20 - size / 2
    rows, columns = (
        (reach - along * math.sin(turn)).round().long(),
        (reach + along * math.cos(turn)).round().long(),
    )
    kernel.index_put_((rows, columns), torch.ones(len(along)), accumulate=True)
    return kernel / kernel.sum()


def sharpen(amount: float) -> Tensor:
    """The picture, plus `amount` times what a Laplacian takes from it."""
    return torch.tensor([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]]) * amount + identity(3)


def sobel(direction: str) -> Tensor:
    return _difference((1, 2, 1), direction)


def scharr(direction: str) -> Tensor:
    return _difference((3, 10, 3), direction)


def prewitt(direction: str) -> Tensor:
    return _difference((1, 1, 1), direction)


def _difference(smooth: tuple[float, ...], direction: str) -> Tensor:
    kernel = torch.outer(torch.tensor(smooth).float(), torch.tensor([-1.0, 0, 1]))
    return kernel if direction == "x" else kernel.T


def laplacian(diagonals: bool) -> Tensor:
    return _rows("1 1 1 / 1 -8 1 / 1 1 1" if diagonals else "0 1 0 / 1 -4 1 / 0 1 0")


def emboss() -> Tensor:
    return _rows("-2 -1 0 / -1 1 1 / 0 1 2")


def outline() -> Tensor:
    return _rows("-1 -1 -1 / -1 8 -1 / -1 -1 -1")


def noise(size: int, seed: int) -> Tensor:
    """Independent normal weights of standard deviation 1 / size, which keep the variance of white
    noise.
    """
    return torch.randn(size, size, generator=torch.Generator().manual_seed(seed)) / size


def learned(network: str, filter: int) -> Tensor:
    """One filter of a shipped network's first convolution."""
    return first_layer(network).weight[filter, 0].detach()


def first_layer(network: str) -> nn.Conv2d:
    """The first convolution of a trained network, shared by all: not to be changed."""
    return next(module for module in store.load(network).modules() if isinstance(module, nn.Conv2d))


def _steps(size: int) -> Tensor:
    return torch.arange(size) - (size - 1) / 2


def _rows(text: str) -> Tensor:
    return torch.tensor([[float(number) for number in row.split()] for row in text.split("/")])


def _of_network(network: str, filters: int) -> Choice:
    return _kernel(
        lambda filter: learned(network, filter),
        f"A filter that {network} learned from handwriting.",
        filter=Range(0, filters - 1, 0, 1, note="Number of the output channel."),
    )


DIRECTION = Options(("x", "y"), "x", note="Along which axis the brightness is to change.")
KERNELS = Registry(
    "kernel",
    {
        "Identity": _kernel(identity, "Leaves everything as it is.", size=SIZE),
        "Box blur": _kernel(
            box, "The mean of the neighbours, all with the same weight.", size=SIZE
        ),
        "Gaussian blur": _kernel(
            gaussian,
            "A mean in which near neighbours count more: smoother than the box, and without "
            "its corners.",
            size=Range(1, MOST, 5, 2, note="Cells a side."),
            sigma=Range(0.3, 3.0, 1.0, 0.1, "cells"),
        ),
        "Sharpen": _kernel(
            sharpen,
            "Adds to each pixel how much it stands out from its neighbours.",
            amount=Range(0.1, 3.0, 1.0, 0.1),
        ),
        "Sobel": _kernel(
            sobel,
            "The slope of the brightness: zero where all is even, large at an edge.",
            direction=DIRECTION,
        ),
        "Scharr": _kernel(
            scharr,
            "As Sobel, with weights that treat all directions more alike.",
            direction=DIRECTION,
        ),
        "Prewitt": _kernel(
            prewitt, "As Sobel, with even weights along the edge.", direction=DIRECTION
        ),
        "Laplacian": _kernel(
            laplacian,
            "The curvature of the brightness: answers to edges of any direction, twice.",
            diagonals=Flag(False),
        ),
        "Laplacian of Gaussian": _kernel(
            laplacian_of_gaussian,
            "A Laplacian that is blurred first, so that noise does not drown the edges.",
            size=Range(3, MOST, 7, 2, note="Cells a side."),
            sigma=Range(0.5, 2.0, 1.0, 0.1, "cells"),
        ),
        "Emboss": _kernel(emboss, "As if light fell from one corner on a relief."),
        "Outline": _kernel(
            outline, "What differs from its eight neighbours; its weights add up to zero."
        ),
        "Motion blur": _kernel(
            motion,
            "The mean along a line, as from a moving camera.",
            size=Range(3, MOST, 7, 2, note="Cells a side."),
            angle=ANGLE,
        ),
        "Gabor": _kernel(
            gabor,
            "A wave under a bell: it looks for stripes of one width and direction.",
            size=Range(3, MOST, 7, 2, note="Cells a side."),
            wavelength=Range(2.0, 8.0, 4.0, 0.25, "cells"),
            angle=ANGLE,
        ),
        "Random": _kernel(
            noise,
            "What a network starts from: no filter at all yet.",
            size=SIZE,
            seed=Range(0, 99, 0, 1),
        ),
        "CNN 16-32": _of_network("CNN 16-32", 16),
        "LeNet": _of_network("LeNet", 6),
        "DigitNet": _of_network("DigitNet", 32),
        YOURS: _kernel(None, "Your own: change any number of the grid."),
    },
)


def written(kernel: Tensor) -> str:
    """A kernel as text for an address: numbers parted by "_", rows by "~"."""
    return "~".join("_".join(f"{weight:.6g}" for weight in row) for row in kernel.tolist())


def read(text: str) -> Tensor:
    """The kernel that `written` wrote, (h, w) float32; anything else is a `ValueError`."""
    return tensor([row.split("_") for row in text.split("~")])


def tensor(rows: Sequence[Sequence[str | float]]) -> Tensor:
    """A kernel from rows of numbers, or of their texts."""
    if not (
        1 <= len(rows) <= MOST
        and 1 <= len(rows[0]) <= MOST
        and len({len(row) for row in rows}) == 1
    ):
        raise ValueError(
            f"grid={str(rows)[:24]} must have 1 to {MOST} rows of equal length, of 1 to "
            f"{MOST} numbers"
        )
    return torch.tensor([[_number(cell) for cell in row] for row in rows])


def _number(cell: str | float) -> float:
    try:
        number = float(cell) if len(str(cell)) <= 24 else math.nan
    except ValueError:
        number = math.nan
    if not abs(number) <= LARGEST:
        raise ValueError(f"grid={str(cell)[:24]!r} must be a number from -{LARGEST} to {LARGEST}")
    return float(f"{number:.6g}")


def built(pick: Pick, grid: str) -> Tensor:
    """The kernel of a pick, (h, w) float32, every weight rounded to six digits; `grid` is the
    reader's own.
    """
    return read(grid if pick.name == YOURS else written(pick.build()))
