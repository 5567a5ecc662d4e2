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
        return "**No shape.** Draw a closed line, about a quarter of the picture wide."
    share = percent(pixels / seen.mask.numel(), 0)
    return (
        f"**{counted(pixels, 'pixel')} of shape**, {share} of the picture. It learned "
        "to fill closed lines, and to leave strokes alone."
    )


CAPTION = (
    "Your drawing is made as small as the pictures of the training, 64 × 64 pixels, and laid over "
    "a texture. The shapes of the training were a seventh to a quarter of the picture wide. "
    "Your drawing goes no further than the computer that this app runs on."
)
