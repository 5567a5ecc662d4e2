"""Pictures of the draw page: the way to 28 x 28, and why the answer is what it is."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d

from core.data.preparation import Steps
from core.plots import numbers, theme
from core.plots.boxes import Box
from core.plots.pixels import Pixels, signed
from core.plots.words import capitalised
from core.vision.digits.explanation import Maps
from core.vision.digits.state import Reading, verdict

SLIMMEST = 0.4  # height to width of a picture's room, at least
LABEL = 0.1  # of the picture's height: room for the label of a box

STEPS = (
    "1 · {source}",
    "2 · Cropped",
    "3 · Scaled to 20 px",
    "4 · Centred in 28 × 28",
    "5 · Normalised",
)


@lru_cache(maxsize=32)
def steps_pixels(steps: Steps | None, source: str = "Your drawing") -> tuple[Pixels, ...]:
    """The strip from a picture to what the network gets; empty frames if there is none yet.

    Args:
        source: what the picture is: "Your photo".
    """
    first, cropped, scaled, centred, normalised = STEPS
    first = first.format(source=source)
    if steps is None:
        empty = torch.zeros(1, 1, dtype=torch.uint8)
        return tuple(Pixels(name, empty) for name in (first, *STEPS[1:]))
    span = numbers.span(float(steps.normalised.min()), float(steps.normalised.max()))
    return (
        Pixels(first, _small(steps.drawing)),
        Pixels(cropped, _small(steps.crop)),
        Pixels(scaled, steps.scaled, 20 / 28),
        Pixels(centred, steps.placed),
        Pixels(f"{normalised}, {span}", signed(steps.normalised), signed=True),
    )


def digits_pixels(readings: Sequence[Reading]) -> tuple[Pixels, ...]:
    """Digits that stand apart, as the networks get them, each over what the first network reads, if
    there is one.
    """
    return tuple(Pixels(_read_as(reading), reading.steps.placed) for reading in readings)


def _read_as(reading: Reading) -> str:
    """The digit that the first network reads, and its probability."""
    if not reading.answers:
        return ""
    answer = verdict(next(iter(reading.answers.values())))
    return f"{answer.digit}, {numbers.probability(answer.probability)}"


def styles_pixels(examples: Mapping[str, Tensor]) -> tuple[Pixels, ...]:
    """Every style of a digit with its name; `examples` holds pictures (H, W) uint8."""
    return tuple(Pixels(capitalised(name), _small(picture)) for name, picture in examples.items())


def _small(picture: Tensor) -> Tensor:
    """A picture at no more than 70 pixels a side, each the mean of those it stands for."""
    step = -(-max(picture.shape) // 70)
    return avg_pool2d(picture[None].float(), step, ceil_mode=True)[0].to(torch.uint8)


def _picture_axes(**more: str) -> dict[str, dict]:
    """The axes of a picture: square pixels, row 0 on top, nothing to be seen of them.

    Args:
        more: of the upright one.
    """
    hidden = {"visible": False, "constrain": "domain"}
    upright = {**hidden, "autorange": "reversed", "scaleanchor": "x", **more}
    return {"xaxis": hidden, "yaxis": upright}


def saliency_figure(saliency: Tensor, picture: Tensor, digit: int) -> go.Figure:
    """The saliency map: where more ink would raise (orange) or lower (blue) the score of `digit`,
    with the outline of the drawing.

    Args:
        saliency: gradient of the score by each pixel, (28, 28).
        picture: the prepared drawing, (28, 28) in [0, 1].
    """
    largest = float(saliency.abs().max()) or 1.0
    traces = (
        go.Heatmap(
            z=saliency.numpy(),
            colorscale=theme.scale(theme.DIVERGING),
            zmin=-largest,
            zmax=largest,
            colorbar={
                "title": {"text": "Effect of ink on the score", "side": "right"},
                "thickness": 12,
                "nticks": 5,
            },
            hovertemplate="Row %{y}, column %{x}: %{z}<extra></extra>",
            zhoverformat=".3~f",
        ),
        go.Contour(
            z=picture.numpy(),
            contours={"start": 0.5, "end": 0.5, "size": 1, "coloring": "none"},
            line={"color": theme.TEXT, "width": 2},
            showscale=False,
            hoverinfo="skip",
        ),
    )
    title = {"text": f"What the score of {digit} depends on", "font": {"size": 15}}
    return theme.figure(*traces, height=300, title=title, margin={"t": 40}, **_picture_axes())


def maps_pixels(maps: Maps) -> tuple[Pixels, ...]:
    """The first layer's maps, all on one scale: blue below zero, orange above; under those of a
    linear layer the value of their unit.
    """
    largest = float(maps.maps.abs().max())
    captions = [f"{maps.of} {unit}" for unit in maps.units]
    if maps.values is not None:
        values = map(numbers.fixed, maps.values.tolist())
        captions = [f"{name}: {value}" for name, value in zip(captions, values, strict=True)]
    return tuple(
        Pixels(caption, signed(values, largest), signed=True)
        for caption, values in zip(captions, maps.maps, strict=True)
    )


def maps_words(maps: Maps) -> str:
    """What the maps are, and their scale."""
    largest = numbers.fixed(float(maps.maps.abs().max()))
    scale = f"All share one scale: blue is below zero, orange above, up to ±{largest}."
    if maps.convolution:
        return f"`{maps.kind}`: the output of each filter, before the activation. {scale}"
    return (
        f"`{maps.kind}` has no maps, so these are its strongest units: each pixel times its "
        f"weight. The products and the bias add up to the number under it. {scale}"
    )


def digit_figure(picture: Tensor, boxes: Sequence[Box] = ()) -> go.Figure:
    """A picture (H, W) uint8 as it is, white on black, where the canvas stands for a drawing, with
    boxes around its digits.
    """
    pixels = go.Heatmap(
        z=picture.numpy(),
        colorscale=theme.GREYS,
        zmin=0,
        zmax=255,
        showscale=False,
        hovertemplate="Row %{y}, column %{x}: %{z}<extra></extra>",
    )
    marks = {
        "shapes": [_frame(box) for box in boxes],
        "annotations": [_label(box, picture.shape[0]) for box in boxes],
    }
    return theme.figure(
        pixels,
        height=round(340 * min(1, max(SLIMMEST, picture.shape[0] / picture.shape[1]))),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        **(marks if boxes else {}),
        **_picture_axes(constraintoward="top"),
    )


def _frame(box: Box) -> dict:
    """The lines of a box, a pixel outside of it."""
    return {
        "type": "rect",
        "x0": box.left - 1.5,
        "x1": box.right + 0.5,
        "y0": box.top - 1.5,
        "y1": box.bottom + 0.5,
        "line": {"color": theme.COLORS[0], "width": 2},
    }


def _label(box: Box, height: int) -> dict:
    """The text of a box, over it, or below where the picture (`height` pixels) has no room."""
    above = box.top > LABEL * height
    return {
        "x": (box.left + box.right - 1) / 2,
        "y": box.top - 1.5 if above else box.bottom + 0.5,
        "yanchor": "bottom" if above else "top",
        "text": f"<b>{box.text}</b>",
        "showarrow": False,
        "font": {"size": 16, "color": "#ffffff"},
        "bgcolor": "#000000",
    }
