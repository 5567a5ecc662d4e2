"""What every step of a network makes of a picture, captured without touching the network.

While a `TorchFunctionMode` is active torch tells it of each function that a network calls, in this
thread and in no other: the network needs no hook, no tracing and no copy, and sessions that look
into the same one do not meet.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from core.models.stages import WEIGHTED, Stage, Trace

Edit = Callable[[Stage], Tensor]
"""Takes a stage and returns the output with which the network is to go on."""


def trace(model: nn.Module, pictures: Tensor, edit: Edit | None = None) -> Trace:
    """Runs a network, which stays as it is, and keeps the output of each of its steps.

    Args:
        model: in eval mode.
        pictures: (N, C, H, W), normalised.
        edit: given a stage, returns the output that the network is to go on with.
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
    recorder = _Recorder(model, pictures, edit, until)
    try:
        with recorder:
            output = model(pictures)
    except _Reached:
        output = recorder.stages[-1].output
    return Trace(tuple(recorder.stages), output)


class _Reached(Exception):
    """The last stage that was asked for is there."""


class _Recorder(TorchFunctionMode):
    """Hears of every function torch is asked for, and writes down those that work on the
    pictures.
    """

    def __init__(self, model: nn.Module, pictures: Tensor, edit: Edit | None, until: str | None):
        super().__init__()
        self.learned = {id(value): name for name, value in model.named_parameters()}
        self.stages = [Stage("picture", "picture", pictures)]
        self.indices = {id(pictures): 0}  # of tensors that the stages keep alive
        self.edit, self.until = edit, until

    def __torch_function__(self, function, types, arguments=(), options=None):
        function, options = _not_in_place(function, options or {})
        start = time.perf_counter()
        output = function(*arguments, **options)
        seconds = time.perf_counter() - start
        tensors = list(_tensors((*arguments, *options.values())))
        inputs = tuple(self.indices[id(tensor)] for tensor in tensors if id(tensor) in self.indices)
        if not inputs or not isinstance(output, Tensor):
            return output
        kind = function.__name__.strip("_")
        learned = [tensor for tensor in tensors if id(tensor) in self.learned]
        stage = self._stage(kind, output, inputs, learned, _named(kind, arguments, options))
        stage = _finished(stage, seconds, stage.output if self.edit is None else self.edit(stage))
        self.stages.append(stage)
        self.indices[id(stage.output)] = len(self.stages) - 1
        if stage.name == self.until:
            raise _Reached
        return stage.output

    def _stage(self, kind, output, inputs, learned, options) -> Stage:
        names = [self.learned[id(tensor)].rpartition(".") for tensor in learned]
        number = 1 + sum(stage.kind == kind for stage in self.stages)
        parameters = {name: tensor for (_, _, name), tensor in zip(names, learned, strict=True)}
        weight = parameters.get("weight")
        counted = kind in WEIGHTED and weight is not None
        return Stage(
            name=(names[0][0] if names else "") or f"{kind}{number}",
            kind=kind,
            output=output,
            inputs=inputs,
            weight=weight,
            bias=parameters.get("bias"),
            options=options,
            parameters=sum(tensor.numel() for tensor in learned),
            multiply_adds=output[0].numel() * weight[0].numel() if counted else 0,
        )


def _finished(stage: Stage, seconds: float, output: Tensor) -> Stage:
    return Stage(**{**vars(stage), "seconds": seconds, "output": output})


def _tensors(arguments: tuple) -> Iterator[Tensor]:
    """The tensors among arguments, those in lists too, as `torch.cat` takes them."""
    for argument in arguments:
        if isinstance(argument, Tensor):
            yield argument
        elif isinstance(argument, list | tuple):
            yield from _tensors(tuple(argument))


NAMES = {"conv2d": ("input", "weight", "bias", "stride", "padding", "dilation", "groups")}
"""The arguments of torch's functions, in their order."""

TENSORS = ("input", "weight", "bias")


def _named(kind: str, arguments: tuple, options: dict) -> dict[str, Any]:
    """The arguments of a function by name, the tensors left out."""
    if kind not in NAMES:
        return {}
    named = dict(zip(NAMES[kind], arguments, strict=False)) | options
    return {name: value for name, value in named.items() if name not in TENSORS}


def _not_in_place(function: Callable, options: dict) -> tuple[Callable, dict]:
    """The same function, but it leaves its input as it is: that is another stage's output."""
    if options.get("inplace"):
        options = {**options, "inplace": False}
    name = getattr(function, "__name__", "")
    if name.endswith("_") and not name.startswith("__") and getattr(Tensor, name, None) is function:
        function = getattr(Tensor, name.removesuffix("_"))
    return function, options
