"""What the presets of the view "Your picture" say, by the shipped network."""

from cmath import phase
from itertools import pairwise
from math import tau

import torch
from skimage.measure import label
from torch import Tensor

from core.data.handwriting.strokes import decode
from core.vision.segmentation.pictures import draw_shapes
from core.vision.segmentation.sketch import SIDE, Sketching, sketched
from core.vision.segmentation.state import State
from tests.core.claims import Claims, yes

CLAIMS = Claims()

CIRCLE, ARC, STROKE = (85, 95), (195, 95), (140, 220)
"""The middle of the closed circle, of the one with a gap, and of the stroke, on the canvas of 280
pixels.
"""


def share(state: State, middle: tuple[int, int], reach: int) -> float:
    """The share of shape among the pixels around a point of the canvas."""
    column, row = (round(value * SIDE / 280) for value in middle)
    mask = sketched(state.part(Sketching)).mask > 0
    part = mask[row - reach : row + reach + 1, column - reach : column + reach + 1]
    return float(part.float().mean())


@CLAIMS.of("Closed or open")
def _(state):
    assert min(share(state, CIRCLE, 4), share(state, ARC, 4)) > 0.9 and share(state, STROKE, 2) == 0
    points = [complex(x - ARC[0], y - ARC[1]) for x, y in decode(state.strokes)[1]]
    turned = sum(phase(after / before) for before, after in pairwise(points))
    assert abs(1 - abs(turned) / tau - 1 / 5) < 0.02


@CLAIMS.answer("Closed or open")
def _(state):
    filled = tuple(share(state, middle, 2) > 0.5 for middle in (CIRCLE, ARC, STROKE))
    return {
        (True, False, False): "The closed circle",
        (True, True, False): "Both circles",
        (True, True, True): "All three",
    }[filled]


@CLAIMS.of("Twice as large")
def _(state):
    assert sketched(state.part(Sketching)).counts["shape"] == 0
    _, masks = draw_shapes(100, 0.0, SIDE, torch.Generator().manual_seed(1))
    largest = max(int(_sizes(mask).max()) for mask in masks)
    assert 0.22 < largest**0.5 / SIDE < 0.28
    assert _width(state) == 2 * _width(State())


def _sizes(mask: Tensor) -> Tensor:
    """The pixels of each shape of a mask (H, W); they do not touch."""
    return torch.bincount(torch.from_numpy(label(mask.numpy())).flatten())[1:]


def _width(state: State) -> int:
    """Of the first line of a drawing."""
    columns = [x for x, _ in decode(state.strokes)[0]]
    return max(columns) - min(columns)


@CLAIMS.answer("Twice as large")
def _(state):
    return yes(share(state, (140, 140), 8) > 0.5)


@CLAIMS.of("Dark on bright")
def _(state):
    assert state.dark and min(share(state, CIRCLE, 4), share(state, ARC, 4)) > 0.8


@CLAIMS.answer("Dark on bright")
def _(state):
    return yes(min(share(state, CIRCLE, 4), share(state, ARC, 4)) > 0.5)


SUN, SAIL, LIGHTHOUSE = (27, 31, 20, 25), (38, 43, 13, 16), (8, 44, 51, 55)
"""First and last rows and columns of things in the picture of the harbour, at 64 x 64 pixels."""


def taken(state: State) -> list[float]:
    """The share of shape in the sun, the sail and the lighthouse."""
    mask = sketched(state.part(Sketching)).mask.float()
    things = (SUN, SAIL, LIGHTHOUSE)
    return [float(mask[top:low, left:right].mean()) for top, low, left, right in things]


@CLAIMS.of("A picture of other things")
def _(state):
    sun, sail, lighthouse = taken(state)
    assert sun > 0.9 and sail > 0.7 and 0 < lighthouse < 0.4


@CLAIMS.answer("A picture of other things")
def _(state):
    sun, _, lighthouse = taken(state)
    return {(True, False): "The sun", (False, True): "The lighthouse", (False, False): "Nothing"}[
        sun > 0.5, lighthouse > 0.5
    ]
