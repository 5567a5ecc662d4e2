"""The code of the view "Broadcasting"."""

import math
from functools import reduce

from torch import Tensor

from core.catalogue.calls import own_code
from core.foundations.tensors.broadcasting import NAMES, Shapes, broadcast
from core.foundations.tensors.drawn import draw_result
from core.foundations.tensors.shapes import Shape, written
from core.foundations.tensors.shown import call, show_message
from core.script import Code, Script, write


def broadcasting_script(shapes: Shapes) -> Script:
    """The tensors, and what PyTorch makes of them or says of them."""
    choice, code = shapes.combination.choice, code_of(shapes)
    tensors = {
        name: Code(tensor_code(shape, factor))
        for name, shape, factor in zip(NAMES, shapes.shapes, choice.factors, strict=False)
    }
    own = own_code(shapes.combination)
    if not broadcast(shapes).fits:
        return write(show_message, *own, **tensors, make=Code(f"lambda: {code}"))
    if choice.reduce is None:
        return write(show_result, *own, plot=draw_result, **tensors, result=Code(code))
    every = Code(f'{code[:-1]}, reduction="none")')
    return write(show_loss, plot=draw_result, **tensors, result=every, loss=Code(code))


def code_of(shapes: Shapes) -> str:
    """What is made of the tensors, in plain PyTorch: `a + b`."""
    pick, names = shapes.combination, NAMES[: len(shapes.shapes)]
    if pick.choice.sign:
        return f" {pick.choice.sign} ".join(names)
    return reduce(lambda first, second: call(pick, first, second), names)


def tensor_code(shape: Shape, factor: int = 1) -> str:
    """A tensor that counts up: `10 * torch.arange(3.0).reshape(3, 1)`."""
    times = f"{factor} * " if factor != 1 else ""
    reshaped = f".reshape{written(shape)}" if len(shape) > 1 else ".reshape(())"
    counted = f"{times}torch.arange({math.prod(shape)}.0)"
    return counted if len(shape) == 1 else f"{counted}{reshaped}"


def show_result(result: Tensor) -> None:
    """Tensors of different shapes, combined: the smaller ones are stretched."""
    print(result)
    print(f"dimensions = {result.dim()}")
    for dim, size in enumerate(result.shape):
        print(f"size of dim {dim} = {size}")
    for position, value in enumerate(result.flatten().tolist()):
        print(f"number {position} = {float(value)}")


def show_loss(result: Tensor, loss: Tensor) -> None:
    """The loss of two tensors, and the squared error of every pair that it is the mean of."""
    print(result)
    print(f"pairs = {result.numel()}")
    print(f"loss = {loss.item()}")
