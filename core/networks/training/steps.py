"""One step of a training, call by call: what `zero_grad`, the forward pass, the loss, `backward`
and `step` change.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.catalogue.optimizer import arguments
from core.data.datasets import DATASETS, load, pictures
from core.models.seeding import DrawFrom
from core.models.zoo import create
from core.registry import Config, Flag, Options, Range, setting
from core.training import store
from core.training.config import TrainConfig

START = "start"
"""The moment before the first call."""

ZERO, FORWARD, LOSS, BACKWARD, STEP = CALLS = ("zero_grad", "forward", "loss", "backward", "step")

FIRST, TRAINED = WEIGHTS = ("First weights", "Trained weights")
"""With which the steps begin: those that are drawn, or those that came out of this training."""

MOST_STEPS = 5


@dataclass(frozen=True)
class StepChoice(Config):
    """Which step of a training, and which of its calls.

    Args:
        step: from 1 on. The first finds no gradients of the step before.
        batch: pictures in it.
        zero: whether `zero_grad` is called, in this step and in those before.
    """

    call: str = setting(
        Options(
            CALLS,
            BACKWARD,
            labels={name: f"{number} {name}" for number, name in enumerate(CALLS, 1)},
            names=False,
        )
    )
    step: int = setting(Range(1, MOST_STEPS, 2, 1))
    batch: int = setting(Range(1, 128, 64, 1, "pictures"))
    weights: str = setting(Options(WEIGHTS, FIRST))
    zero: bool = setting(Flag(True, "The usual loop calls it. Without it, gradients add up."))


@dataclass(frozen=True, eq=False)
class Moment:
    """How a network stands before the first call of a step, or after one of its calls.

    Args:
        norms: of the numbers in each parameter, by its name.
        gradients: the norm of each parameter's gradient; None where it has none.
        moved: how far each parameter is from where it was before the step.
    """

    norms: Mapping[str, float]
    gradients: Mapping[str, float | None]
    moved: Mapping[str, float]

    @property
    def gradient(self) -> float | None:
        """The norm of all gradients together, None if there are none."""
        present = [norm for norm in self.gradients.values() if norm is not None]
        return math.hypot(*present) if present else None

    @property
    def distance(self) -> float:
        """How far all parameters together are from where they were before the step."""
        return math.hypot(*self.moved.values())


@dataclass(frozen=True, eq=False)
class Portrait:
    """The first weights of a network at a moment, as pictures of what they multiply.

    Args:
        weights, change: (units, H, W), of the first units; how far they are from before the step.
        gradient: likewise, or None.
    """

    weights: Tensor
    gradient: Tensor | None
    change: Tensor


@dataclass(frozen=True, eq=False)
class StepRecord:
    """A step, call by call.

    Args:
        moments: before the first call, then after each, by START and CALLS.
        portraits: likewise.
        shape: of the scores that the forward pass gives.
        loss: of the batch.
        accuracy: the share of the batch that was right.
        images: of the batch, (N, C, H, W) uint8.
        labels: of the batch, (N,).
    """

    moments: Mapping[str, Moment]
    portraits: Mapping[str, Portrait]
    shape: tuple[int, ...]
    loss: float
    accuracy: float
    images: Tensor
    labels: Tensor


def batches(config: TrainConfig, choice: StepChoice) -> tuple[nn.Module, Tensor, Tensor]:
    """The network with the weights that it begins with, and the pictures (steps, N, C, H, W) uint8
    and labels (steps, N) of the first steps, in the order in which the training has them.

    Raises:
        ValueError: the pictures, or the trained weights, are not on this computer.
    """
    dataset = DATASETS[config.dataset]
    if not dataset.is_ready():
        raise ValueError(
            f"dataset={config.dataset!r} is not on this computer yet: train with it once, which "
            "fetches it, or choose another"
        )
    data, generator = load(config.dataset), torch.Generator().manual_seed(config.seed)
    model = create(config.network, generator)
    if choice.weights == TRAINED:
        model.load_state_dict(store.load(trained(config).name).state_dict())
    order = torch.randperm(len(data.train_labels), generator=generator)
    if len(order) < choice.step * choice.batch:
        raise ValueError(
            f"step={choice.step} is beyond the {len(order)} pictures of {config.dataset!r}: "
            "use a smaller batch"
        )
    rows = order[: choice.step * choice.batch].view(choice.step, choice.batch)
    return model, *data.train_part(rows)


def trained(config: TrainConfig) -> store.Trained:
    """The network that came out of a training.

    Raises:
        ValueError: none has.
    """
    result = store.fetch(config)
    if result is None:
        raise ValueError(f"weights={TRAINED!r} are not there: train {config.model} like this first")
    return result


def take_step(config: TrainConfig, choice: StepChoice) -> StepRecord:
    """The chosen step of a training with a constant learning rate and pictures as they are; all of
    its calls, whichever is looked at. In float64, so that the norms are the same on any processor.

    Raises:
        ValueError: the pictures are not on this computer.
    """
    return _take_step(config, choice.replace(call=BACKWARD))


@lru_cache(maxsize=16)
def _take_step(config: TrainConfig, choice: StepChoice) -> StepRecord:
    model, images, labels = batches(config, choice)
    model.double()
    dataset = DATASETS[config.dataset]
    optimizer = config.optimizer.choice.build(model.parameters(), **arguments(config.optimizer))
    loss_function = config.network.loss().double()
    watch, generator = _Watch(model, dataset.shape), torch.Generator().manual_seed(config.seed)
    for step_images, step_labels in zip(images, labels, strict=True):
        watch.begin()
        if choice.zero:
            optimizer.zero_grad()
        watch.note(ZERO)
        with DrawFrom(generator):  # for dropout
            scores = model(dataset.normalise(pictures(step_images)).double())
        watch.note(FORWARD)
        loss = loss_function(scores, step_labels)
        watch.note(LOSS)
        loss.backward()
        watch.note(BACKWARD)
        optimizer.step()
        watch.note(STEP)
    accuracy = float((scores.argmax(1) == labels[-1]).float().mean())
    return StepRecord(
        watch.moments,
        watch.portraits,
        tuple(scores.shape),
        loss.item(),
        accuracy,
        images[-1],
        labels[-1],
    )


class _Watch:
    """Notes how a network stands, call by call."""

    def __init__(self, model: nn.Module, shape: tuple[int, int, int]):
        self.model, self.shape = model, shape

    def begin(self) -> None:
        """Before the first call of a step."""
        self.before = {
            name: parameter.detach().clone() for name, parameter in self.model.named_parameters()
        }
        self.moments: dict[str, Moment] = {}
        self.portraits: dict[str, Portrait] = {}
        self.note(START)

    @torch.no_grad()
    def note(self, name: str) -> None:
        """After the call of this name."""
        parameters = dict(self.model.named_parameters())
        self.moments[name] = Moment(
            {key: float(value.norm()) for key, value in parameters.items()},
            {
                key: None if value.grad is None else float(value.grad.norm())
                for key, value in parameters.items()
            },
            {key: float((value - self.before[key]).norm()) for key, value in parameters.items()},
        )
        matrices = [key for key, value in parameters.items() if value.ndim > 1]
        first = matrices[0] if matrices else next(iter(parameters))
        weight = parameters[first]
        gradient = weight.grad
        self.portraits[name] = Portrait(
            self._seen(weight),
            None if gradient is None else self._seen(gradient),
            self._seen(weight - self.before[first]),
        )

    def _seen(self, weight: Tensor) -> Tensor:
        """Weights of the first units as pictures, (units, H, W), the mean of their channels."""
        weight = weight.detach()[:UNITS].clone()
        if weight.ndim == 2 and weight.shape[1] == math.prod(self.shape):
            weight = weight.view(-1, *self.shape)  # a layer of neurons that see all pixels
        if weight.ndim == 4:
            return weight.mean(1)
        return weight.reshape(len(weight), 1, -1)  # a norm has one weight a unit


UNITS = 16
"""Units whose weights are shown as pictures."""
