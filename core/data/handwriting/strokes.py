"""A drawing is its strokes, and this is the one place that turns strokes into a picture or into
text.

A drawing is a tuple of strokes (pen down, pen up); a stroke is a tuple of (x, y), whole canvas
pixels from 0 to SIZE, x to the right and y down. The canvas on the page, the training digits of
`core.data.handwriting.styles` and the links all share this form, so that what the network learned
from is what the reader draws.
"""

import math
from itertools import pairwise

import torch
from PIL import Image, ImageDraw
from torch import Tensor

from core.data.handwriting.canvas import BRUSH, SIZE, Point, Stroke, Strokes

LONGEST = 2000  # characters that a drawing may take in a link
SUPERSAMPLE = 4  # each pixel is the mean of 4 x 4, 17 levels: within 2 % of exact coverage

# 64 digits of five bits and one "more follows" bit, as in source maps; all of them safe in an
# address.
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
VALUES = {character: value for value, character in enumerate(ALPHABET)}
PEN_UP = "."


def draw(strokes: Strokes, brush: float = BRUSH) -> Tensor:
    """The picture of a drawing, (SIZE, SIZE) uint8, white on black, antialiased.

    The line is `brush` pixels wide with round caps and joins, as a canvas draws it with lineCap and
    lineJoin "round"; a stroke of one point is a dot.
    """
    canvas = Image.new("L", (SIZE, SIZE))
    if not any(strokes):
        return pixels(canvas)
    left, top, right, bottom = _box(strokes, brush)
    large = Image.new("L", ((right - left) * SUPERSAMPLE, (bottom - top) * SUPERSAMPLE))
    pen = ImageDraw.Draw(large)
    radius = brush * SUPERSAMPLE / 2
    for stroke in strokes:
        points = [((x - left) * SUPERSAMPLE, (y - top) * SUPERSAMPLE) for x, y in stroke]
        for x, y in points:
            pen.ellipse((x - radius, y - radius, x + radius - 1, y + radius - 1), fill=255)
        for start, end in pairwise(points):
            if start != end:
                pen.polygon(_bar(start, end, radius), fill=255)
    canvas.paste(large.reduce(SUPERSAMPLE), (left, top))
    return pixels(canvas)


def _box(strokes: Strokes, brush: float) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the part of the canvas that the line can touch: nothing else
    is drawn.
    """
    xs, ys = zip(*(point for stroke in strokes for point in stroke), strict=True)
    reach = math.ceil(brush / 2) + 1
    low = [min(max(min(values) - reach, 0), SIZE - 1) for values in (xs, ys)]
    high = [min(max(max(values) + reach, 1), SIZE) for values in (xs, ys)]
    return low[0], low[1], max(high[0], low[0] + 1), max(high[1], low[1] + 1)


def pixels(picture: Image.Image) -> Tensor:
    """A grey PIL picture (mode L) as (H, W) uint8."""
    return torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8).view(
        picture.height, picture.width
    )


def _bar(start: Point, end: Point, radius: float) -> list[Point]:
    """Corners of the rectangle around a segment. PIL counts from pixel centres and fills the
    outline too.
    """
    (x0, y0), (x1, y1) = start, end
    scale = (radius - 0.5) / math.hypot(x1 - x0, y1 - y0)
    across, down = (y1 - y0) * scale, (x0 - x1) * scale
    corners = [
        (x0 + across, y0 + down),
        (x1 + across, y1 + down),
        (x1 - across, y1 - down),
        (x0 - across, y0 - down),
    ]
    return [(round(x - 0.5), round(y - 0.5)) for x, y in corners]


def encode(strokes: Strokes) -> str:
    """A drawing as at most LONGEST characters of A-Z a-z 0-9 _ - and '.'; `decode` reads it back.

    Each point is its step from the point before, each step one character a coordinate up to 15
    pixels; strokes are parted by '.'. Exact when it fits. A longer drawing is simplified
    (Ramer-Douglas-Peucker, at the first of 1, 2, 4, 8 ... pixels that fits), and of hundreds of
    strokes the smallest are left out.
    """
    text = _text(strokes)
    tolerance = 1
    while len(text) > LONGEST and tolerance < SIZE:
        strokes = tuple(simplify(stroke, tolerance) for stroke in strokes)
        text = _text(strokes)
        tolerance *= 2
    while len(text) > LONGEST:
        by_size = sorted(range(len(strokes)), key=lambda i: -_extent(strokes[i]))
        strokes = tuple(strokes[i] for i in sorted(by_size[: len(strokes) * 4 // 5]))
        text = _text(strokes)
    return text


def decode(text: str) -> Strokes:
    """The drawing that `encode` wrote. A ValueError says what is wrong with any other text."""
    if len(text) > LONGEST:
        raise ValueError(
            f"drawing={_short(text)} has {len(text)} characters; at most {LONGEST} are allowed"
        )
    if not text:
        return ()
    strokes, x, y = [], 0, 0
    for part in text.split(PEN_UP):
        steps = _numbers(part, text)
        if not steps or len(steps) % 2:
            raise ValueError(
                f"drawing={_short(text)} has a stroke that is not a list of points (x and y)"
            )
        stroke = []
        for right, down in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + right, y + down
            if not (0 <= x <= SIZE and 0 <= y <= SIZE):
                raise ValueError(
                    f"drawing={_short(text)} leaves the canvas at ({x}, {y}); 0 to {SIZE} is "
                    "allowed"
                )
            stroke.append((x, y))
        strokes.append(tuple(stroke))
    return tuple(strokes)


def first_stroke(text: str) -> str:
    """The part of an encoded drawing with which a reader began: it is the same drawing while more
    strokes come and others are undone.
    """
    return text.partition(PEN_UP)[0]


def simplify(stroke: Stroke, tolerance: float) -> Stroke:
    """The stroke with fewer points, none of the dropped ones over `tolerance` pixels off
    (Ramer-Douglas-Peucker).
    """
    keep = {0, len(stroke) - 1}
    spans = [(0, len(stroke) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        gaps = [_gap(point, stroke[first], stroke[last]) for point in stroke[first + 1 : last]]
        widest = max(gaps)
        if widest > tolerance:
            middle = first + 1 + gaps.index(widest)
            keep.add(middle)
            spans += [(first, middle), (middle, last)]
    return tuple(stroke[i] for i in sorted(keep))


def _gap(point: Point, start: Point, end: Point) -> float:
    """Distance in pixels from a point to a segment."""
    (x, y), (x0, y0), (x1, y1) = point, start, end
    length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length2 if length2 else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))


def _extent(stroke: Stroke) -> int:
    """Width plus height of a stroke, pixels."""
    xs, ys = zip(*stroke, strict=True)
    return max(xs) - min(xs) + max(ys) - min(ys)


def _text(strokes: Strokes) -> str:
    parts, x, y = [], 0, 0
    for stroke in strokes:
        part = ""
        for right, down in stroke:
            part += _digits(right - x) + _digits(down - y)
            x, y = right, down
        parts.append(part)
    return PEN_UP.join(parts)


def _digits(number: int) -> str:
    """A step in base 32, lowest digit first, the sign in the lowest bit, 32 added while more digits
    follow.
    """
    rest = 2 * number if number >= 0 else -2 * number - 1
    text = ""
    while rest >= 32:
        text += ALPHABET[rest % 32 + 32]
        rest //= 32
    return text + ALPHABET[rest]


def _numbers(part: str, text: str) -> list[int]:
    """The steps in one stroke's part of the text."""
    numbers, rest, shift = [], 0, 0
    for character in part:
        value = VALUES.get(character)
        if value is None or shift > 5:  # no step over SIZE needs a third digit
            raise ValueError(
                f"drawing={_short(text)} is not a drawing: {character!r} is out of place"
            )
        rest += value % 32 << shift
        shift += 5
        if value < 32:
            numbers.append(rest // 2 if rest % 2 == 0 else -(rest // 2) - 1)
            rest, shift = 0, 0
    if shift:
        raise ValueError(f"drawing={_short(text)} is cut off")
    return numbers


def _short(text: str) -> str:
    return repr(text if len(text) <= 24 else text[:21] + "...")
