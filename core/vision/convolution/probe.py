"""Which cells of a picture a unit depends on, by autograd: a network's forward, all paths open.

Every path is open if all weights have one sign, pooling takes the mean, and there is no activation
and no norm. Then the gradient of a unit is positive at each cell that it can see, and zero at all
others. With the true weights and ReLU some paths would be shut.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from core.vision.convolution.steps import Step


class _LastMap(Exception):
    """From here on the network has no maps any more."""


class Open(TorchFunctionMode):
    """While it is active in a thread, every network there runs with all paths open.

    It keeps each step and what it gave, (1, C, H, W). Convolutions get even weights, pooling takes
    the mean. Whatever else keeps the shape of the maps (activations, norms, dropout) is left out,
    and their statistics count as constants. The run ends where the maps do. The network is not
    touched: no hook, no changed weight.

    Raises:
        ValueError: within a run, where a network has branches, or a layer that no `Step` stands
            for.
    """

    def __init__(self):
        super().__init__()
        self.steps: list[Step] = []
        self.maps: list[Tensor] = []

    def __torch_function__(
        self, function: Callable, types: Any, args: tuple = (), kwargs: dict | None = None
    ) -> Any:
        name, options = getattr(function, "__name__", ""), kwargs or {}
        maps = {id(each): each for each in _tensors(args, options) if _is_map(each)}
        if not maps:
            with torch.no_grad():
                return function(*args, **options)
        if len(maps) > 1:
            raise ValueError(
                f"{name} joins two branches of the network: its layers are no stack, in which each "
                "would have one receptive field"
            )
        match name:
            case "conv2d":
                return self._convolved(*args, **options)
            case "max_pool2d" | "avg_pool2d":
                return self._pooled(name[:3], *args, **options)
            case "linear":  # over channels that stand last, it sees no further
                return F.linear(args[0], _even(args[1]))
        (x,) = maps.values()
        if "norm" in name:  # some hold to the size of the network's own pictures
            return x
        return _left_out(function, name, x, args, options)

    def _convolved(
        self, input: Tensor, weight: Tensor, bias=None, stride=1, padding=0, dilation=1, groups=1
    ) -> Tensor:
        side, gap = _both(weight.shape[2:]), _both(dilation)
        if isinstance(padding, str):
            padding = {"valid": 0, "same": gap * (side - 1) // 2}[padding]
        step = Step("conv", side, _both(stride), _both(padding), gap)
        output = F.conv2d(input, _even(weight), None, stride, padding, dilation, groups)
        return self._keep(step, output)

    def _pooled(
        self, kind: str, input: Tensor, kernel_size: int, stride=None, padding=0, *_, **__
    ) -> Tensor:
        stride = kernel_size if stride is None else stride
        step = Step(
            {"max": "max", "avg": "mean"}[kind], _both(kernel_size), _both(stride), _both(padding)
        )
        return self._keep(step, F.avg_pool2d(input, kernel_size, stride, padding))

    def _keep(self, step: Step, output: Tensor) -> Tensor:
        self.steps.append(step)
        self.maps.append(output)
        return output


def _is_map(value: Tensor) -> bool:
    """Whether a tensor hangs on the picture, as far as a run has got."""
    return value.requires_grad and not isinstance(value, nn.Parameter)


def _even(weight: Tensor) -> Tensor:
    """Weights of the same shape, all equal, which add up to 1 for each output channel."""
    return torch.full(weight.shape, 1 / weight[0].numel(), dtype=torch.float64)


def _left_out(function: Callable, name: str, x: Tensor, args: tuple, options: dict) -> Any:
    """What `function` gives for maps x, or x itself if it only changes its numbers."""
    copy = x.detach().clone()  # some functions change their input

    def swap(value: Any) -> Any:
        return copy if value is x else value

    result = function(*map(swap, args), **{key: swap(value) for key, value in options.items()})
    if not isinstance(result, Tensor):
        return result  # a shape, for example
    if result.ndim != 4:
        raise _LastMap
    if result.data_ptr() == copy.data_ptr() and result is not copy:
        return function(*args, **options)  # a view, such as a permutation of the axes
    if result.shape == x.shape:
        return x
    if all(after in (before, 1) for before, after in zip(x.shape, result.shape, strict=True)):
        return torch.ones_like(result)  # statistics, of a norm or a gate for example
    if "adaptive" in name:
        raise _LastMap
    raise ValueError(f"{name} is none of the layers whose receptive field is known here")


def _tensors(args: Sequence[Any], options: dict[str, Any]) -> list[Tensor]:
    """The tensors among a call's arguments, those in lists and tuples too."""
    values = [*args, *options.values()]
    inner = [item for value in values if isinstance(value, list | tuple) for item in value]
    return [value for value in (*values, *inner) if isinstance(value, Tensor)]


def _both(value: int | Sequence[int]) -> int:
    """The number of both axes.

    Raises:
        ValueError: they differ.
    """
    values = {value} if isinstance(value, int) else set(value)
    if len(values) > 1:
        raise ValueError(f"a layer of the network differs along its axes: {tuple(value)}")
    return values.pop()


def run_open(
    model: nn.Module, channels: int, side: int
) -> tuple[tuple[Step, ...], Tensor, tuple[Tensor, ...]]:
    """A network's steps, its picture (1, channels, side, side) float64, and what each step gave.

    Raises:
        ValueError: the network is no stack of layers (see `Open`).
    """
    picture = torch.ones(1, channels, side, side, dtype=torch.float64, requires_grad=True)
    run = Open()
    try:
        with run:
            model(picture)
    except _LastMap:
        pass
    return tuple(run.steps), picture, tuple(run.maps)


def sensitivity(picture: Tensor, unit: Tensor) -> Tensor:
    """How much a unit depends on each cell of the picture: (side, side), the largest 1.

    Summed over the channels.
    """
    (gradient,) = torch.autograd.grad(unit, picture, retain_graph=True)
    gradient = gradient[0].sum(0)
    return gradient / gradient.max().clamp(min=1e-30)
