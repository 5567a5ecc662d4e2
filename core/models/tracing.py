"""What every step of a network makes of a picture, captured without touching the network.

While a `TorchFunctionMode` is active torch tells it of each function that a network calls, in this
thread and in no other: the network needs no hook, no tracing and no copy, and sessions that look
into the same one do not meet.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

Edit = Callable[[str, Tensor], Tensor]

WEIGHTED = ("conv2d", "linear")
FIRST = (*WEIGHTED, "adaptive_avg_pool2d")
"""The functions with which a layer begins; what follows (norm, pooling, activation) belongs to it.
"""

PASSED = ("flatten", "log_softmax", "softmax")
"""Those that make no maps of their own."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One function that a network called.

    Args:
        name: of the module with its weights, as in `named_modules`, else its own name and a number:
            "relu2".
        kind: the function: "conv2d", "batch_norm", "max_pool2d", "relu", "add", "linear"; "picture"
            for what came in.
        output: (N, C, H, W) or (N, C).
        inputs: places of the stages whose outputs it took, in the order of its arguments.
        weight: of a convolution, a linear layer or a norm.
        options: further arguments by name: stride, padding, dilation and groups of a convolution.
        parameters: how many numbers of it are learned.
        multiply_adds: for one picture; counted for convolutions and linear layers.
        seconds: that it took.
    """

    name: str
    kind: str
    output: Tensor
    inputs: tuple[int, ...] = ()
    weight: Tensor | None = None
    bias: Tensor | None = None
    options: dict[str, Any] = field(default_factory=dict)
    parameters: int = 0
    multiply_adds: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Layer:
    """A column of the picture of a network: functions that belong together.

    Args:
        title: what stands over it: a module, or a block of several, such as "layer1.0".
        name: the stage with weights whose units the column shows; the picture's and the pool's own
            names.
        places: of its stages.
        end: the place of the stage whose maps it shows.
    """

    title: str
    name: str
    places: tuple[int, ...]
    end: int


@dataclass(frozen=True, eq=False)
class Trace:
    """All stages of one run, the picture first, and what came out, (N, classes)."""

    stages: tuple[Stage, ...]
    output: Tensor

    def place(self, name: str) -> int:
        """Where the stage of this name is."""
        for place, stage in enumerate(self.stages):
            if stage.name == name:
                return place
        raise ValueError(
            f"layer={name[:60]!r} is not in this network: choose from {', '.join(self.weighted())}"
        )

    def weighted(self) -> tuple[str, ...]:
        """The names of the convolutions and linear layers."""
        return tuple(stage.name for stage in self.stages if stage.kind in WEIGHTED)

    def chain(self, name: str) -> tuple[int, ...]:
        """A layer from its weights on: the stages that work on its output alone, before the next
        layer begins.
        """
        found = [self.place(name)]
        while (place := self._next(found[-1])) is not None:
            found.append(place)
        return tuple(found)

    def _next(self, before: int) -> int | None:
        for place, stage in enumerate(self.stages):
            if stage.inputs[:1] == (before,):
                return None if stage.kind in (*FIRST, *PASSED) else place
        return None

    def end(self, name: str) -> Stage:
        """The last stage of a layer: what the next layer gets."""
        return self.stages[self.chain(name)[-1]]

    def before_activation(self, name: str) -> Stage:
        """The last stage of a layer before its activation, where a unit that is shut still has a
        slope.
        """
        open_ones = [self.stages[place] for place in self.chain(name)]
        shut = next(
            (at for at, stage in enumerate(open_ones) if stage.kind == "relu"), len(open_ones)
        )
        return open_ones[shut - 1]

    def layers(self) -> tuple[Layer, ...]:
        """The columns from left to right, the picture among them."""
        starts: list[list[int]] = [[0]]
        for place, stage in enumerate(self.stages[1:], 1):
            within = f"{_block(stage)}.".startswith(f"{_block(self.stages[starts[-1][0]])}.")
            starts.append([place]) if stage.kind in FIRST and not within else starts[-1].append(
                place
            )
        return tuple(self._layer(places) for places in starts)

    def _layer(self, places: list[int]) -> Layer:
        end = max(place for place in places if self.stages[place].kind not in PASSED)
        main = end
        while self.stages[main].kind not in (*FIRST, "picture"):
            main = self.stages[main].inputs[0]
        return Layer(_block(self.stages[places[0]]), self.stages[main].name, tuple(places), end)


def _block(stage: Stage) -> str:
    """The module that a stage belongs to, or the block that this is a part of: "layer1.0" for
    "layer1.0.conv2".
    """
    return stage.name.rpartition(".")[0] or stage.name


def trace(model: nn.Module, pictures: Tensor, edit: Edit | None = None) -> Trace:
    """Runs a network, which stays as it is, and keeps the output of each of its steps.

    Args:
        model: in eval mode.
        pictures: (N, C, H, W), normalised.
        edit: given a stage's name and output, returns what the network is to go on with.
    """
    with torch.inference_mode():
        return record(model, pictures, edit)


def record(
    model: nn.Module, pictures: Tensor, edit: Edit | None = None, until: str | None = None
) -> Trace:
    """As `trace`, with the graph for the backward pass unless the caller has switched it off.

    Args:
        until: the name of the last stage that is needed; nothing after it is computed.
    """
    watch = _Watch(model, pictures, edit, until)
    try:
        with watch:
            output = model(pictures)
    except _Reached:
        output = watch.stages[-1].output
    return Trace(tuple(watch.stages), output)


class _Reached(Exception):
    """The last stage that was asked for is there."""


class _Watch(TorchFunctionMode):
    """Hears of every function torch is asked for, and writes down those that work on the
    pictures.
    """

    def __init__(self, model: nn.Module, pictures: Tensor, edit: Edit | None, until: str | None):
        super().__init__()
        self.learned = {id(value): name for name, value in model.named_parameters()}
        self.stages = [Stage("picture", "picture", pictures)]
        self.places = {id(pictures): 0}  # of tensors that the stages keep alive
        self.edit, self.until = edit, until

    def __torch_function__(self, function, types, arguments=(), options=None):
        function, options = _not_in_place(function, options or {})
        start = time.perf_counter()
        output = function(*arguments, **options)
        seconds = time.perf_counter() - start
        inputs = tuple(self.places[id(one)] for one in arguments if id(one) in self.places)
        if not inputs or not isinstance(output, Tensor):
            return output
        stage = self._stage(function.__name__, output, inputs, arguments, options, seconds)
        self.stages.append(stage)
        self.places[id(stage.output)] = len(self.stages) - 1
        if stage.name == self.until:
            raise _Reached
        return stage.output

    def _stage(self, kind, output, inputs, arguments, options, seconds) -> Stage:
        given = _given(kind, arguments, options)
        own = [value for value in given.values() if id(value) in self.learned]
        number = 1 + sum(stage.kind == kind for stage in self.stages)
        name = self.learned[id(own[0])].rpartition(".")[0] if own else f"{kind}{number}"
        if self.edit is not None:
            output = self.edit(name, output)
        weight, bias = given.pop("weight", None), given.pop("bias", None)
        work = output[0].numel() * weight[0].numel() if kind in WEIGHTED else 0
        parameters = sum(value.numel() for value in own)
        return Stage(name, kind, output, inputs, weight, bias, given, parameters, work, seconds)


NAMES = {
    "conv2d": ("input", "weight", "bias", "stride", "padding", "dilation", "groups"),
    "linear": ("input", "weight", "bias"),
    "batch_norm": ("input", "mean", "variance", "weight", "bias", "training", "momentum", "eps"),
}
"""The arguments of torch's functions, in their order."""


def _given(kind: str, arguments: tuple, options: dict) -> dict[str, Any]:
    """The arguments of a function by name, the input left out."""
    named = dict(zip(NAMES.get(kind, ()), arguments, strict=False)) | options
    return {name: value for name, value in named.items() if name != "input"}


def _not_in_place(function: Callable, options: dict) -> tuple[Callable, dict]:
    """The same function, but it leaves its input as it is: that is another stage's output."""
    if options.get("inplace"):
        options = {**options, "inplace": False}
    name = getattr(function, "__name__", "")
    if name.endswith("_") and not name.startswith("__") and getattr(Tensor, name, None) is function:
        function = getattr(Tensor, name.removesuffix("_"))
    return function, options
