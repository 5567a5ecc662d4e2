"""A drawing that is segmented."""

import torch

from core.vision.segmentation.pictures import NOISE, SIDE
from core.vision.segmentation.sketch import (
    CONTRAST,
    TEXTURE,
    Sketching,
    contrast,
    ink,
    numbers,
    over_texture,
    sketched,
)
from core.vision.segmentation.trained import shipped


def test_a_drawing_lies_over_a_texture():
    empty, full = torch.zeros(280, 280), torch.full((280, 280), 255.0)
    plain = over_texture(empty, 0.35, 0.0, TEXTURE, SIDE)
    inked = over_texture(full, 0.2, 0.0, TEXTURE, SIDE)
    assert plain.shape == (1, 1, SIDE, SIDE)
    assert torch.allclose(inked, (plain + 0.2).clamp(0, 1), atol=1e-6)


def test_the_mask_is_that_of_the_network():
    setting = Sketching(dark=True)
    seen = sketched(setting)
    picture = over_texture(ink(setting), -CONTRAST, NOISE, TEXTURE, SIDE)
    with torch.inference_mode():
        probability = shipped().network(picture).softmax(1)[0, 1]
    assert torch.allclose(seen.probability, probability, atol=1e-6)
    assert numbers(setting)["pixels of shape"] == int((probability > 0.5).sum())
    assert contrast(setting) == -contrast(Sketching())


def test_nothing_is_drawn_where_there_are_no_strokes():
    assert not ink(Sketching(strokes="")).any() and ink(Sketching()).any()
