"""The loss of a model over its two parameters, and gradient descent on it."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.loss import build, loss_of_batches
from core.data import points
from core.functions.losses.models import CLASS_LOSSES, FITS, MODELS, FittingProblem
from core.plots.grid import Grid
from core.registry import Choose, Config, Options, Pick, Range, Text, setting

REACH = 4.0  # the parameters go from -REACH to REACH
NUMBERS = 81  # of the surface along each side
CURVE_POINTS = 201  # of the model over x

LINE = "-3,-1.7;-2,-0.2;-1,0.1;0,1.4;1,1.3;2,2.8;3,3.1"
CLASSES = "-4,0;-3,0;-2.2,0;-1.4,0;-0.6,1;0.2,0;0.8,1;1.6,1;2.5,1;3.6,1"
CURVE = "-3,-2.1;-2,-1.8;-1,-1.6;-0.5,-0.8;0.5,1;1,1.4;2,2;3,1.9"


@dataclass(frozen=True)
class LossSurface(Config):
    """What a reader can set about a loss over two parameters."""

    model: str = setting(Options(lambda: tuple(MODELS), "Line"))
    line: str = setting(Text(LINE, points.LIMIT, points.read, ("-5,5;5,-5", "-1,0;0,0;1,0.5;1,3")))
    classes: str = setting(Text(CLASSES, points.LIMIT, points.read_classes, ("-2,0;-1,0;1,1;2,1",)))
    curve: str = setting(Text(CURVE, points.LIMIT, points.read, ("-2,2;-1,1.5;1,-1.5;2,-2",)))
    fit: Pick = setting(Choose(FITS, FITS.pick("MSELoss")))
    class_loss: str = setting(Options(lambda: tuple(CLASS_LOSSES), "BCEWithLogitsLoss"))
    pos_weight: float = setting(
        Range(0.1, 5.0, 1.0, 0.1, note="How much a point of class 1 counts.")
    )
    w: float = setting(Range(-REACH, REACH, -2.0, 0.05))
    b: float = setting(Range(-REACH, REACH, 3.0, 0.05))
    lr: float = setting(Range(0.01, 1.0, 0.05, 0.01, note="The learning rate of gradient descent."))
    steps: int = setting(Range(0, 200, 40, 1))
    camera_angle: int = setting(
        Range(0, 360, 30, 5, "°", "The side from which you see the 3-D surface.")
    )

    @property
    def start(self) -> tuple[float, float]:
        """The two parameters at which gradient descent starts."""
        return self.w, self.b


def problem(surface: LossSurface) -> FittingProblem:
    """What the settings ask for."""
    model = MODELS[surface.model]
    return model.problem(surface, model.read(getattr(surface, model.points)))


def losses_at(problem: FittingProblem, parameters: Tensor) -> Tensor:
    """The loss at parameters (..., 2), of shape (...)."""
    x, y = problem.data
    predictions = problem.function(x, *parameters.unsqueeze(-1).unbind(-2))  # (..., N)
    return loss_of_batches(problem.loss, predictions, y.expand_as(predictions))


@lru_cache(maxsize=32)
def grid(problem: FittingProblem) -> Grid:
    """The loss over both parameters from -REACH to REACH."""
    side = torch.linspace(-REACH, REACH, NUMBERS, dtype=torch.float64)
    first, second = torch.meshgrid(side, side, indexing="xy")
    return Grid(side, side, losses_at(problem, torch.stack([first, second], dim=-1)))


@dataclass(frozen=True, eq=False)
class Descent:
    """Gradient descent.

    Args:
        points: the parameters, (S + 1, 2), the start first; they may run away and become infinite.
        values: the loss there, (S + 1,).
        gradient: at the start, (2,).
    """

    points: Tensor
    values: Tensor
    gradient: Tensor


@lru_cache(maxsize=64)
def descent(problem: FittingProblem, start: tuple[float, float], lr: float, steps: int) -> Descent:
    """`steps` steps from `start`, as torch.optim.SGD takes them, on the loss of all points at
    once.
    """
    loss, (x, y) = build(problem.loss), problem.data
    parameters = [torch.tensor(value, dtype=torch.float64) for value in start]
    path, values, gradients = [], [], []
    for _ in range(steps + 1):
        parameters = [parameter.requires_grad_() for parameter in parameters]
        value = loss(problem.function(x, *parameters), y)
        slopes = torch.autograd.grad(value, parameters)
        path.append(torch.stack(parameters).detach())
        values.append(value.detach())
        gradients.append(torch.stack(slopes))
        parameters = [
            parameter.detach().add(slope, alpha=-lr)
            for parameter, slope in zip(parameters, slopes, strict=True)
        ]
    return Descent(torch.stack(path), torch.stack(values), gradients[0])


@dataclass(frozen=True, eq=False)
class Fitted:
    """A problem with its surface, gradient descent on it, and the model before and after.

    Args:
        x: from the left end of the picture of the points to the right, (CURVE_POINTS,).
        before, after: what the model answers at each x at the start and the end of the descent.
    """

    problem: FittingProblem
    surface: Grid
    descent: Descent
    x: Tensor
    before: Tensor
    after: Tensor


def fitted(surface: LossSurface) -> Fitted:
    """All that is seen of a reader's settings."""
    task = problem(surface)
    path = descent(task, surface.start, surface.lr, surface.steps)
    x = torch.linspace(-points.REACH, points.REACH, CURVE_POINTS, dtype=torch.float64)
    before, after = (answers(task, x, path.points[end]) for end in (0, -1))
    return Fitted(task, grid(task), path, x, before, after)


def answers(problem: FittingProblem, x: Tensor, parameters: Tensor) -> Tensor:
    """What the model with parameters (2,) answers at each x (N,), as it stands beside y."""
    return problem.answer(problem.function(x, *parameters))
