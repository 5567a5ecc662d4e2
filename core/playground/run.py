"""A network that is trained, batch by batch, in the very steps of a plain loop over `torch.optim`.

    run = Run(Settings())
    for _ in range(40):
        run.epoch()
    run.record().test_loss

The loop that it is:

    for batch in torch.randperm(len(x)).split(batch_size):
        optimizer.zero_grad()
        loss = loss_function(network(x[batch]), y[batch])
        loss.backward()
        optimizer.step()
    schedule.step()
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.utils import parameters_to_vector

from core.catalogue import schedule as schedules
from core.catalogue.optimizer import learning_rate
from core.catalogue.optimizer import optimizer as build_optimizer
from core.playground.changes import begins_afresh, copied, only_rate_changes, same_start
from core.playground.data import sample
from core.playground.features import features_of
from core.playground.heads import accuracy
from core.playground.losses import head_of, loss_of
from core.playground.network import (
    adapt,
    as_tested,
    build,
    is_idle,
    linear_layers,
    weights_of,
)
from core.playground.points import Points
from core.playground.settings import Settings


@dataclass(frozen=True)
class Record:
    """How good a network is after an epoch. Accuracies are nan where it gives numbers.

    Args:
        epoch: how many are done.
        step: how many batches that were in all.
        rate: the learning rate of the next step.
    """

    epoch: int
    step: int
    train_loss: float
    test_loss: float
    train_accuracy: float
    test_accuracy: float
    rate: float


@dataclass(frozen=True, eq=False)
class Part:
    """Points as a network takes them.

    Args:
        x: features (N, F).
        y: what the loss takes.
        labels: classes or numbers, (N,).
    """

    x: Tensor
    y: Tensor
    labels: Tensor


def points_of(settings: Settings) -> tuple[Points, Points]:
    """The points to train on and those to test with; the seed decides them."""
    generator = torch.Generator().manual_seed(settings.seed)
    points = sample(settings.data, settings.count, settings.noise, generator)
    return points.split(settings.train_share, generator)


class Run:
    """A network in training.

    Args:
        settings: decide all of it.

    Raises:
        ValueError: settings that do not go together.
    """

    def __init__(self, settings: Settings):
        self.settings = settings
        self.points = points_of(settings)
        self.generator = torch.Generator().manual_seed(settings.seed)
        self.network = build(settings, self.generator)
        self.epochs = self.steps = 0
        self.diverged: tuple[int, str] | None = None
        self.before: Tensor | None = None  # the weights before the last step
        self._batches: list[Tensor] = []
        self._prepare()
        self._begin_optimizer()

    def change(self, settings: Settings) -> None:
        """Goes on with other settings, from a new epoch on.

        Another optimizer or schedule begins afresh; with another learning rate alone, and no
        schedule, the optimizer goes on with what it has stored.

        Raises:
            ValueError: they need a new run, or do not go together.
        """
        if not same_start(self.settings, settings):
            raise ValueError("these settings need a new run: the data or the network are others")
        head_of(settings.loss, self.points[0].classes)  # nothing changes if they do not fit
        self._check_batches(settings)
        before, self.settings = self.settings, settings
        self._batches = []
        self._prepare()
        if only_rate_changes(before, settings):
            for group in self.optimizer.param_groups:
                group["lr"] = learning_rate(settings.optimizer)
        elif begins_afresh(before, settings):
            self._begin_optimizer()

    def epoch(self) -> None:
        """Trains to the end of the epoch."""
        while not self.step():
            pass

    def step(self, noted: bool = False) -> bool:
        """Trains on the next batch; whether that was the last of its epoch.

        Args:
            noted: whether the weights before the step are kept, as they are before the last step of
                an epoch.
        """
        if not self._batches:
            order = torch.randperm(len(self.train.x), generator=self.generator)
            self._batches = list(order.split(self.settings.batch_size))
        batch = self._batches.pop(0)
        if noted or not self._batches:
            self.before = parameters_to_vector(self.weights).detach()
        self.optimizer.zero_grad()
        outputs = self.train.x[batch]
        for module in self._busy:  # what the network does, in less time
            outputs = module(outputs)
        loss = self.loss(outputs, self.train.y[batch])
        total = loss + self._penalty() if self._penalised else loss
        total.backward()
        self.optimizer.step()
        self.steps += 1
        if self.diverged is None and not math.isfinite(loss.item()):
            self.diverged = (self.steps, self._first_that_is_not_finite())
        if not self._batches:
            self._end_epoch(loss)
        return not self._batches

    def record(self) -> Record:
        """How good the network is now."""
        (train_loss, train_right), (test_loss, test_right) = map(self._score, self.parts)
        return Record(
            self.epochs, self.steps, train_loss, test_loss, train_right, test_right, self.rate
        )

    @property
    def rate(self) -> float:
        """The learning rate of the next step; nan if the optimizer has none."""
        return float(self.optimizer.param_groups[0].get("lr", torch.nan))

    @property
    def parts(self) -> tuple[Part, Part]:
        """What is trained on, and what is tested with."""
        return self.train, self.test

    def outputs(self, inputs: Tensor) -> Tensor:
        """What the network makes of points (N, 2): its outputs (N, C)."""
        return self.answers(features_of(inputs, self.settings.features))

    def answers(self, x: Tensor) -> Tensor:
        """What the network makes of features (N, F) outside of training: its outputs (N, C). Its
        mode stays: sessions that look at the same run do not disturb each other.
        """
        with torch.no_grad():
            for module in self.network:
                x = as_tested(module, x)
        return x

    def state(self) -> dict:
        """All that the next steps hang on, beside the settings: to be handed to `load_state`."""
        return {
            "network": {name: t.clone() for name, t in self.network.state_dict().items()},
            "optimizer": copied(self.optimizer.state_dict()),
            "schedule": self.schedule and copied(self.schedule.state_dict()),
            "generator": self.generator.get_state(),
            "before": self.before,
            "gradients": [t.grad if t.grad is None else t.grad.clone() for t in self.weights],
            "numbers": (self.epochs, self.steps, self.phase, self.diverged),
            "batches": list(self._batches),
        }

    def load_state(self, state: dict) -> None:
        """Puts the run where `state` was taken, with the same settings."""
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(copied(state["optimizer"]))
        if self.schedule is not None:
            self.schedule.load_state_dict(copied(state["schedule"]))
        self.generator.set_state(state["generator"])
        self.before = state["before"]
        for tensor, gradient in zip(self.weights, state["gradients"], strict=True):
            tensor.grad = gradient if gradient is None else gradient.clone()
        self.epochs, self.steps, self.phase, self.diverged = state["numbers"]
        self._batches = list(state["batches"])

    def _prepare(self) -> None:
        """What follows from the settings and may change with them."""
        settings, classes = self.settings, self.points[0].classes
        adapt(self.network, settings)
        head = self.head = head_of(settings.loss, classes)
        self.loss = loss_of(settings.loss, classes)
        self.weights = weights_of(self.network)
        outputs = linear_layers(self.network)[-1].out_features
        self.train, self.test = (
            Part(
                features_of(points.inputs, settings.features),
                head.targets(points.targets, outputs),
                points.targets,
            )
            for points in self.points
        )
        self._penalised = bool(settings.l1 or settings.l2)
        self._busy = [module for module in self.network if not is_idle(module)]
        self._check_batches(settings)

    def _check_batches(self, settings: Settings) -> None:
        """Batch norm takes no batch of one point, as the last of an epoch may be."""
        size, count = settings.batch_size, len(self.train.x)
        if not count:
            raise ValueError(
                f"train_share={settings.train_share} leaves no point to train on: use more"
            )
        has_norm = any(isinstance(module, torch.nn.BatchNorm1d) for module in self.network)
        if has_norm and (size == 1 or count % size == 1):
            raise ValueError(
                f"batch_size={size} leaves a batch of one of the {count} points, and batch norm "
                "needs two or more"
            )

    def _begin_optimizer(self) -> None:
        """The optimizer and its schedule, from here on."""
        settings = self.settings
        self.optimizer = build_optimizer(settings.optimizer, self.network.parameters())
        self.schedule, self.phase = None, 0
        if not settings.schedule.choice.constant:
            self.schedule = schedules.schedule(
                settings.schedule, self.optimizer, self.rate, settings.horizon
            )

    def _end_epoch(self, loss: Tensor) -> None:
        """Has the schedule take its step, until its end; some go by the loss of the last batch."""
        self.epochs += 1
        if self.schedule is not None and self.phase < self.settings.horizon - 1:
            uses_loss = self.settings.schedule.choice.uses_loss
            self.schedule.step(*([loss.item()] if uses_loss else []))
        self.phase += 1

    def _penalty(self) -> Tensor:
        weights = [layer.weight for layer in linear_layers(self.network)]
        penalty = torch.zeros(())
        if self.settings.l1:
            penalty = penalty + self.settings.l1 * sum(w.abs().sum() for w in weights)
        if self.settings.l2:
            penalty = penalty + self.settings.l2 / 2 * sum(w.square().sum() for w in weights)
        return penalty

    def _score(self, part: Part) -> tuple[float, float]:
        """The loss and the accuracy; nan where there are no points."""
        if not len(part.x):
            return torch.nan, torch.nan
        outputs = self.answers(part.x)
        return self.loss(outputs, part.y).item(), accuracy(outputs, part.labels)

    def _first_that_is_not_finite(self) -> str:
        """The first tensor with a number that is none, by its name in the network."""
        named = self.network.named_parameters()
        return next((name for name, tensor in named if not tensor.isfinite().all()), "loss")
