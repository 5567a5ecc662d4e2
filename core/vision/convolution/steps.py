"""Stacks of layers, and how much of the input a unit sees through them: by recursion.

A `Step` is a layer that moves or spreads what is seen, the same along both axes. Stacks are written
as text: "conv 3 p1, max 2, conv 3 s2 d2".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from core.vision.convolution.filtering import refused

MOST_LAYERS = 21  # those of VGG-19, whose units see 268 cells
LARGEST_FIELD = 280  # cells of the input along an axis
LARGEST_ROOM = 640  # cells along each side of a picture in which no field is cut
LIMITS = {"kernel_size": (1, 11), "stride": (1, 4), "padding": (0, 5), "dilation": (1, 4)}
LETTERS = {"s": "stride", "p": "padding", "d": "dilation"}
POOLS = {"max": nn.MaxPool2d, "mean": nn.AvgPool2d}

Seen = tuple[tuple[int, ...], ...]
"""For each unit of the last layer, along an axis, the cells that it sees."""


@dataclass(frozen=True)
class Step:
    """A convolution ("conv") or pooling ("max" or "mean")."""

    kind: str
    kernel_size: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    @property
    def is_convolution(self) -> bool:
        return self.kind == "conv"

    def options(self) -> dict[str, int]:
        """What is not at torch's default, by torch's names."""
        defaults = default_options(self.kind, self.kernel_size)
        return {
            name: getattr(self, name)
            for name, default in defaults.items()
            if getattr(self, name) != default
        }

    def __str__(self) -> str:
        options = [f"{name[0]}{value}" for name, value in self.options().items()]
        return " ".join([self.kind, str(self.kernel_size), *options])


def default_options(kind: str, kernel_size: int) -> dict[str, int]:
    """Torch's defaults: pooling moves on by a whole window, a convolution by one cell."""
    return {"stride": 1 if kind == "conv" else kernel_size, "padding": 0, "dilation": 1}


def parse(text: str) -> tuple[Step, ...]:
    """Layers from a text such as "conv 3 p1, max 2, conv 3 s2 d2".

    Raises:
        ValueError: with what cannot be read, or is too much.
    """
    steps = tuple(_step(part.strip()) for part in text.split(","))
    if len(steps) > MOST_LAYERS:
        raise ValueError(
            f"stack={text[:24]!r}... has {len(steps)} layers; at most {MOST_LAYERS} are allowed"
        )
    known = fields(steps)
    if known[-1].length > LARGEST_FIELD:
        raise ValueError(
            f"stack={text[:24]!r}... sees {known[-1].length} cells; at most {LARGEST_FIELD} are "
            "allowed"
        )
    if (cells := room(known)) > LARGEST_ROOM:
        raise ValueError(
            f"stack={text[:24]!r}... pads and strides so far that {cells} cells would be needed to "
            f"measure it; at most {LARGEST_ROOM} are allowed"
        )
    return steps


def _step(part: str) -> Step:
    match = re.fullmatch(r"(conv|max|mean) ([0-9]{1,2})((?: [spd][0-9])*)", part)
    if not match:
        raise ValueError(
            f"stack={part[:24]!r} must be conv, max or mean, a size, and s, p or d: conv 3 s2 p1"
        )
    kind, size = match[1], int(match[2])
    options = {LETTERS[word[0]]: int(word[1:]) for word in match[3].split()}
    values = {"kernel_size": size} | default_options(kind, size) | options
    for name, (low, high) in _limits(kind, size).items():
        if not low <= values[name] <= high:
            raise ValueError(f"stack={part!r}: its {name} must be from {low} to {high}")
    return Step(kind, **values)


def _limits(kind: str, size: int) -> dict[str, tuple[int, int]]:
    if kind == "conv":
        return LIMITS
    return LIMITS | {"stride": (1, 11), "padding": (0, size // 2), "dilation": (1, 1)}


def layer(step: Step) -> nn.Module:
    """The step as a layer of one channel, its weights unset."""
    options = {name: getattr(step, name) for name in ("kernel_size", "stride", "padding")}
    if step.is_convolution:
        return nn.utils.skip_init(nn.Conv2d, 1, 1, **options, dilation=step.dilation)
    return POOLS[step.kind](**options)


@dataclass(frozen=True)
class Field:
    """What the units of a layer see of the input along an axis.

    Unit o sees `length` cells, from start + o * jump on.
    """

    start: int
    jump: int
    length: int


INPUT = Field(0, 1, 1)
"""A cell of the input sees itself."""


def fields(steps: Sequence[Step]) -> tuple[Field, ...]:
    """The input's field, then the one after each step.

    Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill
    2019.
    """
    result = [INPUT]
    for step in steps:
        last = result[-1]
        start = last.start - step.padding * last.jump
        length = last.length + step.dilation * (step.kernel_size - 1) * last.jump
        result.append(Field(start, last.jump * step.stride, length))
    return tuple(result)


def room(known: Sequence[Field]) -> int:
    """Cells along each side of a picture that holds the fields of two neighbours at every depth."""
    return max(field.length - 2 * field.start + 3 * field.jump for field in known)


def sides(steps: Sequence[Step], side: int) -> tuple[int, ...]:
    """Cells along each side of the input, then after each step.

    Raises:
        ValueError: torch refuses, in torch's words: the picture is too small.
    """
    x, result = torch.zeros(1, 1, side, side), [side]
    for step in steps:
        with refused(), torch.no_grad():
            x = layer(step)(x)
        result.append(x.shape[2])
    return tuple(result)


def seen(steps: Sequence[Step], around: Sequence[int]) -> tuple[Seen, ...]:
    """Which cells of the input, then of each layer but the last, each unit of the last layer sees.

    Args:
        around: cells along a side, as `sides` gives them.
    """
    held = [{unit} for unit in range(around[-1])]
    result = []
    for step, side in zip(reversed(steps), reversed(around[:-1]), strict=True):
        taps = range(0, step.dilation * step.kernel_size, step.dilation)
        held = [
            {unit * step.stride - step.padding + tap for unit in units for tap in taps}
            & set(range(side))
            for units in held
        ]
        result.append(tuple(tuple(sorted(cells)) for cells in held))
    return tuple(reversed(result))
