"""The trained U-Nets that a page can use: the shipped one, and those that were trained here."""

from dataclasses import dataclass

from core.training import store
from core.vision.segmentation.network import UNet
from core.vision.segmentation.settings import Segmentation
from core.vision.segmentation.trained import file_of, shipped

SHIPPED = "Shipped U-Net"
SCENES = "Shapes"
"""What all of them have learned to find."""


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
    """All of them: the shipped one, then those of this computer."""
    own = (
        trained.name
        for trained in store.models(every=True)
        if isinstance(trained.card.config, Segmentation) and trained.card.config.scenes == SCENES
    )
    return (SHIPPED, *own)


def segmenter(name: str) -> Segmenter:
    """The network of this name.

    Raises:
        ValueError: there is none, or it has not learned shapes.
    """
    if name == SHIPPED:
        known = shipped(SCENES)
        return Segmenter(known.network, known.config, file_of(SCENES).read_bytes())
    if name not in names():
        raise ValueError(
            f"segmenter={name[:60]!r} is not on this computer: choose from {', '.join(names())}"
        )
    trained = store.find(name)
    return Segmenter(store.load(name), trained.card.config, trained.path.read_bytes())
