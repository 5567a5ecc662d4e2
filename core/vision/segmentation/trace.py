"""What happens in a U-Net step by step, for a side: shapes, parameters, and where it fails.

Nothing is computed: torch's own layers get a batch of no pictures, which has shapes alone, and say
the same of a size that does not fit as they do of a full batch.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.torch_message import RAISED, TorchMessage, message_of
from core.vision.segmentation.network import (
    CROP,
    INTERPOLATE,
    NONE,
    PAD,
    Architecture,
    UNet,
    count,
    fitted,
)

Shape = tuple[int, int, int]
"""(channels, rows, columns)."""


@dataclass(frozen=True)
class Step:
    """A step through the network.

    Args:
        name: "Encoder 1".
        kind: "encoder", "pool", "bottleneck", "up", "concat", "decoder" or "head".
        level: 1 is the finest; that of the bottleneck is one more than there are skips.
        shape: of the maps after it; after a concatenation that fails, those from below.
        parameters: that the step has.
        convolutions: of these, up-convolutions among them.
        skip: of a concatenation, the maps of the skip as the encoder made them.
        fitted: of a concatenation, the maps of the skip as they are joined.
    """

    name: str
    kind: str
    level: int
    shape: Shape
    parameters: int = 0
    convolutions: int = 0
    skip: Shape | None = None
    fitted: Shape | None = None


@dataclass(frozen=True)
class Traced:
    """The way of a picture through a network.

    Args:
        steps: in their order; if one fails it is the last.
        mistake: what torch said of the step that failed.
        side: of the scores, 0 if there are none.
        parameters, convolutions: of the whole network.
    """

    steps: tuple[Step, ...]
    mistake: TorchMessage | None
    side: int
    parameters: int
    convolutions: int

    @property
    def at(self) -> int | None:
        """The index of the step that failed."""
        return None if self.mistake is None else len(self.steps) - 1


class _Failed(Exception):
    """A step that torch refuses; its message is the argument."""


class _Way:
    """The steps so far."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(
        self, name: str, kind: str, level: int, function: Callable, *inputs: Tensor, **further
    ) -> Tensor:
        """Takes a step, and notes it."""
        step = partial(Step, f"{name} {level}" if kind != "head" else name, kind, level)
        if isinstance(function, nn.Module):
            further["parameters"], further["convolutions"] = count(function)
        try:
            result = function(*inputs)
        except RAISED as error:
            self.steps.append(step(_shape(inputs[-1]), **further))
            raise _Failed(message_of(error)) from None
        self.steps.append(step(_shape(result), **further))
        return result


def _shape(maps: Tensor) -> Shape:
    return tuple(maps.shape[1:])


@lru_cache(maxsize=64)
def trace(architecture: Architecture, side: int, channels: int = 1, classes: int = 2) -> Traced:
    """The way of a picture (channels, side, side) through a network."""
    with torch.device("meta"):
        network = UNet(**architecture.arguments(), channels=channels, classes=classes).eval()
    network.to_empty(device="cpu")  # memory that nobody touches
    way, mistake, size = _Way(), None, 0
    try:
        with torch.no_grad():
            size = _walk(network, way, torch.empty(0, channels, side, side)).shape[2]
    except _Failed as error:
        (mistake,) = error.args
    return Traced(tuple(way.steps), mistake, size, *count(network))


def _walk(network: UNet, way: _Way, x: Tensor) -> Tensor:
    """The steps of `UNet.forward`, one at a time."""
    skips = {}
    for level in range(1, network.depth + 1):
        skips[level] = way("Encoder", "encoder", level, network.encoder[level - 1], x)
        x = way("Pooling", "pool", level, partial(F.max_pool2d, kernel_size=2), skips[level])
    x = way("Bottleneck", "bottleneck", network.depth + 1, network.bottleneck, x)
    for level in range(network.depth, 0, -1):
        x = way("Upsampling", "up", level, network.up[level - 1], x)
        skip, below = fitted(skips[level], x, network.fit)
        shapes = {"skip": _shape(skips[level]), "fitted": _shape(skip)}
        join = partial(_joined, network, level)
        x = way("Concatenation", "concat", level, join, skip, below, **shapes)
        x = way("Decoder", "decoder", level, network.decoder[level - 1], x)
    return way("Head", "head", 1, network.head, x)


def _joined(network: UNet, level: int, skip: Tensor, x: Tensor) -> Tensor:
    """The concatenation alone, of maps that are fitted."""
    return torch.cat((x if level in network.cut else skip, x), dim=1)


@dataclass(frozen=True)
class Cure:
    """A way to make sizes fit.

    Args:
        name: an entry of FITS.
        text: a sentence on what it does.
        code: before the concatenation, of the maps `skip` and those from below, `x`.
        architecture: the network with this cure.
        side: of its scores for the side that did not fit.
    """

    name: str
    text: str
    code: str
    architecture: Architecture
    side: int


CURES = {
    PAD: (
        "Pad the maps from below with zeros to the size of the skip. The mask keeps the size of "
        "the picture.",
        "rows, columns = (a - b for a, b in zip(skip.shape[2:], x.shape[2:]))\n"
        "x = F.pad(x, (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2))",
    ),
    CROP: (
        "Crop the skip to the size of what comes from below, as the paper does. The mask is "
        "smaller than the picture.",
        "top, left = ((a - b) // 2 for a, b in zip(skip.shape[2:], x.shape[2:]))\n"
        "skip = skip[..., top : top + x.shape[2], left : left + x.shape[3]]",
    ),
    INTERPOLATE: (
        "Resize the maps from below to the size of the skip. The mask keeps the size of the "
        "picture.",
        'x = F.interpolate(x, size=skip.shape[2:], mode="bilinear")',
    ),
}


def cures(architecture: Architecture, side: int) -> tuple[Cure, ...]:
    """The ways to make a side fit that really do; none if it fits as it is."""
    if trace(architecture, side).mistake is None:
        return ()
    result = []
    for name, (text, code) in CURES.items():
        cured = architecture.replace(fit=name)
        traced = trace(cured, side)
        if traced.mistake is None:
            result.append(Cure(name, text, code, cured, traced.side))
    return tuple(result)


def sides(architecture: Architecture, side: int, most: int = 1024) -> tuple[int, ...]:
    """The nearest sides below and above one that fit without any cure, and lose nothing where they
    are halved: none, one or two.
    """
    plain = architecture.replace(fit=NONE)
    below = next((each for each in range(side, 0, -1) if _is_even(plain, each)), None)
    above = next((each for each in range(side, most + 1) if _is_even(plain, each)), None)
    return tuple(dict.fromkeys(each for each in (below, above) if each is not None))


def _is_even(architecture: Architecture, side: int) -> bool:
    """Whether every side that is halved is even, and something comes out."""
    loss = 0 if architecture.padding == "Same" else 4
    for _ in architecture.levels:
        side -= loss
        if side < 2 or side % 2:
            return False
        side //= 2
    side -= loss
    for _ in architecture.levels:
        side = 2 * side - loss
    return side > 0
