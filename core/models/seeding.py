"""First weights, and what dropout leaves out, drawn from a generator of one's own.

Torch's layers draw from the global generator, which the sessions of a server share. `DrawFrom`
hands them another one, by the public way to look over torch's shoulder,
`torch.overrides.TorchFunctionMode`, which holds for one thread alone.
"""

import inspect
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

DRAWING = (
    *("bernoulli", "multinomial", "normal", "poisson", "rand", "randint", "randn", "randperm"),
    *("bernoulli_", "cauchy_", "exponential_", "geometric_", "log_normal_", "normal_", "random_"),
    "uniform_",
)
"""Torch's functions and methods in C++ that draw and take a generator."""

WITHOUT_GENERATOR = (
    *("rand_like", "randint_like", "randn_like", "rrelu", "rrelu_"),
    *("alpha_dropout", "feature_alpha_dropout"),
)
"""Those that draw and take none, in all versions that we run with."""

DROPOUTS = {"dropout": False, "dropout1d": True, "dropout2d": True, "dropout3d": True}
"""Dropouts by name, and whether each leaves out whole channels."""


class DrawFrom(TorchFunctionMode):
    """A context in which torch draws from `generator` what it would draw from the global one.

        with DrawFrom(torch.Generator().manual_seed(0)):
            layer = nn.LSTM(3, 5)

    gives the very weights that `torch.manual_seed(0)` before the last line gives.

    Raises:
        TypeError: something is drawn that takes no generator.
    """

    def __init__(self, generator: torch.Generator):
        super().__init__()
        self.generator = generator

    def __torch_function__(self, function: Any, types: Any, args: tuple = (), kwargs: Any = None):
        kwargs, name = dict(kwargs or {}), getattr(function, "__name__", "")
        if name in DROPOUTS and inspect.isfunction(function):
            return _dropout(self.generator, DROPOUTS[name], *args, **kwargs)
        if name in WITHOUT_GENERATOR:
            raise TypeError(f"{name} cannot draw from a generator: use another function")
        if kwargs.get("generator") is None and _takes_generator(function, name):
            kwargs["generator"] = self.generator
        return function(*args, **kwargs)


def _dropout(
    generator: torch.Generator,
    whole_channels: bool,
    input: Tensor,
    p: float = 0.5,
    training: bool = True,
    inplace: bool = False,
) -> Tensor:
    """What `F.dropout` and its likes return, bit for bit, with a mask from a generator."""
    if not training or p == 0:
        return input
    if whole_channels:
        mask = input.new_empty((*input.shape[:2], *[1] * (input.ndim - 2)))
    else:
        mask = torch.empty_like(input)  # drawn in the order in which the input lies in memory
    if p == 1:
        mask.zero_()  # torch draws nothing then
    else:
        mask.bernoulli_(1 - p, generator=generator).div_(1 - p)
    return input.mul_(mask) if inplace else input * mask


@lru_cache(maxsize=256)
def _takes_generator(function: Any, name: str) -> bool:
    if not inspect.isfunction(function):
        return name in DRAWING
    try:  # those of nn.init
        return "generator" in inspect.signature(function).parameters
    except ValueError:  # of an operator such as **, which has none to be read
        return False


def initialise(model: nn.Module, generator: torch.Generator) -> nn.Module:
    """Every layer's first weights anew, drawn from `generator`, by its own `reset_parameters`.

    For most layers that is uniform within 1 / sqrt(fan in) (He et al. 2015, a = sqrt 5); a norm
    gets ones and zeros. Changes the model in place, and returns it.

    Raises:
        TypeError: a layer has weights of its own and no `reset_parameters`.
    """
    with DrawFrom(generator):
        for layer in model.modules():
            if hasattr(layer, "reset_parameters"):
                layer.reset_parameters()
            elif list(layer.parameters(recurse=False)):
                raise TypeError(
                    f"{type(layer).__name__} has weights of its own and no reset_parameters"
                )
    return model
