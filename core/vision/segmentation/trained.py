"""The trained U-Nets that come with the project.

python -m core.vision.segmentation.trained           trains them again
python -m core.vision.segmentation.trained Shapes    or one of them
"""

import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from safetensors.torch import save
from torch import Tensor

from core.data import cache
from core.registry import unknown
from core.training.card import Card, Damaged, card_of, network, read, slug
from core.vision.segmentation.network import UNet
from core.vision.segmentation.settings import Segmentation
from core.vision.segmentation.training import train

FOLDER = Path(__file__).parents[3] / "assets" / "segmentation"

RECIPES = {
    "Shapes": Segmentation(),
    "Shapes without skips": Segmentation(cut=("1", "2", "3")),
}
"""The training that each comes from, by its name."""


@dataclass(frozen=True, eq=False)
class Shipped:
    """A trained network, in eval mode and not to be changed, and the card of its training."""

    network: UNet
    card: Card

    @property
    def config(self) -> Segmentation:
        """Its training."""
        return self.card.config


@lru_cache(maxsize=4)
def shipped(name: str = "Shapes") -> Shipped:
    """A trained network by its name.

    Raises:
        ValueError: there is none, or its files are damaged.
    """
    if name not in RECIPES:
        raise ValueError(unknown("network", name, tuple(RECIPES)))
    path = file_of(name)
    try:
        card = read(path.with_suffix(".json"))
        if card is None:
            raise Damaged("the card is not of this version of the project")
        return Shipped(network(path, card), card)
    except (OSError, Damaged) as error:
        raise ValueError(
            f"{path.name} is damaged: {error}; `python -m core.vision.segmentation.trained` makes "
            "it again"
        ) from None


def file_of(name: str) -> Path:
    """Where the weights of a network are."""
    return FOLDER / f"{slug(name)}.safetensors"


@torch.no_grad()
def probabilities(
    network: UNet, pictures: Tensor, zeroed: tuple[int, ...] = (), batch_size: int = 16
) -> Tensor:
    """(N, K, H', W') of pictures (N, C, H, W), of a network in eval mode."""
    return torch.cat([network(batch, zeroed) for batch in pictures.split(batch_size)]).softmax(1)


def labels(probabilities: Tensor, threshold: float = 0.5) -> Tensor:
    """The class of each pixel, (N, H, W): the likeliest of those that are no background, where
    together they are at least as likely as the threshold, and else the background.
    """
    foreground = 1 - probabilities[:, 0]
    return torch.where(foreground >= threshold, probabilities[:, 1:].argmax(1) + 1, 0)


def ship(name: str) -> None:
    """Trains a network on one thread of the CPU and writes its files."""
    torch.set_num_threads(1)
    config, path = RECIPES[name], file_of(name)
    *_, last = train(config, "cpu")
    data = save(last.model.state_dict())
    cache.write(path, data)
    card = card_of(config, last, cache.sha256(data))
    cache.write(path.with_suffix(".json"), card.write())
    print(f"{name}: Dice {last.test_accuracy:.4f}, {last.seconds:.0f} s")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or RECIPES:
        ship(wanted)
