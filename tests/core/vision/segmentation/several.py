"""A network that tells several classes apart, for tests: it is small, and nobody has trained it."""

from core.vision.segmentation.network import Architecture, create
from core.vision.segmentation.segmenters import Segmenter
from core.vision.segmentation.settings import Segmentation

CONFIG = Segmentation(scenes="Digits", depth=1, width=2)
NAME = "U-Net of eleven classes"


def use(monkeypatch, *modules: str) -> None:
    """Puts it in the place of every network that these modules look up."""
    network = create(CONFIG.part(Architecture), 1, 11, seed=3).eval()
    for module in modules:
        monkeypatch.setattr(
            f"core.vision.segmentation.{module}.segmenter",
            lambda name: Segmenter(network, CONFIG, b""),
        )
