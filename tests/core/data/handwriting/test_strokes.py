"""Strokes against a brute-force distance field, and links over many random drawings."""

import math
import random
import re

import pytest
import torch

from core.data.handwriting.strokes import (
    LONGEST,
    SIZE,
    decode,
    draw,
    encode,
    first_stroke,
    simplify,
)

SPIRAL = tuple(
    (round(140 + (20 + 3 * i) * math.cos(i / 2.4)), round(140 + (20 + 3 * i) * math.sin(i / 2.4)))
    for i in range(30)
)
DRAWINGS = {
    "line": ((((50, 60), (200, 180)),), 20),
    "dot": ((((140, 140),),), 20),
    "cross": ((((30, 100), (250, 100)), ((100, 30), (100, 250))), 13),
    "corner": ((((60, 220), (140, 40), (200, 230), (200, 230)),), 28),
    "spiral": ((SPIRAL,), 12),
    "edge": ((((0, 0), (280, 140), (0, 280)),), 30),
}


def coverage(strokes, brush, fine=4):
    """Share of each pixel within brush / 2 of a stroke, by the distance to every segment."""
    centres = (torch.arange(SIZE * fine) + 0.5) / fine
    x, y = centres[None], centres[:, None]
    nearest = torch.full((SIZE * fine, SIZE * fine), math.inf)
    for stroke in strokes:
        for (x0, y0), (x1, y1) in zip(stroke, stroke[1:] or stroke, strict=False):
            length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2
            along = (((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / max(length2, 1)).clamp(0, 1)
            nearest = torch.minimum(
                nearest, torch.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))
            )
    return torch.nn.functional.avg_pool2d((nearest <= brush / 2).float()[None], fine)[0]


def scribble(chance, strokes, points, step=12):
    """A drawing that wanders over the canvas."""
    drawing = []
    for _ in range(strokes):
        x, y = chance.randint(0, SIZE), chance.randint(0, SIZE)
        stroke = [(x, y)]
        for _ in range(chance.randint(0, points)):
            x = min(max(x + chance.randint(-step, step), 0), SIZE)
            y = min(max(y + chance.randint(-step, step), 0), SIZE)
            stroke.append((x, y))
        drawing.append(tuple(stroke))
    return tuple(drawing)


@pytest.mark.parametrize("name", DRAWINGS)
def test_draw_covers_what_is_within_half_a_brush(name):
    strokes, brush = DRAWINGS[name]
    picture, exact = draw(strokes, brush) / 255, coverage(strokes, brush)
    assert picture.shape == (SIZE, SIZE)
    assert (picture - exact).abs().max() < 0.4  # a quarter of a pixel across a slanted edge
    assert (picture - exact).abs().sum() < 0.025 * exact.sum()
    assert picture.sum() == pytest.approx(float(exact.sum()), rel=0.02)


def test_draw_nothing_is_black():
    assert draw(()).sum() == 0


def test_strokes_lie_over_each_other():
    line, other = ((20, 30), (200, 210)), ((200, 40), (90, 260))
    both, first, second = draw((line, other)).int(), draw((line,)).int(), draw((other,)).int()
    assert (both >= torch.maximum(first, second)).all()
    assert (both <= first + second + 1).all()


@pytest.mark.parametrize("seed", range(200))
def test_a_drawing_that_fits_comes_back_as_it_was(seed):
    chance = random.Random(seed)
    drawing = scribble(chance, chance.randint(0, 6), 40, chance.choice((3, 12, 280)))
    text = encode(drawing)
    assert re.fullmatch(r"[A-Za-z0-9_.-]*", text)
    assert decode(text) == drawing


@pytest.mark.parametrize(
    "strokes, points, step", [(1, 5000, 5), (40, 200, 40), (3000, 0, 1), (700, 2, 280)]
)
def test_any_drawing_fits(strokes, points, step):
    drawing = scribble(random.Random(strokes), strokes, points, step)
    text = encode(drawing)
    assert len(text) <= LONGEST
    assert decode(text)


def test_a_long_drawing_still_looks_the_same():
    turns = [(i / 25, 30 + i / 12) for i in range(1100)]
    drawing = (
        tuple((round(140 + r * math.cos(a)), round(140 + r * math.sin(a))) for a, r in turns),
    )
    again = decode(encode(drawing))
    assert again != drawing
    assert (draw(again) / 255 - draw(drawing) / 255).abs().mean() < 0.02


@pytest.mark.parametrize("tolerance", [1, 3, 10])
def test_simplify_keeps_every_dropped_point_within_tolerance(tolerance):
    stroke = scribble(random.Random(tolerance), 1, 300, 6)[0]
    short = simplify(stroke, tolerance)
    assert (short[0], short[-1]) == (stroke[0], stroke[-1])
    assert set(short) <= set(stroke)
    near = coverage((short,), 2 * (tolerance + 0.75), fine=2)
    assert all(near[min(y, SIZE - 1), min(x, SIZE - 1)] > 0 for x, y in stroke)


@pytest.mark.parametrize(
    "text, says",
    [
        ("!", "'!'"),
        ("A", "list of points"),
        ("AA..AA", "list of points"),
        (".", "list of points"),
        ("BB", "leaves the canvas"),
        ("ggggggggA", "'g'"),
        ("ÄÄ", "'Ä'"),
        ("A" * 2001, "2001 characters"),
        ("-_-_", "leaves the canvas|out of place|cut off"),
        ("AAg", "cut off"),
        ("A" * 1_000_000, "1000000 characters"),
        ("\n", "out of place"),
        ("%00", "out of place"),
    ],
)
def test_other_text_is_the_readers_mistake(text, says):
    with pytest.raises(ValueError, match=says) as error:
        decode(text)
    assert "drawing=" in str(error.value) and len(str(error.value)) < 160


def test_decode_gives_strokes_on_the_canvas_or_a_value_error():
    chance = random.Random(0)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."
    for _ in range(5000):
        text = "".join(chance.choices(letters, k=chance.randint(0, 30)))
        try:
            drawing = decode(text)
        except ValueError:
            continue
        assert all(
            stroke and min(map(min, stroke)) >= 0 and max(map(max, stroke)) <= SIZE
            for stroke in drawing
        )
        assert decode(encode(drawing)) == drawing


def test_a_drawing_keeps_its_first_stroke_while_others_come_and_go():
    first, second, third = ((10, 10), (90, 200)), ((50, 50), (60, 60)), ((5, 5), (7, 7))
    texts = [encode(strokes) for strokes in ((first,), (first, second), (first, second, third))]
    assert len({first_stroke(text) for text in texts}) == 1
    assert first_stroke(encode((second,))) != first_stroke(texts[0]) != first_stroke("")
