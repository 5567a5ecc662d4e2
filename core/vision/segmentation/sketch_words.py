"""What is said of a drawing or a picture, and of its mask."""

from core.data.inputs import blank
from core.plots.numbers import percent
from core.plots.words import counted
from core.vision.segmentation.pictures import SCENES, Scene
from core.vision.segmentation.segmenters import segmenter
from core.vision.segmentation.sketch import DRAWN, Sketched, Sketching

MOST_CLASSES = 5
"""That a sentence tells one by one; in a drawing or a photo there are rarely more."""

UPLOAD = "**Upload a picture.** The network says of each of its pixels what it takes it for."


def sentence(setting: Sketching, seen: Sketched) -> str:
    """How much of the picture is taken for what."""
    scene = _scene(setting)
    if blank(setting.input):
        return f"**Draw something.** {scene.attempt}".strip()
    background, *others = seen.counts.items()
    present = sorted((item for item in others if item[1]), key=lambda item: item[1], reverse=True)
    if not present:
        what = seen.classes[1] if seen.is_binary else "class but the background"
        hint = scene.attempt if setting.source == DRAWN else ""
        return f"**No {what}.** {hint}".strip()
    every = seen.mask.numel()
    if seen.is_binary:
        (name, pixels), *_ = present
        said = f"**{counted(pixels, 'pixel')} of {name}**, {percent(pixels / every)} of the picture"
    else:
        shares = (f"{name}: {percent(pixels / every)}" for name, pixels in present[:MOST_CLASSES])
        said = f"**{', '.join(shares)}** of the picture"
        if rest := sum(pixels for _, pixels in present[MOST_CLASSES:]):
            said += f", other classes {percent(rest / every)}"
    said += f"; {background[0]} {percent(background[1] / every)}."
    return f"{said} It learned to {scene.lesson}." if scene.lesson else said


def caption(setting: Sketching) -> str:
    """What is done to a picture before the network gets it, and what the network knows."""
    if setting.source == DRAWN:
        return (
            "Your drawing is made small, 64 × 64 pixels as in the training, and laid over a "
            f"texture. The network has seen {_known(setting)} Your drawing {PRIVATE}"
        )
    return (
        "The network gets the middle square, grey and 64 × 64 pixels, as in its training. "
        f"It has seen {_known(setting)} Anything else is outside of what it has seen, and its "
        "answer may be wrong anywhere."
    )


def _known(setting: Sketching) -> str:
    return f"pictures of one kind only. {_scene(setting).note}"


def _scene(setting: Sketching) -> Scene:
    """What the network learned from."""
    return SCENES[segmenter(setting.segmenter).config.scenes]


PRIVATE = "goes no further than the computer that this app runs on."
