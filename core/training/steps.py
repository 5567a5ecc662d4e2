"""A step of a training: a batch of pictures in, better weights out; and all that the next step
depends on, as a checkpoint.
"""

import math
import time
from contextlib import nullcontext

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from core.catalogue.optimizer import arguments, learning_rate
from core.catalogue.schedule import schedule
from core.data.datasets import DATASETS, Data, Dataset, pictures
from core.models.seeding import DrawFrom
from core.training import device as devices
from core.training.checkpoint import Checkpoint, Unsuitable
from core.training.config import TrainConfig
from core.training.curve import Point
from core.training.snapshot import Snapshot

MISFITS = (RuntimeError, ValueError, LookupError, TypeError, AttributeError)
"""What torch raises for a state that is not that of the thing it is loaded into."""


class Batches:
    """The batches of a training, epoch by epoch: from their places in the data set to the pictures
    as the network gets them, and their labels.
    """

    def __init__(self, config: TrainConfig, data: Data, generator: torch.Generator):
        self.config, self.data, self.dataset = config, data, DATASETS[config.dataset]
        device = data.train_images.device
        self.order = generator
        # the accelerator draws its own numbers; on the CPU one generator draws all, as in the
        # script
        self.generator = (
            generator if device.type == "cpu" else torch.Generator(device).manual_seed(config.seed)
        )
        self.count = math.ceil(len(data.train_labels) / config.batch_size)

    def shuffled(self) -> tuple[Tensor, ...]:
        """The batches of one more epoch, as indices of pictures."""
        count = len(self.data.train_labels)
        return torch.randperm(count, generator=self.order).split(self.config.batch_size)

    def __call__(self, batch: Tensor) -> tuple[Tensor, Tensor]:
        batch = batch.to(self.data.train_images.device)
        images = pictures(
            self.data.train_images.index_select(0, batch)
        )  # 14 times faster than [batch] on bytes
        images = self.config.augmentation.build(images, self.generator)
        return self.dataset.normalise(images), self.data.train_labels[batch]


class Updates:
    """The steps of a training: of the optimizer, of its schedule and of the weights' moving
    average.

    Args:
        generator: draws what the network draws, such as which units a dropout leaves out.
    """

    def __init__(
        self,
        config: TrainConfig,
        model: nn.Module,
        steps: int,
        device: torch.device,
        generator: torch.Generator,
    ):
        self.model = model.train()
        self.loss = loss_function(config)
        self.optimizer = config.optimizer.choice.build(
            model.parameters(), **arguments(config.optimizer, fused=True)
        )
        self.schedule, self.uses_loss = None, config.schedule.choice.uses_loss
        if not config.schedule.choice.constant:
            self.schedule = schedule(
                config.schedule, self.optimizer, learning_rate(config.optimizer), steps
            )
        precision = devices.precision(device)
        self.autocast = (
            nullcontext() if precision is None else torch.autocast(device.type, precision)
        )
        self.scaler = torch.amp.GradScaler(device.type, enabled=precision == torch.float16)
        self.average = averaged(model, config.ema) if config.ema else None
        self.draws = draws(model)
        self.drawing = DrawFrom(generator) if self.draws else nullcontext()
        self.device, self.steps = devices.describe(device), steps
        self.points: list[Point] = []
        self.held_out: tuple[Point, ...] = ()
        self.step, self.seen, self.before, self.start = 0, 0, 0.0, time.perf_counter()
        self.first = 0

    def seconds(self) -> float:
        """Since the training began, without the time in which it was interrupted."""
        return self.before + time.perf_counter() - self.start

    def __call__(self, epoch: int, images: Tensor, labels: Tensor) -> Snapshot:
        """Takes the step; loss and accuracy are from before it."""
        with self.autocast, self.drawing:
            scores = self.model(images)
            loss = self.loss(scores, labels)
        self.optimizer.zero_grad()
        self.scaler.scale(loss).backward()
        self.scaler.step(self.optimizer)
        self.scaler.update()
        value = loss.item()
        if self.schedule is not None:
            self.schedule.step(*([value] if self.uses_loss else ()))
        if self.average is not None:
            self.average.update_parameters(self.model)
        self.step += 1
        self.seen += len(labels)
        accuracy = (scores.argmax(1) == labels).sum().item() / len(labels)
        self.points.append((self.step, value, accuracy))
        return self._snapshot(epoch, value, accuracy)

    def _snapshot(self, epoch: int, loss: float, accuracy: float) -> Snapshot:
        here = time.perf_counter() - self.start
        return Snapshot(
            self.step,
            self.steps,
            epoch,
            loss,
            accuracy,
            self.seen / here,
            self.before + here,
            here / (self.step - self.first) * (self.steps - self.step),
            self.device,
            held_out=self.held_out,
        )

    def test(self, data: Data, dataset: Dataset) -> float:
        """The share of the test pictures that the network gets right by now; loss and accuracy
        join `held_out`.
        """
        model = self.model if self.average is None else self.average.module
        loss, accuracy = measure(model.eval(), data, dataset, self.loss)
        self.model.train()
        self.held_out = (*self.held_out, (self.step, round(loss, 5), accuracy))
        return accuracy

    def finish(self) -> None:
        """Gives the network the averaged weights, if they were averaged."""
        if self.average is not None:
            self.model.load_state_dict(self.average.module.state_dict())
        self.model.eval()


def checkpoint(epoch: int, updates: Updates, batches: Batches) -> Checkpoint:
    """The state after so many whole epochs."""
    states = {name: part.state_dict() for name, part in _parts(updates).items()}
    states |= {name: generator.get_state() for name, generator in _generators(batches).items()}
    points = torch.tensor([point[1:] for point in updates.points], dtype=torch.float64)
    device = batches.data.train_images.device.type
    held_out = updates.held_out
    return Checkpoint(epoch, updates.seconds(), device, points, held_out, states)


def restore(state: Checkpoint, updates: Updates, batches: Batches) -> None:
    """Brings a training that has just been set up to where a checkpoint was taken.

    Raises:
        Unsuitable: it is that of another training, or of another version of torch.
    """
    parts, generators = _parts(updates), _generators(batches)
    steps = state.epoch * batches.count
    try:
        if len(state.points) != steps or {*parts} != {*state.states} - {*_GENERATORS}:
            raise ValueError("another training")
        for name, part in parts.items():
            part.load_state_dict(state.states[name])
        for name, generator in generators.items():
            if name == "order" or state.device == generator.device.type:
                generator.set_state(state.states[name])
    except MISFITS as error:
        line = (str(error).splitlines() or ["?"])[0][:200]
        raise Unsuitable(f"the checkpoint is not one of this training: {line}") from None
    updates.points = [
        (step, loss, right) for step, (loss, right) in enumerate(state.points.tolist(), 1)
    ]
    updates.held_out, updates.before = state.held_out, state.seconds
    updates.step = updates.first = steps


_GENERATORS = ("order", "augmentation")


def _generators(batches: Batches) -> dict[str, torch.Generator]:
    generators = {"order": batches.order}
    if batches.generator is not batches.order:
        generators["augmentation"] = batches.generator
    return generators


def _parts(updates: Updates) -> dict[str, object]:
    """What has a `state_dict`, by name."""
    parts = {
        "model": updates.model,
        "optimizer": updates.optimizer,
        "schedule": updates.schedule,
        "average": updates.average,
        "scaler": updates.scaler if updates.scaler.is_enabled() else None,
    }
    return {name: part for name, part in parts.items() if part is not None}


def draws(model: nn.Module) -> bool:
    """Whether a network draws random numbers while it is trained."""
    dropouts = (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d)
    return any(isinstance(module, dropouts) for module in model.modules())


def averaged(model: nn.Module, decay: float) -> AveragedModel:
    """The exponential moving average of a network's weights and buffers."""
    average = AveragedModel(model, multi_avg_fn=moving_average(decay), use_buffers=True)
    average.n_averaged += 1  # the first weights count: else torch would begin with the second
    return average


def moving_average(decay):
    """How `AveragedModel` takes in new weights: of the average each step keeps `decay`, and less
    in the first steps, so that the start is soon forgotten. Counts are taken as they are.
    """

    def update(averages, values, count):
        keep = min(decay, (1 + int(count)) / (10 + int(count)))
        for average, value in zip(averages, values, strict=True):
            if average.is_floating_point():
                average.lerp_(value, 1 - keep)
            else:
                average.copy_(value)

    return update


def loss_function(config: TrainConfig) -> nn.Module:
    """The loss that the network is made for."""
    smoothing = {"label_smoothing": config.label_smoothing} if config.label_smoothing else {}
    return config.network.loss(**smoothing)


@torch.inference_mode()
def measure(
    model: nn.Module, data: Data, dataset: Dataset, loss: nn.Module, batch_size: int = 500
) -> tuple[float, float]:
    """The mean loss over the test pictures of a model in eval mode, and the share that it gets
    right.
    """
    right, total = 0, 0.0
    for images, labels in zip(
        data.test_images.split(batch_size), data.test_labels.split(batch_size), strict=True
    ):
        scores = model(dataset.normalise(pictures(images)))
        total += float(loss(scores, labels)) * len(labels)
        right += int((scores.argmax(1) == labels).sum())
    return total / len(data.test_labels), right / len(data.test_labels)
