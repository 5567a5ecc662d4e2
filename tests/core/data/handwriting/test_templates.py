"""The templates of digits: several for each, and each can be written."""

import pytest
import torch

from core.data.handwriting.hand import template, write
from core.data.handwriting.strokes import SIZE, decode, draw, encode
from core.data.handwriting.templates import STYLES


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def test_every_digit_has_several_styles():
    assert {
        digit: sum(style.digit == digit for style in STYLES.values()) >= 8 for digit in range(10)
    } == dict.fromkeys(range(10), True)
    assert len({style.template for style in STYLES.values()}) == len(STYLES)


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_named_after_its_digit(name):
    assert [word for word in name.replace(",", "").replace("-", " ").split() if word.isdigit()] == [
        str(STYLES[name].digit)
    ]


@pytest.mark.parametrize("name", STYLES)
def test_every_style_can_be_written(name):
    lifts = STYLES[name].template.count("|")
    for drawing in write(STYLES[name].template, 20, seeded(1)):
        assert len(drawing) in (lifts + 1, 1)
        xs, ys = zip(*(point for stroke in drawing for point in stroke), strict=True)
        assert min(*xs, *ys) >= 0 and max(*xs, *ys) <= SIZE
        assert 0.36 * SIZE <= max(max(xs) - min(xs), max(ys) - min(ys)) <= 0.84 * SIZE
        assert decode(encode(drawing)) == drawing


@pytest.mark.parametrize("name", STYLES)
def test_without_variation_the_template_is_written(name):
    """Each control point lies on the line, in the units of the canvas."""
    (drawing,) = write(STYLES[name].template, 1, seeded(), variation=0.0)
    picture = draw(drawing, brush=16)
    points = torch.cat([points for points, _ in template(STYLES[name].template).strokes])
    ink = picture.nonzero().float()
    low, high = ink.amin(0).flip(0) + 8, ink.amax(0).flip(0) - 8
    scale = (high - low).max() / (points.amax(0) - points.amin(0)).max()
    for x, y in ((points - points.amin(0)) * scale + low).round().int().tolist():
        near = picture[max(y - 9, 0) : y + 10, max(x - 9, 0) : x + 10]
        assert near.max() == 255
