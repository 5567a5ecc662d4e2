"""Trains a U-Net: a generator that yields a snapshot after every step, and does no more once it is
closed.
"""

import base64
import time
from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.lr_scheduler import OneCycleLR

from core.training import device as devices
from core.training.checkpoint import Checkpoint, Unsuitable
from core.training.curve import Point, thinned
from core.training.snapshot import Snapshot
from core.vision.segmentation.metrics import Scores, score
from core.vision.segmentation.network import Architecture, UNet, centre, create
from core.vision.segmentation.pictures import Scenes
from core.vision.segmentation.settings import Segmentation, held_out, training_scenes

SHOWN = 6
"""Held-out pictures whose prediction is shown while it trains."""

MISFITS = (RuntimeError, ValueError, LookupError, TypeError, AttributeError)


class Course:
    """What a training has come to, step by step.

    Args:
        scenes: that it learns from.
        test: that it is measured on.
    """

    def __init__(self, config: Segmentation, device: torch.device, scenes: Scenes, test: Scenes):
        self.config, self.device = config, device
        self.scenes = _on(scenes, device)
        self.test = _on(test, device)
        network = create(config.part(Architecture), 1, len(scenes.classes), config.seed)
        self.network = network.to(device, memory_format=torch.channels_last)
        self.loss = config.loss.build()
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=config.lr)
        self.schedule = OneCycleLR(self.optimizer, config.lr, total_steps=config.steps)
        self.order = torch.Generator().manual_seed(config.seed)
        self.points: list[Point] = []
        self.held_out: tuple[Point, ...] = ()
        self.before, self.start, self.first = 0.0, time.perf_counter(), 0

    def batches(self) -> tuple[Tensor, ...]:
        """The pictures of one more epoch, as indices."""
        order = torch.randperm(len(self.scenes), generator=self.order)
        return order.split(self.config.batch_size)

    def seconds(self) -> float:
        """Since the training began, without the time in which it was interrupted."""
        return self.before + time.perf_counter() - self.start

    def step(self, batch: Tensor) -> None:
        """Learns from the pictures of these indices. Loss and Dice are from before it.

        Raises:
            ValueError: the loss is no longer a finite number.
        """
        scenes = self.scenes.part(batch.to(self.device))
        scores = self.network.train()(scenes.pictures)
        masks = centre(scenes.masks, *scores.shape[2:])
        loss = self.loss(scores, masks)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.schedule.step()
        value = float(loss.detach())
        self.points.append((len(self.points) + 1, value, overlap(scores.argmax(1), masks)))
        if not isfinite(value):
            raise ValueError(
                f"loss is {value} at step {len(self.points)}: use a smaller lr than "
                f"{self.config.lr}"
            )

    def measure(self) -> tuple[Scores, dict[str, Any]]:
        """Looks at the held-out pictures: their scores, and what a page shows of them."""
        scores = predict(self.network, self.test.pictures)
        masks = centre(self.test.masks, *scores.shape[2:])
        loss = float(self.loss(scores, masks))
        labels = scores.argmax(1)
        scored = score(labels.cpu(), masks.cpu(), len(self.test.classes))
        self.held_out = (*self.held_out, (len(self.points), round(loss, 5), scored.mean_dice))
        return scored, shown(scores[:SHOWN], scored)

    def states(self) -> dict[str, Any]:
        """All that the next step depends on."""
        parts = {name: part.state_dict() for name, part in self._parts().items()}
        return parts | {"order": self.order.get_state()}

    def restore(self, state: Checkpoint) -> None:
        """Goes to where a checkpoint was taken.

        Raises:
            Unsuitable: it is that of another training.
        """
        per_epoch = self.config.steps // self.config.epochs
        try:
            if len(state.points) != state.epoch * per_epoch:
                raise ValueError("another training")
            for name, part in self._parts().items():
                part.load_state_dict(state.states[name])
            self.order.set_state(state.states["order"])
        except MISFITS as error:
            line = (str(error).splitlines() or ["?"])[0][:200]
            raise Unsuitable(f"the checkpoint is not one of this training: {line}") from None
        points = state.points.tolist()
        self.points = [(step, *point) for step, point in enumerate(points, 1)]
        self.held_out, self.before, self.first = state.held_out, state.seconds, len(points)

    def _parts(self) -> dict[str, Any]:
        return {"model": self.network, "optimizer": self.optimizer, "schedule": self.schedule}

    def snapshot(self, epoch: int) -> Snapshot:
        """Where it stands."""
        here = max(time.perf_counter() - self.start, 1e-9)
        step, loss, right = self.points[-1]
        done = step - self.first
        rate = done * self.config.batch_size / here
        left = here / done * (self.config.steps - step)
        return Snapshot(
            step,
            self.config.steps,
            epoch,
            loss,
            right,
            rate,
            self.before + here,
            left,
            devices.describe(self.device),
            held_out=self.held_out,
        )


def train(
    config: Segmentation, device: str | torch.device | None = None, start: Checkpoint | None = None
) -> Iterator[Snapshot]:
    """Trains from scratch, or on from a checkpoint as if there had been no interruption; the last
    snapshot holds the model and the scores of the held-out pictures.

    Raises:
        ValueError: the loss is no longer a finite number.
        Unsuitable: the checkpoint is not one of this training.
    """
    course = Course(config, devices.choose(device), training_scenes(config), held_out(config))
    done = 0
    if start is not None:
        course.restore(start)
        done = start.epoch
    for epoch in range(done + 1, config.epochs + 1):
        batches = course.batches()
        for number, batch in enumerate(batches, 1):
            course.step(batch)
            snapshot = course.snapshot(epoch)
            if number == len(batches) and epoch < config.epochs:
                scored, view = course.measure()
                state = _checkpoint(course, epoch)
                snapshot = replace(snapshot, held_out=course.held_out, shown=view, checkpoint=state)
            yield snapshot
    scored, view = course.measure()
    yield replace(
        snapshot,
        shown=view,
        held_out=course.held_out,
        curve=thinned(course.points),
        seconds=course.seconds(),
        test_accuracy=scored.mean_dice,
        measures=measures(scored, config.classes),
        model=course.network.cpu().to(memory_format=torch.contiguous_format).requires_grad_(False),
    )


def _checkpoint(course: Course, epoch: int) -> Checkpoint:
    points = torch.tensor([point[1:] for point in course.points], dtype=torch.float64)
    return Checkpoint(
        epoch, course.seconds(), course.device.type, points, course.held_out, course.states()
    )


def _on(scenes: Scenes, device: torch.device) -> Scenes:
    """Pictures and masks on a device, as its convolutions like them."""
    pictures = scenes.pictures.to(device, memory_format=torch.channels_last)
    return Scenes(pictures, scenes.masks.to(device), scenes.classes)


def overlap(labels: Tensor, masks: Tensor) -> float:
    """The Dice of all that is no background, all pixels taken together; a pixel of the wrong class
    is no overlap.
    """
    total = int((labels > 0).sum() + (masks > 0).sum())
    return 2 * int(((labels == masks) & (masks > 0)).sum()) / total if total else 1.0


@torch.no_grad()
def predict(
    network: UNet | nn.Module, pictures: Tensor, zeroed: tuple[int, ...] = (), batch_size: int = 16
) -> Tensor:
    """The scores (N, K, H', W') of pictures, in eval mode, some at a time; a network that was in
    eval mode is not touched.
    """
    if network.training:
        network.eval()
    return torch.cat([network(batch, zeroed) for batch in pictures.split(batch_size)])


def shown(scores: Tensor, scored: Scores) -> dict[str, Any]:
    """What a page shows while it trains, as JSON: labels and the probability of what is no
    background of a few pictures, a byte a pixel in base64, and the scores.
    """
    labels = scores.argmax(1).byte()
    foreground = (255 * (1 - scores.softmax(1)[:, 0])).round().byte()
    return {
        "labels": _base64(labels),
        "probabilities": _base64(foreground),
        "side": scores.shape[2],
        "dice": scored.mean_dice,
        "iou": scored.mean_iou,
        "boundary_f1": scored.mean_boundary_f1,
        "pixel_accuracy": scored.pixel_accuracy,
        "dice_by_class": list(scored.dice),
    }


def _base64(values: Tensor) -> str:
    return base64.b64encode(values.cpu().contiguous().numpy().tobytes()).decode()


def measures(scored: Scores, classes: tuple[str, ...]) -> dict[str, float]:
    """The scores by name, for a card."""
    result = {
        "Dice": scored.mean_dice,
        "IoU": scored.mean_iou,
        "Boundary F1": scored.mean_boundary_f1,
        "Pixel accuracy": scored.pixel_accuracy,
    }
    by_class = zip(classes[1:], scored.dice[1:], strict=True)
    return result | {f"Dice of {name}": value for name, value in by_class if isfinite(value)}
