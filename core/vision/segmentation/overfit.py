"""Can it overfit one picture? The first thing to try where a network predicts nothing but
background: one that cannot learn a single picture by heart will learn nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

import torch
from torch import Tensor

from core.jobs.progress import Progress
from core.vision.segmentation.metrics import score
from core.vision.segmentation.network import Architecture, centre, create
from core.vision.segmentation.settings import Segmentation, training_scenes

STEPS = 200
TARGET = 0.99
"""Dice from which on a picture is known by heart."""

INTERVAL = 5
"""Steps from one value to the next."""


@dataclass(frozen=True, eq=False)
class Overfit:
    """One picture that is learned by heart, so far.

    Args:
        picture: (1, H, W).
        mask: (H', W'), what is to be predicted; smaller than the picture if convolutions are valid.
        labels: (H', W'), what is predicted.
        losses, dices: of each step, before it.
        reached: whether the Dice is at least TARGET.
        reason: why it is not, in a sentence or two, once it is over.
    """

    picture: Tensor
    mask: Tensor
    labels: Tensor
    losses: tuple[float, ...] = ()
    dices: tuple[float, ...] = ()
    reached: bool = False
    reason: str = ""


def overfit_picture(config: Segmentation, index: int = 0, steps: int = STEPS) -> Iterator[Progress]:
    """Trains a network on one of the pictures of a training, again and again, until its Dice is at
    least TARGET or `steps` are done, at the training's rate without its schedule. Batch norm takes
    mean and variance of this one picture.

    Yields a `Progress` with an `Overfit` after some steps each.
    """
    scenes = training_scenes(config)
    scenes = scenes.part(slice(index % len(scenes), index % len(scenes) + 1))
    classes = len(scenes.classes)
    network = create(config.part(Architecture), 1, classes, config.seed)
    loss_function = config.loss.build()
    optimizer = torch.optim.AdamW(network.parameters(), lr=config.lr)
    losses, dices, best = [], [], 0.0
    for step in range(1, steps + 1):
        scores = network(scenes.pictures)
        masks = centre(scenes.masks, *scores.shape[2:])
        loss = loss_function(scores, masks)
        losses.append(float(loss.detach()))
        labels = scores.detach().argmax(1)
        best = score(labels, masks, classes).mean_dice
        dices.append(best)
        reached, is_over = best >= TARGET, step == steps or not isfinite(losses[-1])
        if reached or is_over or step % INTERVAL == 1:
            reason = "" if reached or not is_over else _reason(config, losses, dices, labels)
            view = scenes.pictures[0], masks[0], labels[0], tuple(losses), tuple(dices)
            note = f"Step {step}: Dice {best:.3f}"
            done = reached or is_over
            yield Progress(1.0 if done else step / steps, note, Overfit(*view, reached, reason))
            if done:
                return
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def _reason(config: Segmentation, losses: list[float], dices: list[float], labels: Tensor) -> str:
    """Why a picture is not known by heart."""
    if not isfinite(losses[-1]):
        return f"The loss is no longer a number: the rate of {config.lr:g} is too large."
    if not labels.any():
        return (
            "It predicts nothing but background. Try a larger learning rate, or a loss in which "
            "the background does not decide: Dice, or weighted cross-entropy."
        )
    if losses[-1] < 0.98 * losses[-min(len(losses), 20)]:
        return (
            f"The loss still falls, and the Dice is {dices[-1]:.3f} after {len(losses)} steps: a "
            f"larger rate than {config.lr:g} would be faster."
        )
    if config.cut_levels:
        return (
            f"The Dice stays at {dices[-1]:.3f}. Without the skips the edges of shapes are lost "
            "in pooling: give them back."
        )
    return (
        f"The Dice stays at {dices[-1]:.3f}: the network is too small for this picture, or the "
        f"rate of {config.lr:g} does not suit it. Give it more depth or width."
    )
