"""The trained U-Nets that a page can use: the shipped one, and those that were trained here."""

from dataclasses import dataclass

from core.registry import Text
from core.training import store
from core.vision.segmentation.network import UNet
from core.vision.segmentation.pictures import SCENES
from core.vision.segmentation.settings import Segmentation
from core.vision.segmentation.trained import RECIPES, file_of, shipped

SHIPPED, WITHOUT_SKIPS = "Shipped U-Net", "Shipped U-Net, no skips"
SHIPPED_AS = {SHIPPED: "Shapes", WITHOUT_SKIPS: "Shapes without skips"}
"""What those that come with the project are called here, and in `trained.RECIPES`."""

SEGMENTER = Text(SHIPPED, 80, examples=tuple(SHIPPED_AS), names=True)
"""The setting that names one."""


@dataclass(frozen=True, eq=False)
class Segmenter:
    """A network in eval mode that is not to be changed, its training, and its weights as a file."""

    network: UNet
    config: Segmentation
    file: bytes

    @property
    def settings(self) -> dict:
        """What `UNet` takes, by name."""
        return self.config.arguments() | {"classes": len(self.config.classes)}


def names() -> tuple[str, ...]:
    """All of them: those that are shipped, then those of this computer. What they learned from must
    still be there.
    """
    configs = {name: RECIPES[recipe] for name, recipe in SHIPPED_AS.items()} | {
        trained.name: trained.card.config
        for trained in store.models(every=True)
        if isinstance(trained.card.config, Segmentation)
    }
    return tuple(name for name, config in configs.items() if config.scenes in SCENES)


def segmenter(name: str) -> Segmenter:
    """The network of this name.

    Raises:
        ValueError: there is none.
    """
    if name in SHIPPED_AS:
        known = shipped(SHIPPED_AS[name])
        return Segmenter(known.network, known.config, file_of(SHIPPED_AS[name]).read_bytes())
    if name not in names():
        raise ValueError(
            f"segmenter={name[:60]!r} is not on this computer: choose from {', '.join(names())}"
        )
    trained = store.find(name)
    return Segmenter(store.load(name), trained.card.config, trained.path.read_bytes())
