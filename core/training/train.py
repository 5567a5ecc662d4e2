"""Trains a network: a generator that yields a snapshot after every step, and does no more once it
is closed.
"""

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from core.catalogue.optimizer import arguments, learning_rate
from core.catalogue.schedule import schedule
from core.data.datasets import DATASETS, Data, Dataset, load, pictures
from core.models.zoo import MODELS, create
from core.training import device as devices
from core.training.config import TrainConfig
from core.training.curve import Curve, Point, thinned


@dataclass(frozen=True)
class Snapshot:
    """Where a training stands.

    Args:
        step: how many are done, of `steps`.
        epoch: the one it is in, from 1.
        loss: of the last batch.
        accuracy: share of the last batch that was right.
        rate: examples per second.
        seconds: since the start.
        seconds_left: estimated.
        device: what it runs on, in words.
        note: a line for the reader, else empty.
        prepared: the share that is done of what the note tells of, before the first step.
        test_accuracy: at the end, over the test pictures.
        curve: at the end, loss and accuracy of the training batches, to be kept.
        model: at the end, on the CPU, in eval mode.
    """

    step: int = 0
    steps: int = 0
    epoch: int = 0
    loss: float = 0.0
    accuracy: float = 0.0
    rate: float = 0.0
    seconds: float = 0.0
    seconds_left: float = 0.0
    device: str = ""
    note: str = ""
    prepared: float = 0.0
    test_accuracy: float | None = None
    curve: Curve = ()
    model: nn.Module | None = None


def train(
    config: TrainConfig,
    device: str | torch.device | None = None,
    start: Mapping[str, Tensor] | None = None,
) -> Iterator[Snapshot]:
    """Trains from scratch, or on from the weights `start`; the last snapshot holds the model and
    its test accuracy.

    If the accelerator has too little memory, starts again on the CPU and notes it.

    Raises:
        ValueError: the loss is no longer a finite number, or there is not even enough memory on the
            CPU.
    """
    device = devices.choose(device)
    try:
        yield from _train(config, device, start)
    except RuntimeError as error:  # CUDA raises a class of its own, MPS and the CPU this one
        if not any(
            words in str(error)
            for words in ("out of memory", "not enough memory", "can't allocate")
        ):
            raise
        if device.type == "cpu":
            raise ValueError(
                f"batch_size={config.batch_size} needs more memory than there is: use a smaller one"
            ) from None
        note = f"{devices.describe(device)} is out of memory: training on the CPU"
    else:
        return
    for snapshot in _train(config, torch.device("cpu"), start):
        yield replace(snapshot, note=note)


def _train(
    config: TrainConfig, device: torch.device, start: Mapping[str, Tensor] | None
) -> Iterator[Snapshot]:
    generator = torch.Generator().manual_seed(config.seed)
    model = create(config.model, generator)
    if start is not None:
        model.load_state_dict(start)
    model = model.to(device, memory_format=torch.channels_last)  # faster on the CPU too
    data = load(config.dataset).to(device)
    count = len(data.train_labels)
    update = _Update(config, model, config.epochs * math.ceil(count / config.batch_size), device)
    convert = _Convert(config, data, generator)
    points: list[Point] = []
    try:
        for epoch in range(1, config.epochs + 1):
            for batch in torch.randperm(count, generator=generator).split(config.batch_size):
                snapshot = update(epoch, *convert(batch.to(device)))
                if not math.isfinite(snapshot.loss):
                    raise ValueError(
                        f"loss is {snapshot.loss} at step {snapshot.step}: "
                        f"use a smaller lr than {learning_rate(config.optimizer)}"
                    )
                points.append((snapshot.step, snapshot.loss, snapshot.accuracy))
                yield snapshot
        update.finish()
        accuracy = evaluate(model, data, DATASETS[config.dataset])
        model.cpu().to(memory_format=torch.contiguous_format)
        end = {"test_accuracy": accuracy, "curve": thinned(points), "model": model}
        yield replace(snapshot, seconds=update.seconds(), **end)
    finally:
        model.eval()


class _Convert:
    """From the places of a batch's pictures to the pictures as the network gets them, and their
    labels.
    """

    def __init__(self, config: TrainConfig, data: Data, generator: torch.Generator):
        self.config, self.data, self.dataset = config, data, DATASETS[config.dataset]
        device = data.train_images.device
        # the accelerator draws its own numbers; on the CPU one generator draws all, as in the
        # script
        self.generator = (
            generator if device.type == "cpu" else torch.Generator(device).manual_seed(config.seed)
        )

    def __call__(self, batch: Tensor) -> tuple[Tensor, Tensor]:
        images = pictures(
            self.data.train_images.index_select(0, batch)
        )  # 14 times faster than [batch] on bytes
        images = self.config.augmentation.build(images, self.generator)
        return self.dataset.normalise(images), self.data.train_labels[batch]


class _Update:
    """One step of the optimizer, of its schedule and of the weights' moving average."""

    def __init__(self, config: TrainConfig, model: nn.Module, steps: int, device: torch.device):
        self.model = model.train()
        self.loss = loss_function(config)
        self.optimizer = config.optimizer.choice.build(
            model.parameters(), **arguments(config.optimizer, fused=True)
        )
        self.schedule = None
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
        self.device = devices.describe(device)
        self.step, self.steps, self.seen, self.start = 0, steps, 0, time.perf_counter()

    def seconds(self) -> float:
        return time.perf_counter() - self.start

    def __call__(self, epoch: int, images: Tensor, labels: Tensor) -> Snapshot:
        """Takes the step; loss and accuracy are from before it."""
        with self.autocast:
            scores = self.model(images)
            loss = self.loss(scores, labels)
        self.optimizer.zero_grad()
        self.scaler.scale(loss).backward()
        self.scaler.step(self.optimizer)
        self.scaler.update()
        if self.schedule is not None:
            self.schedule.step()
        if self.average is not None:
            self.average.update_parameters(self.model)
        self.step += 1
        self.seen += len(labels)
        seconds, accuracy = self.seconds(), (scores.argmax(1) == labels).sum().item() / len(labels)
        return Snapshot(
            self.step,
            self.steps,
            epoch,
            loss.item(),
            accuracy,
            self.seen / seconds,
            seconds,
            seconds / self.step * (self.steps - self.step),
            self.device,
        )

    def finish(self) -> None:
        if self.average is not None:
            self.model.load_state_dict(self.average.module.state_dict())
        self.model.eval()


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
    return MODELS[config.model].loss(**smoothing)


@torch.inference_mode()
def evaluate(model: nn.Module, data: Data, dataset: Dataset, batch_size: int = 500) -> float:
    """Share of the test pictures that a model in eval mode gets right."""
    right = 0
    for images, labels in zip(
        data.test_images.split(batch_size), data.test_labels.split(batch_size), strict=True
    ):
        scores = model(dataset.normalise(pictures(images)))
        right += int((scores.argmax(1) == labels).sum())
    return right / len(data.test_labels)
