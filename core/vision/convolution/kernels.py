"""Kernels for pictures: those of the textbooks, those that networks have learned, and the reader's.

To add one, add a `Kernel` to KERNELS whose function returns its weights, (h, w), 1 to 7 a side.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from torch import Tensor

from core.models.zoo import MODELS, Network
from core.registry import Choice, Flag, Options, Pick, Range, Registry
from core.vision.convolution import classical, grid, networks


@dataclass(frozen=True, eq=False)
class Kernel(Choice):
    """An entry of KERNELS.

    Args:
        source: who published it, and when.
        is_own: whether it is the reader's: `build` takes the text of a grid (`grid.read`) in place
            of arguments.
    """

    source: str = ""
    is_own: bool = False


YOURS = "Yours"
SIZE = Range(1, grid.LARGEST_SIDE, 3, 2, note="Cells along each side.", label="Size")
LARGE = replace(SIZE, low=3, default=7)
ANGLE = Range(0, 175, 45, 5, "°", "Counter-clockwise from the right.", label="Angle")
DIRECTION = Options(
    ("x", "y"), "x", "The axis along which the brightness changes.", label="Direction"
)


def _kernel(build, note: str, source: str = "", **parameters) -> Kernel:
    return Kernel(build, parameters, note, source=source)


TEXTBOOK = {
    "Identity": _kernel(classical.identity, "Leaves everything as it is.", size=SIZE),
    "Box blur": _kernel(
        classical.box, "The mean of the neighbours, all with the same weight.", size=SIZE
    ),
    "Gaussian blur": _kernel(
        classical.gaussian,
        "A mean in which near neighbours count more: smoother than the box, without its corners.",
        size=replace(SIZE, default=5),
        sigma=Range(0.3, 3.0, 1.0, 0.1, "cells", label="Sigma"),
    ),
    "Sharpen": _kernel(
        classical.sharpen,
        "Adds to each pixel how much it stands out from its neighbours.",
        amount=Range(0.1, 3.0, 1.0, 0.1, label="Amount"),
    ),
    "Sobel": _kernel(
        classical.sobel,
        "The slope of the brightness: zero where the picture is even, large at an edge.",
        "Sobel and Feldman 1968",
        direction=DIRECTION,
    ),
    "Scharr": _kernel(
        classical.scharr,
        "Like Sobel, with weights that treat all directions more alike.",
        "Scharr 2000",
        direction=DIRECTION,
    ),
    "Prewitt": _kernel(
        classical.prewitt,
        "Like Sobel, with equal weights along the edge.",
        "Prewitt 1970",
        direction=DIRECTION,
    ),
    "Laplacian": _kernel(
        classical.laplacian,
        "The curvature of the brightness. It responds to edges in every direction, on both sides.",
        diagonals=Flag(False, label="Diagonals"),
    ),
    "Laplacian of Gaussian": _kernel(
        classical.laplacian_of_gaussian,
        "A Laplacian that is blurred first, so that noise does not drown the edges.",
        "Marr and Hildreth 1980",
        size=LARGE,
        sigma=Range(0.5, 2.0, 1.0, 0.1, "cells", label="Sigma"),
    ),
    "Emboss": _kernel(classical.emboss, "The picture looks like a relief lit from one corner."),
    "Outline": _kernel(
        classical.outline,
        "How much a pixel differs from its eight neighbours. The weights add up to zero.",
    ),
    "Motion blur": _kernel(
        classical.motion, "The mean along a line, as from a moving camera.", size=LARGE, angle=ANGLE
    ),
    "Gabor": _kernel(
        classical.gabor,
        "A wave under a Gaussian bell: it responds to stripes of one width and direction.",
        "Gabor 1946, Daugman 1985",
        size=LARGE,
        wavelength=Range(2.0, 8.0, 4.0, 0.25, "cells", label="Wavelength"),
        angle=ANGLE,
    ),
    "Random": _kernel(
        classical.noise,
        "What a network starts from: random weights, before it has learned a filter.",
        size=SIZE,
        seed=Range(0, 99, 0, 1, label="Seed"),
    ),
}


def _is_grey(name: str, network: Network) -> bool:
    """Whether a network has a convolution that takes one channel."""
    return networks.is_convolutional(name, network) and network.shape[0] == 1


def learned(name: str, network: Network) -> Kernel:
    """The kernels of a network's first convolution, as an entry of KERNELS."""
    count = networks.first_convolution(networks.blueprint(network)).out_channels

    def build(filter: int = 0) -> Tensor:
        return networks.trained_convolution(name).weight[filter, 0].detach()

    parameters = {}
    if count > 1:
        parameters["filter"] = Range(
            0, count - 1, 0, 1, note="Index of the output channel.", label="Filter"
        )
    return Kernel(build, parameters, f"A filter that {name} learned from {network.dataset}.")


OWN = {YOURS: Kernel(grid.read, note="Your own: change any number of the grid.", is_own=True)}
KERNELS = Registry("kernel", TEXTBOOK | OWN).joined(MODELS.view(_is_grey, learned))


@lru_cache(maxsize=64)
def weights(pick: Pick, own: str) -> Tensor:
    """The weights of a kernel, (h, w) float32, each of at most six digits; not to be changed.

    Args:
        own: the reader's own, as `grid.write` writes it.

    Raises:
        ValueError: a learned kernel of a network that has not been trained.
    """
    if pick.choice.is_own:
        return pick.choice.build(own)
    return grid.from_rows(pick.build().tolist())
