"""The code of the view "Dtypes"."""

import torch
from torch import Tensor

from core.foundations.tensors.drawn import draw_number
from core.foundations.tensors.dtypes import ARITHMETIC, PYTHON, Sum, outcome
from core.foundations.tensors.dtypes_words import held_code, python_code, sum_code
from core.foundations.tensors.shown import show_message
from core.script import Code, Script, write


def dtypes_script(numbers: Sum) -> Script:
    """Two numbers of their dtypes, and what PyTorch makes of them or says of them."""
    result = outcome(numbers)
    if not result.fits:
        return write(show_message, make=Code(f"lambda: {sum_code(numbers)}"))
    right = python_code(numbers.second)
    if numbers.second_dtype != PYTHON:
        right = held_code(numbers.second, numbers.second_dtype)
    left = Code(held_code(numbers.first, numbers.first_dtype))
    written = Code(f"left {ARITHMETIC[numbers.arithmetic].sign} right")
    show = show_floats if result.result.is_floating_point() else show_numbers
    show = show_masks if result.dtype == "bool" else show
    return write(show, plot=draw_number, left=left, right=Code(right), result=written)


def show_numbers(result: Tensor) -> None:
    """A result, and the whole numbers that its dtype can hold."""
    print(result.dtype)
    print(f"result = {float(result.item())}")
    print(f"bytes = {result.element_size()}")
    print(f"smallest = {float(torch.iinfo(result.dtype).min)}")
    print(f"largest = {float(torch.iinfo(result.dtype).max)}")


def show_floats(result: Tensor) -> None:
    """A result, and the numbers that its dtype can hold."""
    print(result.dtype)
    print(f"result = {result.item()}")
    print(f"bytes = {result.element_size()}")
    print(f"smallest = {torch.finfo(result.dtype).min}")
    print(f"largest = {torch.finfo(result.dtype).max}")


def show_masks(result: Tensor) -> None:
    """A result that is true or false."""
    print(result.dtype)
    print(f"result = {float(result.item())}")
    print(f"bytes = {result.element_size()}")
