"""Two rules by which a neuron learns, step by step: the perceptron's, which looks at one point at a
time, and gradient descent, which looks at all.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.foundations.neuron.examples import Examples, Sample, tensors
from core.foundations.neuron.fitting import sums
from core.foundations.neuron.neuron import REACH
from core.plots.grid import Grid
from core.registry import Options, Range, setting

STEPS = 120
SIDE = 49
PERCEPTRON, DESCENT = RULES = ("Perceptron", "Gradient descent")
ZEROS, YOUR_LINE = STARTS = ("Zeros", "Your line")


@dataclass(frozen=True)
class Learning(Sample):
    """How a neuron learns from the points."""

    step: int = setting(Range(0, STEPS, 0, 1))
    lr: float = setting(Range(0.1, 10.0, 1.0, 0.1, note="Learning rate of gradient descent."))
    start: str = setting(Options(STARTS, ZEROS, note="Your line is the one from the view By hand."))


@dataclass(frozen=True, eq=False)
class Course:
    """What a rule makes of a neuron, step by step.

    Args:
        parameters: w1, w2 and b, (STEPS + 1, 3), the start first.
        changes: what each step adds to them, (STEPS, 3).
        right: of how many points the sum has the sign of their class, (STEPS + 1,).
        losses: their binary cross-entropy, (STEPS + 1,).
    """

    parameters: Tensor
    changes: Tensor
    right: Tensor
    losses: Tensor


@lru_cache(maxsize=64)
def perceptron(examples: Examples, start: tuple[float, float, float]) -> Course:
    """Rosenblatt's rule (1958): look at one point after the other; where the answer is wrong, add
    the point to the weights, or take it away, and 1 to the bias.
    """
    x, y = tensors(examples)
    w, b = torch.tensor(start[:2], dtype=torch.float64), start[2]
    path = [torch.tensor(start, dtype=torch.float64)]
    for step in range(STEPS):
        point, label = x[step % len(x)], y[step % len(x)]
        answer = (w[0] * point[0] + w[1] * point[1] + b > 0).double()
        w, b = w + (label - answer) * point, b + (label - answer)
        path.append(torch.cat([w, b[None]]))
    return _course(torch.stack(path), x, y)


@lru_cache(maxsize=64)
def gradient_descent(examples: Examples, start: tuple[float, float, float], lr: float) -> Course:
    """Gradient descent, as torch.optim.SGD takes its steps, on the binary cross-entropy of all
    points at once. Its slope for the sum of a point is the probability less the class.
    """
    x, y = tensors(examples)
    inputs = torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], dim=1)  # the bias's is 1
    parameters = torch.tensor(start, dtype=torch.float64)
    path = [parameters]
    for _ in range(STEPS):
        errors = (inputs @ parameters).sigmoid() - y
        parameters = parameters - lr / len(y) * (errors @ inputs)
        path.append(parameters)
    return _course(torch.stack(path), x, y)


def _course(parameters: Tensor, x: Tensor, y: Tensor) -> Course:
    """A course from its parameters (S, 3)."""
    z = sums(x, *parameters.T[..., None])  # (S, N)
    losses = F.binary_cross_entropy_with_logits(z, y.expand_as(z), reduction="none").mean(dim=1)
    right = ((z > 0) == (y == 1)).sum(dim=1)
    return Course(parameters, parameters.diff(dim=0), right, losses)


def courses(examples: Examples, start: tuple[float, float, float], lr: float) -> dict[str, Course]:
    """What each of RULES makes of the neuron."""
    return {
        PERCEPTRON: perceptron(examples, start),
        DESCENT: gradient_descent(examples, start, lr),
    }


def looked_at(step: int, examples: Examples) -> int | None:
    """The index of the point that the perceptron looked at in this step; None before the first."""
    return (step - 1) % len(examples) if step else None


def probability_over(parameters: Tensor) -> Grid:
    """The sigmoid of the sum over both inputs, of a neuron with w1, w2 and b (3,)."""
    side = torch.linspace(-REACH, REACH, SIDE, dtype=torch.float64)
    x1, x2 = torch.meshgrid(side, side, indexing="xy")
    return Grid(side, side, (parameters[0] * x1 + parameters[1] * x2 + parameters[2]).sigmoid())
