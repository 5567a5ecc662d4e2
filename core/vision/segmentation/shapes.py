"""The view "Network": a U-Net and the shapes of a picture on its way through it."""

from dataclasses import dataclass

from core.registry import Options, Range, setting
from core.vision.segmentation.network import Architecture
from core.vision.segmentation.trace import trace

MOST_SIDE = 1024


@dataclass(frozen=True)
class Shapes(Architecture):
    """A network, and what it gets and tells apart.

    Args:
        side: of the picture, in pixels.
        channels: of the picture.
    """

    side: int = setting(
        Range(4, MOST_SIDE, 64, 1, "px", "Width and height of the picture.", label="Picture size")
    )
    channels: int = setting(Options((1, 3), 1, labels={1: "1, grey", 3: "3, colour"}))
    classes: int = setting(Range(2, 20, 2, 1, note="The background is one of them."))

    @property
    def architecture(self) -> Architecture:
        """The network alone."""
        return self.part(Architecture)


NAMES = {
    "encoder": "encoder {level} side",
    "bottleneck": "bottleneck side",
    "up": "upsampling {level} side",
    "decoder": "decoder {level} side",
    "head": "output side",
}
"""The numbers of a step by its kind."""


def numbers(setting: Shapes) -> dict[str, float]:
    """Parameters, convolutions, and the sides of the maps, as far as the picture gets."""
    traced = trace(setting.architecture, setting.side, setting.channels, setting.classes)
    steps = traced.steps[: traced.at]
    return {"parameters": traced.parameters, "convolutions": traced.convolutions} | {
        NAMES[step.kind].format(level=step.level): step.shape[1]
        for step in steps
        if step.kind in NAMES
    }
