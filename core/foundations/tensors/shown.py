"""The functions whose bodies are the scripts of the tensors page."""

from collections.abc import Callable

import torch
from torch import Tensor

from core.foundations.tensors.provenance import depends_on
from core.registry import Pick


def show_tensor(x: Tensor) -> None:
    """A tensor: its dimensions, its type, and its numbers in order."""
    print(x)
    print(x.dtype, x.device)
    print(f"dimensions = {x.ndim}")
    print(f"numbers = {x.numel()}")
    print(f"bytes = {x.numel() * x.element_size()}")
    for dim, size in enumerate(x.shape):
        print(f"size of dim {dim} = {size}")
    if not x.is_meta:
        for position, value in enumerate(x.flatten().tolist()):
            print(f"number {position} = {float(value)}")


def show_operation(
    inputs: dict[str, list],
    operation: Callable[..., Tensor],
    names: list[str],
    cell: int,
    changes: list[float],
    numbers: dict[str, list[list[float]]],
) -> None:
    """What PyTorch makes of tensors, and how many of their cells made a number of the result."""
    inputs = {name: torch.tensor(numbers) for name, numbers in inputs.items()}
    for name, tensor in inputs.items():
        print(name, tensor)
    result = operation(**inputs)
    outputs = [result] if isinstance(result, Tensor) else result
    for name, output in zip(names, outputs, strict=True):
        print(name, output)
        for dim, size in enumerate(output.shape):
            print(f"{name}: size of dim {dim} = {size}")
        for index, value in enumerate(output.flatten().tolist()):
            print(f"{name}: number {index} = {float(value)}")
    for name in inputs:
        depends = depends_on(operation, inputs, name, changes, numbers.get(name, []))
        made_of = depends[cell : cell + 1].flatten()
        print(f"cells of {name}: {made_of.nonzero().flatten().tolist()}")
        print(f"cells of {name} = {int(made_of.sum())}")


def show_refusal(inputs: dict[str, list], operation: Callable[..., Tensor]) -> None:
    """What PyTorch says of this call with these tensors."""
    inputs = {name: torch.tensor(numbers) for name, numbers in inputs.items()}
    try:
        print(operation(**inputs))
    except (RuntimeError, IndexError, TypeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")


def show_message(make: Callable[[], Tensor]) -> None:
    """What PyTorch says of this call."""
    try:
        print(make())
    except (RuntimeError, IndexError, TypeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")


def call(pick: Pick, *arguments: str) -> str:
    """An entry's function, called with these arguments and its parameters: `f(a, b, mode=2)`."""
    named = [f"{name}={value!r}" for name, value in pick.arguments]
    return f"{pick.choice.code or pick.choice.build.__name__}({', '.join([*arguments, *named])})"
