"""Entries that nobody thought of, for the registries of the optimizers page."""

import torch
from torch.optim import lr_scheduler

from core.catalogue.optimizer import Optimizer
from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedule import Schedule
from core.catalogue.schedules import SCHEDULES
from core.catalogue.terms import Factor, Step, Term
from core.functions.optimizers.geometry import Surface
from core.functions.optimizers.surfaces import SURFACES
from core.registry import Choice, Flag, Range, Registry


class Walk(torch.optim.Optimizer):
    """Steps of one length, and a little of the step before last; it has no `lr`."""

    def __init__(self, params, pace=0.1, momentum="none", echo=0.0):
        super().__init__(params, {"pace": pace, "echo": echo})

    @torch.no_grad()
    def step(self, closure=None):
        """Moves each number by `pace` against the sign of its gradient."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for weight in group["params"]:
                memory = self.state[weight].setdefault("moves", {"last": 0.0, "older": 0.0})
                move = -group["pace"] * weight.grad.sign() + group["echo"] * memory["older"]
                self.state[weight]["moves"] = {"last": move, "older": memory["last"]}
                weight.add_(move)
        return loss


class Pulled(torch.optim.SGD):
    """SGD with a pull to zero after each step; for columns of numbers."""

    def __init__(self, params, alpha=0.01, pull=0.1):
        super().__init__(params, lr=alpha)
        self.pull = pull

    def step(self, closure=None):
        """A step of SGD, and the pull."""
        loss = super().step(closure)
        with torch.no_grad():
            for group in self.param_groups:
                for weight in group["params"]:
                    weight.mul_(1 - self.pull)
        return loss


def sgd_step(step: Step) -> list[Term]:
    """What SGD moves; the pull is left out."""
    rate = Factor.of(r"-\alpha", "minus alpha", -step["lr"])
    return [Term("from the gradient", (rate, Factor.of("g", "the gradient", step.gradient)))]


def careful(params, beta1=0.5, nesterov=True):
    """RMSprop by another name."""
    return torch.optim.RMSprop(params, lr=0.01 if nesterov else 0.02, alpha=beta1)


def sawtooth(optimizer, gamma=0.5, lr=3):
    """Falls by gamma, and jumps back after every `lr` steps."""
    return lr_scheduler.LambdaLR(optimizer, lambda step: gamma ** (step % lr))


def wedge(x, y, steps=1.0, lr=0.0):
    return steps * x.abs() + y**2 + lr


ENTRIES: list[tuple[Registry, str, Choice]] = [
    (
        OPTIMIZERS,
        "A walk",
        Optimizer(
            Walk,
            {"pace": Range(1e-3, 1.0, 0.1, 1e-3, log=True), "echo": Range(0.0, 0.9, 0.0, 0.1)},
            learning_rate="pace",
        ),
    ),
    (
        OPTIMIZERS,
        "Pulled",
        Optimizer(
            Pulled,
            {"alpha": Range(1e-4, 1.0, 0.01, 1e-4, log=True), "pull": Range(0.0, 0.5, 0.1, 0.1)},
            "SGD that is pulled to zero.",
            learning_rate="alpha",
            parameter_shape=(2, 1),
            joint="",
            equation=sgd_step,
        ),
    ),
    (
        OPTIMIZERS,
        "Careful",
        Optimizer(
            careful, {"beta1": Range(0.0, 0.9, 0.5, 0.1), "nesterov": Flag(True)}, learning_rate=""
        ),
    ),
    (
        SCHEDULES,
        "Sawtooth",
        Schedule(sawtooth, {"gamma": Range(0.1, 1.0, 0.5, 0.1), "lr": Range(1, 20, 3, 1)}),
    ),
    (
        SURFACES,
        "Wedge",
        Surface(wedge, {"steps": Range(0.5, 2.0, 1.0, 0.5), "lr": Range(0.0, 1.0, 0.0, 0.1)}),
    ),
]
