"""A hand that writes: what it reads of a template, and how far it strays from it."""

import pytest
import torch

from core.data.handwriting.hand import template, write
from core.data.handwriting.strokes import SIZE
from core.data.handwriting.styles import STYLES

TEXT = "0,26 24,0! 24,100 | 2,100 48,100"


def test_a_template_is_read_as_it_is_written():
    (first, corners), (second, _) = template(TEXT).strokes
    assert torch.allclose(first, torch.tensor([[0, 0.26], [0.24, 0], [0.24, 1]]))
    assert corners.tolist() == [False, True, False]
    assert second.shape == (2, 2)


def test_without_variation_the_drawing_is_the_template_and_in_the_middle():
    (drawing,) = write(TEXT, 1, torch.Generator(), variation=0)
    points = torch.tensor([point for stroke in drawing for point in stroke], dtype=torch.float64)
    low, high = points.amin(0), points.amax(0)
    assert len(drawing) == 2
    assert ((low + high) / 2).tolist() == pytest.approx([SIZE / 2, SIZE / 2], abs=2)
    width, height = (high - low).tolist()
    assert width / height == pytest.approx(0.48, abs=0.03)  # whole pixels, and the pen's tilt


def test_no_two_are_alike_and_the_generator_decides():
    first = write(TEXT, 20, torch.Generator().manual_seed(1))
    assert len(set(first)) == 20
    assert write(TEXT, 20, torch.Generator().manual_seed(1)) == first
    assert write(TEXT, 20, torch.Generator().manual_seed(2)) != first


@pytest.mark.parametrize("name", STYLES)
def test_every_point_is_a_pixel_of_the_canvas(name):
    for drawing in write(STYLES[name].template, 10, torch.Generator().manual_seed(0)):
        for stroke in drawing:
            assert stroke
            assert all(isinstance(at, int) and 0 <= at <= SIZE for point in stroke for at in point)
