"""The loss of a model over its two parameters, and the way of gradient descent on it.

The small functions are shown as code just as they stand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.losses import LOSSES, build
from core.data import points
from core.data.points import Points
from core.plots.grid import Grid
from core.registry import Choose, Config, Options, Pick, Range, Registry, Text, setting

REACH = 4.0  # the parameters go from -REACH to REACH
NUMBERS = 81  # of the surface along each side


def line(x, w, b):
    return w * x + b


def network(x, w1, w2):
    """One hidden unit with tanh, and no biases."""
    return w2 * torch.tanh(w1 * x)


def sigmoid_line(x, w, b):
    return torch.sigmoid(w * x + b)


FITS = Registry(
    "loss", {name: LOSSES[name] for name in ("MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss")}
)
LINKS = {
    "BCEWithLogitsLoss": (line, "BCEWithLogitsLoss"),
    "MSELoss of the sigmoid": (sigmoid_line, "MSELoss"),
}
"""How a line becomes a classifier: what comes out of it, and the loss of that."""


@dataclass(frozen=True)
class Model:
    """A model of two parameters.

    Args:
        names: of the parameters.
        points: the field of `Landscape` that holds what it is fitted to.
        read: makes points of that text.
    """

    names: tuple[str, str]
    points: str
    read: Callable[[str], Points]


MODELS = {
    "line": Model(("w", "b"), "line", points.read),
    "two classes": Model(("w", "b"), "classes", points.read_classes),
    "network": Model(("w1", "w2"), "curve", points.read),
    "outlier": Model(("w", "b"), "line", points.read),
}

LINE = "-3,-1.7;-2,-0.2;-1,0.1;0,1.4;1,1.3;2,2.8;3,3.1"
CLASSES = "-4,0;-3,0;-2.2,0;-1.4,0;-0.6,1;0.2,0;0.8,1;1.6,1;2.5,1;3.6,1"
CURVE = "-3,-2.1;-2,-1.8;-1,-1.6;-0.5,-0.8;0.5,1;1,1.4;2,2;3,1.9"


@dataclass(frozen=True)
class Landscape(Config):
    """What a reader can set about a loss over two parameters."""

    model: str = setting(Options(tuple(MODELS), "line"))
    line: str = setting(Text(LINE, points.LIMIT, points.read, ("-5,5;5,-5", "-1,0;0,0;1,0.5;1,3")))
    classes: str = setting(Text(CLASSES, points.LIMIT, points.read_classes, ("-2,0;-1,0;1,1;2,1",)))
    curve: str = setting(Text(CURVE, points.LIMIT, points.read, ("-2,2;-1,1.5;1,-1.5;2,-2",)))
    fit: Pick = setting(Choose(FITS, FITS.pick("MSELoss")))
    link: str = setting(Options(tuple(LINKS), "BCEWithLogitsLoss"))
    pos_weight: float = setting(
        Range(0.1, 5.0, 1.0, 0.1, note="How much a point of class 1 counts.")
    )
    w: float = setting(Range(-REACH, REACH, -2.0, 0.05))
    b: float = setting(Range(-REACH, REACH, 3.0, 0.05))
    rate: float = setting(
        Range(0.01, 1.0, 0.05, 0.01, note="The learning rate of gradient descent.")
    )
    steps: int = setting(Range(0, 200, 40, 1))
    turn: int = setting(Range(0, 360, 30, 5, "°", "From where the surface in space is looked at."))
    outlier_x: float = setting(Range(-5.0, 5.0, 4.0, 0.1))
    outlier_y: float = setting(Range(-5.0, 5.0, -4.0, 0.1))
    delta: float = setting(
        Range(0.1, 3.0, 0.5, 0.1, note="From this error on HuberLoss is straight.")
    )


@dataclass(frozen=True)
class Problem:
    """A model, its loss and the points it is fitted to: all that a surface depends on."""

    model: str
    link: str
    loss: Pick
    points: Points

    @property
    def function(self) -> Callable[..., Tensor]:
        """The model: of x and its two parameters."""
        return LINKS[self.link][0] if self.link else network if self.model == "network" else line

    @property
    def data(self) -> tuple[Tensor, Tensor]:
        """x and y, both (N,) float64."""
        return torch.tensor(self.points, dtype=torch.float64).unbind(-1)

    @property
    def names(self) -> tuple[str, str]:
        return MODELS[self.model].names

    def curve(self, x: Tensor, parameters: tuple[float, float]) -> Tensor:
        """What the model makes of each x (N,), as it stands beside y: of a classifier, the
        probability of class 1.
        """
        predictions = self.function(x, *parameters)
        return torch.sigmoid(predictions) if self.function is line and self.link else predictions


def problem(landscape: Landscape) -> Problem:
    """What the settings ask for; of the outlier's three losses, MSELoss."""
    model = MODELS[landscape.model]
    text = getattr(landscape, model.points)
    loss, link = landscape.fit, ""
    if landscape.model == "two classes":
        link, name = landscape.link, LINKS[landscape.link][1]
        loss = LOSSES.pick(
            name, **({"pos_weight": landscape.pos_weight} if name == "BCEWithLogitsLoss" else {})
        )
    return Problem(landscape.model, link, loss, model.read(text))


def losses_at(problem: Problem, places: Tensor) -> Tensor:
    """The loss at parameters (..., 2), of shape (...)."""
    x, y = problem.data
    predictions = problem.function(x, *places.unsqueeze(-1).unbind(-2))
    each = build(problem.loss, reduction="none")(predictions, y.expand_as(predictions))
    return each.sum(-1) if problem.loss["reduction"] == "sum" else each.mean(-1)


@lru_cache(maxsize=32)
def grid(problem: Problem) -> Grid:
    """The loss over both parameters from -REACH to REACH."""
    side = torch.linspace(-REACH, REACH, NUMBERS, dtype=torch.float64)
    first, second = torch.meshgrid(side, side, indexing="xy")
    return Grid(side, side, losses_at(problem, torch.stack([first, second], dim=-1)))


@dataclass(frozen=True, eq=False)
class Descent:
    """Gradient descent from a place on.

    Args:
        points: (S + 1, 2), the start first; they may run away and become infinite.
        values: the loss there, (S + 1,).
        gradient: at the start, (2,).
    """

    points: Tensor
    values: Tensor
    gradient: Tensor


@lru_cache(maxsize=64)
def descent(problem: Problem, start: tuple[float, float], rate: float, steps: int) -> Descent:
    """`steps` steps from `start`, as torch.optim.SGD takes them, on the loss of all points " "at
    once.
    """
    place, loss, (x, y) = (
        [torch.tensor(one, dtype=torch.float64) for one in start],
        build(problem.loss),
        problem.data,
    )
    places, values, gradients = [], [], []
    for _ in range(steps + 1):
        place = [one.requires_grad_() for one in place]
        value = loss(problem.function(x, *place), y)
        slopes = torch.autograd.grad(value, place)
        places.append(torch.stack(place).detach())
        values.append(value.detach())
        gradients.append(torch.stack(slopes))
        place = [
            one.detach().add(slope, alpha=-rate) for one, slope in zip(place, slopes, strict=True)
        ]
    return Descent(torch.stack(places), torch.stack(values), gradients[0])
