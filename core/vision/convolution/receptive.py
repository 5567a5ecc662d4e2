"""Receptive fields: which cells of the input a unit sees through a stack of layers. By recursion,
and by autograd.

The probe runs a network's own forward with every path open: weights all of one sign, pooling by the
mean, no activation and no norm. A unit's gradient is then positive at each cell that the unit can
see, and nowhere else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from core.models.zoo import MODELS
from core.registry import Config, Options, Range, Text, setting
from core.training import store
from core.vision.convolution.filtering import refused

OWN = "your stack"
NETWORKS = ("CNN 16-32", "LeNet", "DigitNet", "SimpleCNN")
MOST_LAYERS, FARTHEST = 12, 200
LIMITS = {"kernel_size": (1, 11), "stride": (1, 4), "padding": (0, 5), "dilation": (1, 4)}
KINDS = {"conv": nn.Conv2d, "max": nn.MaxPool2d, "mean": nn.AvgPool2d}


@dataclass(frozen=True)
class Step:
    """A layer that moves or spreads what is seen: "conv", "max" or "mean" (pooling), the same along
    both axes.
    """

    kind: str
    kernel_size: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    def __str__(self) -> str:
        usual = {
            "stride": 1 if self.kind == "conv" else self.kernel_size,
            "padding": 0,
            "dilation": 1,
        }
        more = [
            f"{name[0]}{getattr(self, name)}"
            for name in usual
            if getattr(self, name) != usual[name]
        ]
        return " ".join([self.kind, str(self.kernel_size), *more])


def parse(text: str) -> tuple[Step, ...]:
    """Layers from a text such as "conv 3 p1, max 2, conv 3 s2 d2"; strides of pooling are as wide
    as its windows.

    Raises:
        ValueError: with what cannot be read, or is too much.
    """
    steps = tuple(_step(part.strip()) for part in text.split(","))
    if len(steps) > MOST_LAYERS:
        raise ValueError(
            f"stack={text[:24]!r}... has {len(steps)} layers; at most {MOST_LAYERS} are allowed"
        )
    if (far := fields(steps)[-1].length) > FARTHEST:
        raise ValueError(f"stack={text[:24]!r}... sees {far} cells; at most {FARTHEST} are allowed")
    return steps


def _step(part: str) -> Step:
    found = re.fullmatch(r"(conv|max|mean) ([0-9]{1,2})((?: [spd][0-9])*)", part)
    if not found:
        raise ValueError(
            f"stack={part[:24]!r} must be conv, max or mean, a size, and s, p or d: conv 3 s2 p1"
        )
    kind, size = found[1], int(found[2])
    names = {name[0]: name for name in ("stride", "padding", "dilation")}
    given = {names[word[0]]: int(word[1:]) for word in found[3].split()}
    values = {
        "kernel_size": size,
        "stride": 1 if kind == "conv" else size,
        "padding": 0,
        "dilation": 1,
    } | given
    pools = (
        {} if kind == "conv" else {"stride": (1, 11), "padding": (0, size // 2), "dilation": (1, 1)}
    )
    for name, (low, high) in (LIMITS | pools).items():
        if not low <= values[name] <= high:
            raise ValueError(f"stack={part!r}: its {name} must be from {low} to {high}")
    return Step(kind, **values)


def written(steps: Sequence[Step]) -> str:
    """The text that `parse` reads."""
    return ", ".join(map(str, steps))


@dataclass(frozen=True)
class Stack(Config):
    """Whose layers, and how large a picture they see."""

    network: str = setting(Options((OWN, *NETWORKS), OWN))
    stack: str = setting(
        Text(
            "conv 3 p1, max 2, conv 3 p1, max 2, conv 3 p1",
            300,
            parse,
            (
                "conv 5, max 2, conv 5, max 2",
                "conv 3 d1, conv 3 d2, conv 3 d4",
                "conv 7 s2 p3, mean 3 s2 p1, conv 1",
            ),
        )
    )
    picture_size: int = setting(Range(4, 48, 28, 1, note="Cells a side of what your stack sees."))

    @property
    def steps(self) -> tuple[Step, ...]:
        return parse(self.stack) if self.network == OWN else of_network(self.network)

    @property
    def side(self) -> int:
        return self.picture_size if self.network == OWN else MODELS[self.network].shape[1]


@dataclass(frozen=True)
class Field:
    """What the units of a depth see along an axis: unit o sees `length` cells of the input from
    start + o * jump on.
    """

    start: int
    jump: int
    length: int


def fields(steps: Sequence[Step]) -> tuple[Field, ...]:
    """By recursion (Araujo, Norris and Sim 2019), the input first, then after each step."""
    found = [Field(0, 1, 1)]
    for step in steps:
        last = found[-1]
        found.append(
            Field(
                last.start - step.padding * last.jump,
                last.jump * step.stride,
                last.length + step.dilation * (step.kernel_size - 1) * last.jump,
            )
        )
    return tuple(found)


def sides(steps: Sequence[Step], side: int) -> tuple[int, ...]:
    """Cells a side at each depth, the input first.

    Raises:
        ValueError: torch refuses, in torch's words: the picture is too small.
    """
    x, found = torch.zeros(1, 1, side, side), [side]
    for step in steps:
        with refused(), torch.no_grad():
            x = layer(step)(x)
        found.append(x.shape[2])
    return tuple(found)


def layer(step: Step) -> nn.Module:
    """The step as a layer of one channel, its weights unset."""
    given = {name: getattr(step, name) for name in ("kernel_size", "stride", "padding")}
    if step.kind == "conv":
        return nn.utils.skip_init(nn.Conv2d, 1, 1, **given, dilation=step.dilation)
    return KINDS[step.kind](**given)


def seen(
    steps: Sequence[Step], around: Sequence[int]
) -> tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]:
    """For each depth but the last, for each place of the last depth along an axis, the places of
    that depth it sees.

    Args:
        around: cells a side at each depth, as `sides` gives them.
    """
    held = [{place} for place in range(around[-1])]
    found = []
    for step, side in zip(reversed(steps), reversed(around[:-1]), strict=True):
        taps = range(0, step.dilation * step.kernel_size, step.dilation)
        held = [
            {place * step.stride - step.padding + tap for place in some for tap in taps}
            & set(range(side))
            for some in held
        ]
        found.append(tuple(tuple(sorted(some)) for some in held))
    return tuple(reversed(found))


class _Reached(Exception):
    """The last layer with maps is behind."""


class Open(TorchFunctionMode):
    """While it is active in a thread, what runs there runs with every path open; keeps each step
    and what it gave.

    The network itself is not touched: no hook, no changed weight.
    """

    def __init__(self):
        super().__init__()
        self.steps: list[Step] = []
        self.maps: list[Tensor] = []

    def __torch_function__(
        self, function: Any, types: Any, args: tuple = (), kwargs: dict | None = None
    ) -> Any:
        name, given = getattr(function, "__name__", ""), kwargs or {}
        if name in ("relu", "batch_norm"):
            return args[0]
        if name in ("flatten", "linear"):
            raise _Reached
        if name == "conv2d":
            return self._convolved(*args)
        if name in ("max_pool2d", "avg_pool2d"):
            return self._pooled(name, *args, **given)
        return function(*args, **given)

    def _convolved(
        self, x: Tensor, weight: Tensor, _, stride=1, padding=0, dilation=1, groups=1
    ) -> Tensor:
        step = Step(
            "conv", weight.shape[2], *(_one(value) for value in (stride, padding, dilation))
        )
        even = torch.full(weight.shape, 1 / weight[0].numel(), dtype=x.dtype)
        return self._kept(step, F.conv2d(x, even, None, stride, padding, dilation, groups))

    def _pooled(
        self, name: str, x: Tensor, kernel_size: int, stride=None, padding=0, *_, **__
    ) -> Tensor:
        stride = kernel_size if stride is None else stride
        step = Step(
            name[:3].replace("avg", "mean"),
            *(_one(value) for value in (kernel_size, stride, padding)),
        )
        return self._kept(step, F.avg_pool2d(x, kernel_size, stride, padding))

    def _kept(self, step: Step, output: Tensor) -> Tensor:
        self.steps.append(step)
        self.maps.append(output)
        return output


def _one(value: int | Sequence[int]) -> int:
    """The number of both axes."""
    return value if isinstance(value, int) else value[0]


def opened(
    model: nn.Module, channels: int, side: int
) -> tuple[tuple[Step, ...], Tensor, tuple[Tensor, ...]]:
    """The steps of a network, the picture that it got, (1, channels, side, side), and what each
    step gave.
    """
    picture = torch.ones(1, channels, side, side, dtype=torch.float64, requires_grad=True)
    try:
        with Open() as run:
            model(picture)
    except _Reached:
        pass
    return tuple(run.steps), picture, tuple(run.maps)


@lru_cache(maxsize=16)
def of_network(name: str) -> tuple[Step, ...]:
    """The steps of a shipped network up to its first linear layer."""
    channels, side, _ = MODELS[name].shape
    return opened(store.load(name), channels, side)[0]


def model(stack: Stack) -> tuple[nn.Module, int]:
    """The network of a stack, and its channels."""
    if stack.network != OWN:
        return store.load(stack.network), MODELS[stack.network].shape[0]
    return nn.Sequential(*map(layer, stack.steps)), 1


def probe(picture: Tensor, unit: Tensor) -> Tensor:
    """How much a unit depends on each cell of the picture, summed over channels: (side, side),
    largest 1.
    """
    (gradient,) = torch.autograd.grad(unit, picture, retain_graph=True)
    gradient = gradient[0].sum(0)
    return gradient / gradient.max().clamp(min=1e-30)


@lru_cache(maxsize=32)
def measured(stack: Stack) -> tuple[Field, ...]:
    """What the units of each depth see, the input first, by the gradient of two neighbours that no
    edge cuts off.
    """
    steps = stack.steps
    known = fields(steps)
    room = max(field.length - 2 * field.start + 3 * field.jump for field in known)
    network, channels = model(stack)
    _, picture, maps = opened(network, channels, room)
    found = [Field(0, 1, 1)]
    for field, output in zip(known[1:], maps, strict=True):
        first = -(field.start // field.jump)  # the first unit whose field begins within the picture
        rows = [
            probe(picture, output[0, 0, unit, unit]).sum(1).nonzero().flatten()
            for unit in (first, first + 1)
        ]
        jump = int(rows[1][0] - rows[0][0])
        found.append(Field(int(rows[0][0]) - first * jump, jump, int(rows[0][-1] - rows[0][0]) + 1))
    return tuple(found)


@lru_cache(maxsize=64)
def heat(stack: Stack, row: int, column: int) -> Tensor:
    """The probe of one unit of the last depth, at the stack's own size: (side, side) float64,
    largest 1.

    Raises:
        ValueError: torch refuses: the picture is too small.
    """
    sides(stack.steps, stack.side)
    network, channels = model(stack)
    _, picture, maps = opened(network, channels, stack.side)
    return probe(picture, maps[-1][0, 0, row, column])
