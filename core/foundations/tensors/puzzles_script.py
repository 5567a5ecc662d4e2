"""The code of the view "Puzzles": inputs, the plain loop, and the reader's expression beside it."""

from collections.abc import Callable

import torch
from torch import Tensor

from core.foundations.tensors.drawn import draw_wanted
from core.foundations.tensors.puzzle import read
from core.foundations.tensors.solving import Solving, verdict
from core.script import Code, Script, assignment, write

BEFORE = "labels_torch_tensor_dtype_torch_uint8"
"""A name as long as what stands on the line of a literal beside its numbers."""

LONG = 78
"""Characters of an expression that fit on a line behind its name."""


def puzzles_script(state: Solving) -> Script:
    """The trial that is shown, computed anew."""
    pick, puzzle = state.puzzle, state.puzzle.choice
    result = verdict(pick)
    inputs = {name: Code(_literal(tensor)) for name, tensor in result.trial.inputs.items()}
    arguments = ", ".join(f"{name}.tolist()" for name in inputs)
    wanted = Code(f"torch.tensor({puzzle.build.__name__}({arguments}), dtype=torch.float64)")
    expression = read(pick["answer"], tuple(puzzle.inputs), puzzle.without)
    if expression is None:
        return write(show_wanted, puzzle.build, plot=draw_wanted, **inputs, wanted=wanted)
    if not isinstance(result.trial.result, Tensor):
        answer = Code(f"lambda: {_fitting(expression.code)}")
        return write(
            show_refused, puzzle.build, plot=draw_wanted, **inputs, wanted=wanted, answer=answer
        )
    return write(
        show_answer,
        puzzle.build,
        plot=draw_wanted,
        **inputs,
        wanted=wanted,
        result=_fitting(expression.code),
    )


def _literal(tensor: Tensor) -> str:
    """A tensor as one writes it, on several lines where one would be too long."""
    kind = "" if tensor.dtype in (torch.float32, torch.int64) else f", dtype={tensor.dtype}"
    _, _, numbers = assignment(BEFORE, tensor.tolist()).partition(" = ")
    return f"torch.tensor({numbers}{kind})"


def _fitting(code: str) -> Code:
    """An expression, in parentheses on a line of its own where it is long."""
    return Code(f"(\n    {code}\n)" if len(code) > LONG else code)


def show_wanted(wanted: Tensor) -> None:
    """What a plain loop makes of the inputs: an expression is to do the same."""
    print(wanted)
    print(f"sum of wanted = {wanted.sum().item()}")
    print(f"numbers wanted = {wanted.numel()}")


def show_answer(wanted: Tensor, result: Tensor) -> None:
    """What a plain loop makes of the inputs, and what the expression does."""
    print(wanted)
    print(result)
    same_shape = result.shape == wanted.shape
    right = same_shape and torch.allclose(result.double(), wanted, rtol=1e-4, atol=1e-5)
    print(f"sum of wanted = {wanted.sum().item()}")
    print(f"numbers wanted = {wanted.numel()}")
    print(f"sum of yours = {result.double().sum().item()}")
    print(f"numbers of yours = {result.numel()}")
    print(f"right = {int(right)}")


def show_refused(wanted: Tensor, answer: Callable[[], Tensor]) -> None:
    """What a plain loop makes of the inputs, and why the expression makes nothing of them."""
    print(wanted)
    print(f"sum of wanted = {wanted.sum().item()}")
    print(f"numbers wanted = {wanted.numel()}")
    try:
        print(answer())
    except (RuntimeError, IndexError, TypeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
