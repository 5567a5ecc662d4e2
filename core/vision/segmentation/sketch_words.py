"""What is said of a drawing and of its mask."""

from core.plots.numbers import percent
from core.plots.words import counted
from core.vision.segmentation.sketch import Sketched, Sketching


def sentence(setting: Sketching, seen: Sketched) -> str:
    """How much of the drawing is taken for shape."""
    if not setting.strokes:
        return (
            "**Draw something.** A closed line is the outline of a shape; a single stroke is not."
        )
    pixels = int(seen.mask.sum())
    if not pixels:
        return "**No shape.** The network takes everything for background. Draw a closed line."
    share = percent(pixels / seen.mask.numel(), 0)
    return (
        f"**{counted(pixels, 'pixel')} of shape**, {share} of the picture. Where it "
        "learned, the inside of a closed line was shape, and a stroke was background."
    )


CAPTION = (
    "Your drawing is made as small as the pictures of the training, 64 × 64 pixels, and laid over "
    "a texture. The shipped U-Net learned for half a minute, from shapes that a program draws. "
    "Your drawing goes no further than the computer that this app runs on."
)
