"""Random programs, and a program's gradients by finite differences in double."""

import random
import re

import torch
from torch import Tensor

from core.expressions.execution import Execution
from core.expressions.programs import parse_program

UNARY = ("torch.sin({})", "torch.tanh({})", "torch.sigmoid({})", "torch.exp(-({}) ** 2)", "-{}")
BINARY = ("({} + {})", "({} - {})", "({} * {})", "({} / (1 + {} ** 2))")
STEP = 1e-5


def random_program(source: random.Random) -> str:
    """A few lines that use what was set before, some of it more than once."""
    names, lines = ["x", "w", "b"], []
    for index in range(source.randint(1, 5)):
        first, second = source.choice(names), source.choice(names)
        text = source.choice(BINARY).format(first, second)
        if source.random() < 0.6:
            text = source.choice(UNARY).format(text)
        names.append(f"y{index}")
        lines.append(f"{names[-1]} = {text}")
    return "\n".join([*lines, f"loss = {names[-1]} * {source.choice(names)} + x"])


def in_double(text: str) -> str:
    """The same program with its constants in double."""
    return re.sub(r"torch\.tensor\((\[[^()]*\])\)", r"torch.tensor(\1, dtype=torch.float64)", text)


def value(text: str, inputs: dict[str, float], output: str) -> float:
    """A variable of a program for these inputs, in double and without a gradient."""
    tensors = {name: torch.tensor(each, dtype=torch.float64) for name, each in inputs.items()}
    execution = Execution(parse_program(in_double(text)), tensors)
    list(execution.run())
    return float(execution.names[output])


def differences(text: str, inputs: dict[str, float], output: str) -> dict[str, float]:
    """The gradient by central differences."""
    return {
        name: (
            value(text, inputs | {name: at + STEP}, output)
            - value(text, inputs | {name: at - STEP}, output)
        )
        / (2 * STEP)
        for name, at in inputs.items()
    }


def leaves(inputs: dict[str, float]) -> dict[str, Tensor]:
    """The inputs as leaves in double."""
    return {
        name: torch.tensor(each, dtype=torch.float64, requires_grad=True)
        for name, each in inputs.items()
    }
