"""What is said of a U-Net's shapes, over the drawing and in it."""

from core.plots.unet import CUT, FAILS, MADE
from core.plots.words import counted
from core.vision.segmentation.network import (
    CROP,
    INTERPOLATE,
    PAD,
    SAME,
    VALID,
    Architecture,
)
from core.vision.segmentation.shapes import Shapes
from core.vision.segmentation.trace import Shape, Step, trace

DOUBLES = {
    "k2 s2": "an up-convolution of 2 × 2 with stride 2",
    "k3 s2": "an up-convolution of 3 × 3 with stride 2",
    "k4 s2": "an up-convolution of 4 × 4 with stride 2",
    "Resize + conv": "resizing and a convolution of 3 × 3",
}
"""How the sides are doubled, by the setting."""

WHOLE = (
    "The higher a slab, the larger its maps; the wider, the more of them. Under a block: channels "
    "× size², and its parameters. Choose a block to see what is in it."
)
"""Under the drawing, while nobody points at a block."""

FITTED = {
    CROP: "the skip is cropped to {side} × {side}",
    PAD: "the maps from below are padded to {side} × {side}",
    INTERPOLATE: "the maps from below are resized to {side} × {side}",
}


def sentence(setting: Shapes) -> str:
    """How large the network is, and what comes out for a picture of this size."""
    traced = trace(setting.architecture, setting.side, setting.channels, setting.classes)
    size = f"**{traced.parameters:,} parameters in {traced.convolutions} convolutions.** "
    if traced.mistake is not None:
        return size + _failure(setting.side, traced.steps[-1])
    goes = f"{_square(setting.side)} pixels go in, "
    lost = setting.side - traced.side
    if not lost:
        return size + goes + "and each gets a score for every class."
    why = "convolutions without padding" if setting.padding == VALID else "odd sides"
    return f"{size}{goes}scores for {_square(traced.side)} come out: {why} cost {lost}."


def _failure(side: int, step: Step) -> str:
    if step.kind != "concat":
        where = "the bottleneck" if step.kind == "bottleneck" else step.name.lower()
        return f"**{_square(side)} is too small**: at {where} the maps are smaller than the kernel."
    skip, below = step.fitted[1], step.shape[1]
    return (
        f"**{_square(side)} does not fit**: at level {step.level} the skip brings maps of "
        f"{_square(skip)}, and from below come maps of {_square(below)}."
    )


def _square(side: int) -> str:
    """ "50 × 50", which is never broken over two lines."""
    return f"{side}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{side}"


def where(step: Step) -> str:
    """The name of a step in a sentence."""
    return "the bottleneck" if step.kind == "bottleneck" else step.name.lower()


def size(shape: Shape) -> str:
    """ "64 × 568 × 568"."""
    return " × ".join(map(str, shape))


def picture_says(channels: int, side: int) -> str:
    """Of what goes in."""
    return f"The picture: {counted(channels, 'channel')}, {side} × {side} pixels."


def encoder_says(name: str, level: int, before: Shape, step: Step) -> str:
    """Of a block on the way down, or of the bottleneck."""
    pool = "" if level == 1 else "max pooling has halved the sides; "
    return (
        f"{name}: {pool}two convolutions of 3 × 3 take {size(before)} to {size(step.shape)}. "
        f"{step.parameters:,} parameters."
    )


def parameters_of(up: Step, step: Step) -> int:
    """Of a block on the way up: those of its upsampling are counted with it."""
    return up.parameters + step.parameters


def decoder_says(name: str, network: Architecture, up: Step, join: Step, step: Step) -> str:
    """Of a block on the way up: upsampling, concatenation, two convolutions."""
    text = f"{name}: {DOUBLES[network.up]} makes {size(up.shape)}"
    if up.level in network.cut_levels:
        text += "; the skip is cut, so the same maps are taken a second time"
    elif join.fitted != join.skip or up.shape[1:] != join.shape[1:]:
        text += "; " + FITTED[network.fitting].format(side=join.shape[1])
    return (
        f"{text}; together {size(join.shape)}; two convolutions make {size(step.shape)}. "
        f"{parameters_of(up, step):,} parameters, {up.parameters:,} of them in the upsampling."
    )


def output_says(classes: int, side: int, parameters: int) -> str:
    """Of what comes out."""
    return (
        f"The scores: a convolution of 1 × 1 gives {counted(classes, 'score')} for each of "
        f"{side} × {side} pixels; softmax makes probabilities of them. {parameters:,} parameters."
    )


def skip_says(state: str, join: Step | None) -> tuple[str, ...]:
    """At a skip, from long to short."""
    if state == CUT:
        return "Cut: what comes from below is taken twice", "Cut"
    channels, side, _ = join.skip
    if state == FAILS:
        below = join.shape[1]
        return f"{join.fitted[1]}² does not fit {below}²", f"{join.fitted[1]}² ≠ {below}²"
    if state == MADE:
        return f"Skip: {channels} × {side}²", f"{channels} × {side}²", f"{side}²"
    cropped = join.fitted[1]
    return (
        f"Skip: {channels} × {side}², cropped to {cropped}²",
        f"{side}² cropped to {cropped}²",
        f"{side}² → {cropped}²",
        f"→ {cropped}²",
    )


def caption(setting: Shapes) -> str:
    """What decides which sizes fit."""
    if setting.padding == SAME:
        halvings = 2**setting.depth
        return (
            f"With padding, a size fits as it is if {setting.depth} halvings leave whole numbers: "
            f"a multiple of {halvings}. Otherwise pooling drops a row and a column that "
            "upsampling does not bring back."
        )
    return (
        "Without padding, each convolution of 3 × 3 costs two rows and two columns, so every skip "
        "is larger than what comes from below. Its middle is cut out, as in the paper."
    )
