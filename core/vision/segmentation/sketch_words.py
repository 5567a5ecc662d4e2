"""What is said of a drawing and of its mask."""

from core.plots.numbers import percent
from core.plots.words import counted
from core.vision.segmentation.sketch import Sketched, Sketching


def sentence(setting: Sketching, seen: Sketched) -> str:
    """How much of the drawing is taken for shape."""
    if not setting.strokes:
        return "**Draw something.** A closed line is an outline; a stroke belongs to nothing."
    pixels = int(seen.mask.sum())
    if not pixels:
        return "**No shape.** The network takes all of it for background. Close a line."
    share = percent(pixels / seen.mask.numel(), 0)
    return (
        f"**{counted(pixels, 'pixel')} of shape**, {share} of the picture. It fills what is "
        "closed; a stroke belongs to the background."
    )


CAPTION = (
    "Your drawing is made as small as the pictures of the training, 64 × 64 pixels, and laid over "
    "a texture. The network is the shipped one, which was trained on drawn shapes in about half a "
    "minute. Nothing that you draw leaves this computer."
)
