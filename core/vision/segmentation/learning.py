"""The view "Train": a U-Net learns, and its masks of pictures that it has never seen get better."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn

from core.registry import Pick, setting
from core.vision.segmentation.metrics import score
from core.vision.segmentation.network import Architecture, centre
from core.vision.segmentation.outcome import FALSE_ALARM, MISSED, class_outcomes, count, outcomes
from core.vision.segmentation.pictures import SIDE
from core.vision.segmentation.settings import Segmentation, held_out
from core.vision.segmentation.trace import trace
from core.vision.segmentation.training import SHOWN, predict, shown

SPECS = dict(Segmentation.specs())

ACROSS = 5
"""Held-out pictures side by side."""

ONE_PICTURE = {"pictures": 1, "batch_size": 1, "epochs": 40}
"""The settings that ask whether a network can learn a single picture by heart."""


@dataclass(frozen=True)
class Learning(Architecture):
    """The settings of a training, also such that do not fit each other: `config` checks that."""

    scenes: str = setting(SPECS["scenes"])
    noise: float = setting(SPECS["noise"])
    pictures: int = setting(SPECS["pictures"])
    epochs: int = setting(SPECS["epochs"])
    batch_size: int = setting(SPECS["batch_size"])
    lr: float = setting(SPECS["lr"])
    loss: Pick = setting(SPECS["loss"])
    seed: int = setting(SPECS["seed"])

    @property
    def config(self) -> Segmentation:
        """The training.

        Raises:
            ValueError: the pictures do not fit the architecture.
        """
        return self.part(Segmentation)


def numbers(setting: Learning) -> dict[str, float]:
    """What a training amounts to.

    Raises:
        ValueError: the pictures do not fit the architecture.
    """
    config = setting.config
    network = trace(config.part(Architecture), SIDE, classes=len(config.classes))
    return {
        "parameters": network.parameters,
        "convolutions": network.convolutions,
        "pictures": config.count,
        "steps": config.steps,
    }


@dataclass(frozen=True, eq=False)
class Shots:
    """Held-out pictures side by side, each part (H, N · W), and what a network makes of them.

    Args:
        pictures: uint8, the grey levels.
        truth, labels: uint8, the class of each pixel.
        outcome: uint8, what each pixel is; of the wrong class among shapes is a false positive.
        dice: over all held-out pictures.
    """

    pictures: Tensor
    truth: Tensor
    labels: Tensor
    outcome: Tensor
    dice: float
    iou: float
    boundary_f1: float

    @property
    def wrong(self) -> tuple[int, int]:
        """Pixels too many, and pixels missed."""
        return count(self.outcome, FALSE_ALARM), count(self.outcome, MISSED)


def shots(config: Segmentation, view: Mapping[str, Any]) -> Shots:
    """What a training shows of its network."""
    side = int(view["side"])
    data = bytearray(base64.b64decode(view["labels"]))
    labels = torch.frombuffer(data, dtype=torch.uint8).view(-1, side, side)[:ACROSS]
    scenes = held_out(config).part(slice(len(labels)))
    truth = centre(scenes.masks, side, side).to(torch.uint8)
    pictures = centre(scenes.pictures[:, 0], side, side)
    return Shots(
        row((pictures * 255).round().to(torch.uint8)),
        row(truth),
        row(labels),
        row(class_outcomes(labels, truth)),
        float(view["dice"]),
        float(view["iou"]),
        float(view["boundary_f1"]),
    )


def row(pictures: Tensor) -> Tensor:
    """Pictures (N, H, W) side by side, (H, N · W)."""
    return torch.cat([*pictures], dim=1)


@lru_cache(maxsize=16)
def view_of(config: Segmentation, network: nn.Module) -> dict[str, Any]:
    """What a training shows at its end, of its network in eval mode."""
    scenes = held_out(config)
    scores = predict(network, scenes.pictures)
    masks = centre(scenes.masks, *scores.shape[2:])
    return shown(scores[:SHOWN], score(scores.argmax(1), masks, len(scenes.classes)))


@lru_cache(maxsize=16)
def before(config: Segmentation) -> Shots:
    """The held-out pictures before a training: every mask is empty."""
    scenes = held_out(config).part(slice(ACROSS))
    nothing = torch.zeros(len(scenes), SIDE, SIDE, dtype=torch.uint8)
    truth = scenes.masks.to(torch.uint8)
    return Shots(
        row((scenes.pictures[:, 0] * 255).round().to(torch.uint8)),
        row(truth),
        row(nothing),
        row(outcomes(nothing > 0, truth > 0)),
        0.0,
        0.0,
        0.0,
    )
