"""Can it overfit one batch? A network that cannot learn a handful of pictures by heart will learn
nothing else, so this is the first thing to try where a training does not get on; and if it cannot,
there is a reason.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from core.catalogue.optimizer import learning_rate
from core.data.datasets import load
from core.jobs.progress import Progress
from core.models.zoo import create
from core.training import device as devices
from core.training.config import TrainConfig
from core.training.steps import Batches, Updates

TARGET = 1e-3
PICTURES = 32
"""In the batch, or fewer if the training's batches are smaller."""

STEPS = 400
SHOWN = 20
"""Losses at the end of the run that are looked at to see where it goes."""


@dataclass(frozen=True)
class Overfit:
    """A batch that is learned by heart, so far.

    Args:
        pictures: in the batch.
        losses: of each step.
        accuracies: likewise.
        reached: whether the loss is below TARGET.
        reason: why it is not, in a sentence or two, once the run is over.
        floor: the smallest loss that there can be; 0 for the usual losses.
    """

    pictures: int
    losses: tuple[float, ...] = ()
    accuracies: tuple[float, ...] = ()
    reached: bool = False
    reason: str = ""
    floor: float = 0.0


def overfit_batch(
    config: TrainConfig, device: str | torch.device | None = None, steps: int = STEPS
) -> Iterator[Progress]:
    """Trains a network on one batch of a training, again and again, until its loss is below TARGET
    or `steps` are done: with the training's optimizer at its learning rate, without its schedule,
    augmentation and moving average.

    Yields a `Progress` with an `Overfit` after each step.
    """
    yield Progress(0.0, "Reading the pictures", Overfit(min(config.batch_size, PICTURES)))
    device = devices.choose(device)
    config = config.replace(
        schedule="None", augmentation="None", ema=0.0, batch_size=min(config.batch_size, PICTURES)
    )
    generator = torch.Generator().manual_seed(config.seed)
    model = create(config.network, generator).to(device, memory_format=torch.channels_last)
    batches = Batches(config, load(config.dataset).to(device), generator)
    updates = Updates(config, model, steps, device, batches.generator)
    images, labels = batches(batches.shuffled()[0])
    losses, accuracies = [], []
    result = Overfit(len(labels), floor=floor(config, model, images))
    for step in range(1, steps + 1):
        snapshot = updates(1, images, labels)
        if not math.isfinite(snapshot.loss):
            break
        losses.append(snapshot.loss)
        accuracies.append(snapshot.accuracy)
        reached = snapshot.loss < TARGET
        result = replace(
            result, losses=tuple(losses), accuracies=tuple(accuracies), reached=reached
        )
        yield Progress(step / steps, f"Step {step}: loss {snapshot.loss:.4f}", result)
        if reached:
            return
    reason = _reason(config, updates, result, images, labels)
    yield Progress(1.0, "", replace(result, reason=reason))


def floor(config: TrainConfig, model: nn.Module, images: Tensor) -> float:
    """The smallest loss that a network can have: with label smoothing the entropy of the smoothed
    labels; with cross-entropy after softmax ln(1 + (k - 1) / e) for k classes; else 0.
    """
    classes = len(config.network.classes)
    if smoothing := config.label_smoothing:
        shares = [1 - smoothing + smoothing / classes, *[smoothing / classes] * (classes - 1)]
        return -sum(share * math.log(share) for share in shares)
    if _is_softmax(config, model, images):
        return math.log(1 + (classes - 1) / math.e)
    return 0.0


@torch.inference_mode()
def _is_softmax(config: TrainConfig, model: nn.Module, images: Tensor) -> bool:
    """Whether cross-entropy gets probabilities."""
    if config.network.loss is not nn.CrossEntropyLoss:
        return False
    scores = model.eval()(images)
    model.train()
    sums = scores.sum(1)
    return bool((scores >= 0).all()) and torch.allclose(sums, torch.ones_like(sums), atol=1e-4)


def _reason(
    config: TrainConfig, updates: Updates, result: Overfit, images: Tensor, labels: Tensor
) -> str:
    """Why the loss is not below TARGET."""
    losses, rate = result.losses, learning_rate(config.optimizer)
    if len(losses) < updates.steps:
        return (
            f"The loss is not finite after step {len(losses)}: the rate of {rate:g} is too large."
        )
    if config.label_smoothing:
        return (
            f"Label smoothing keeps the loss above {result.floor:.4f}: it never asks "
            "for full certainty. Try it without smoothing."
        )
    if result.floor:
        return (
            "The network ends in softmax, and cross-entropy takes softmax once more: the loss "
            f"cannot fall below {result.floor:.4f}. Leave out the last layer."
        )
    with torch.inference_mode():
        quiet = float(updates.loss(updates.model.eval()(images), labels))
    updates.model.train()
    if updates.draws and quiet < TARGET:
        return (
            f"Without dropout the loss is {quiet:.1e}: the network knows the batch by heart, and "
            "only dropout keeps the loss up."
        )
    return _where_it_goes(updates.model, losses, rate)


def _where_it_goes(model: nn.Module, losses: tuple[float, ...], rate: float) -> str:
    """What the losses at the end say."""
    last, before = losses[-SHOWN:], losses[-2 * SHOWN : -SHOWN]
    mean, earlier = sum(last) / len(last), sum(before) / max(1, len(before))
    gradients = [weight.grad for weight in model.parameters() if weight.grad is not None]
    if not any(gradient.any() for gradient in gradients):
        return (
            "No gradient arrives at any weight: all units of a layer are dead. Try a smaller "
            "learning rate or another seed."
        )
    if max(last) > losses[0] or max(losses) > 4 * losses[0]:
        return (
            f"The loss rises up to {max(losses):.3g}: the rate of {rate:g} is too large. The range "
            "test shows a better one."
        )
    if mean < 0.98 * earlier:
        return (
            f"The loss still falls, and is {mean:.3g} after {len(losses)} steps: try more "
            f"steps or a larger rate than {rate:g}."
        )
    if max(last) > 1.5 * min(last):
        return f"The loss goes up and down around {mean:.3g}: try a smaller rate than {rate:g}."
    return (
        f"The loss stays at {mean:.3g}: the network is too small to tell these pictures apart, or "
        "its optimizer holds the weights back. Give it more units or less weight decay."
    )
