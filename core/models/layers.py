"""The layers that a network of one's own can be made of: torch's own, under torch's names.

To add one, add a `Layer` to `LAYERS`, of torch or of your own. It takes any argument of its class
but `device` and `dtype`.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import nn

from core.registry import Choice, Registry

Shape = tuple[int, ...]
"""Of what a layer gets or gives for one picture: (C, H, W), or (N,) numbers."""


@dataclass(frozen=True)
class Cure:
    """What to do about a layer that does not fit.

    Args:
        sentence: for the reader.
        before: a line that is missing before it.
        first: what its first argument must be; None if that is not the point.
        name: the layer that it should be; "" if it is the right one.
    """

    sentence: str
    before: str = ""
    first: int | None = None
    name: str = ""


NO_CURE = Cure("")


def _none(shape: Shape) -> Cure:
    return NO_CURE


@dataclass(frozen=True, eq=False, kw_only=True)
class Layer(Choice):
    """A kind of layer. `build` is its class.

    Args:
        cure: from the shape that comes in to what to do where torch refuses it.
    """

    cure: Callable[[Shape], Cure] = _none

    def arguments(self, values: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
        """The arguments of a call by name.

        Raises:
            TypeError: torch's class takes no such arguments, or lacks one.
        """
        bound = inspect.signature(self.build).bind(*values, **named)
        return dict(bound.arguments)


def _count(shape: Shape) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


def linear(shape: Shape) -> Cure:
    """A linear layer takes as many numbers as come in, in a row."""
    count = _count(shape)
    if len(shape) > 1:
        return Cure(
            f"The numbers of a picture have to stand in a row first: put Flatten() before this "
            f"line. There are {' · '.join(map(str, shape))} = {count:,} of them.",
            "Flatten()",
            count,
        )
    return Cure(f"There are {count:,} numbers for each picture here.", first=count)


def _channels(shape: Shape) -> str:
    """How many channels come in, as the beginning of a sentence."""
    return "There is 1 channel" if shape[0] == 1 else f"There are {shape[0]:,} channels"


def convolution(shape: Shape) -> Cure:
    """A convolution takes as many channels as come in."""
    if len(shape) != 3:
        return Cure("A convolution takes pictures (C, H, W): it belongs before Flatten().")
    return Cure(f"{_channels(shape)} here.", first=shape[0])


def norm_of_maps(shape: Shape) -> Cure:
    """A norm of maps has a mean for each channel."""
    if len(shape) == 1:
        return Cure(
            "These are no maps any more: the norm for numbers in a row fits.",
            "",
            shape[0],
            "BatchNorm1d",
        )
    return Cure(f"{_channels(shape)} here.", first=shape[0])


def norm_of_numbers(shape: Shape) -> Cure:
    """A norm of numbers in a row has a mean for each."""
    if len(shape) == 3:
        return Cure(
            "These are maps (C, H, W): the norm for maps fits.", "", shape[0], "BatchNorm2d"
        )
    return Cure(f"There are {shape[0]:,} numbers for each picture here.", first=shape[0])


def pooling(shape: Shape) -> Cure:
    """A pooling needs maps at least as large as its kernel."""
    if len(shape) != 3:
        return Cure("Pooling takes maps (C, H, W): it belongs before Flatten().")
    return Cure(f"The maps are only {shape[1]} x {shape[2]} here: leave out a pooling.")


def _layer(build: type, note: str, cure: Callable[[Shape], Cure] = _none) -> Layer:
    return Layer(build, note=note, code=f"nn.{build.__name__}", cure=cure)


LAYERS = Registry(
    "layer",
    {
        layer.build.__name__: layer
        for layer in (
            _layer(nn.Conv2d, "Kernels that slide over the maps.", convolution),
            _layer(nn.Linear, "Connects every number with every unit.", linear),
            _layer(nn.Flatten, "The numbers of a picture in a row."),
            _layer(nn.ReLU, "Zero in place of negative numbers."),
            _layer(nn.MaxPool2d, "The largest number of each window.", pooling),
            _layer(nn.AvgPool2d, "The mean of each window.", pooling),
            _layer(nn.AdaptiveAvgPool2d, "Means, so that maps of this size come out.", pooling),
            _layer(nn.AdaptiveMaxPool2d, "Maxima, so that maps of this size come out.", pooling),
            _layer(nn.BatchNorm2d, "Mean 0 and deviation 1 for each channel.", norm_of_maps),
            _layer(nn.BatchNorm1d, "Mean 0 and deviation 1 for each unit.", norm_of_numbers),
            _layer(nn.LayerNorm, "Mean 0 and deviation 1 within each picture."),
            _layer(nn.GroupNorm, "Mean 0 and deviation 1 within groups of channels."),
            _layer(nn.Dropout, "Leaves out units at random during training."),
            _layer(nn.Dropout2d, "Leaves out channels at random during training."),
            _layer(nn.LeakyReLU, "Less of negative numbers."),
            _layer(nn.PReLU, "Less of negative numbers; how much less is learned."),
            _layer(nn.ELU, "Negative numbers bend towards -1."),
            _layer(nn.GELU, "A smooth ReLU, as in transformers."),
            _layer(nn.SiLU, "A smooth ReLU, also called swish."),
            _layer(nn.Mish, "A smooth ReLU."),
            _layer(nn.Tanh, "From -1 to 1."),
            _layer(nn.Sigmoid, "From 0 to 1."),
            _layer(nn.Softmax, "Probabilities; but cross-entropy takes scores."),
            _layer(nn.LogSoftmax, "The logarithms of probabilities, for NLLLoss."),
            _layer(nn.Identity, "Everything as it is."),
        )
    },
)
