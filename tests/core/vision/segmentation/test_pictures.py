"""Generated pictures are as their masks say, decided by a seed, and no easy prey of a threshold."""

import pytest
import torch

from core.vision.segmentation.metrics import boundary, dice
from core.vision.segmentation.pictures import (
    SCENES,
    background,
    best_threshold,
    draw_digits,
    generate,
    threshold,
)


@pytest.mark.parametrize("name", SCENES)
def test_a_seed_decides_the_pictures(name):
    a = generate(name, 6, 3)
    generate.cache_clear()
    b, c = generate(name, 6, 3), generate(name, 6, 4)
    assert torch.equal(a.pictures, b.pictures) and torch.equal(a.masks, b.masks)
    assert not torch.equal(a.pictures, c.pictures)
    assert a.pictures.shape == (6, 1, 64, 64) and a.pictures.dtype == torch.float32
    assert a.masks.shape == (6, 64, 64) and a.masks.dtype == torch.int64
    assert float(a.pictures.min()) >= 0 and float(a.pictures.max()) <= 1
    assert int(a.masks.max()) < len(a.classes) == len(SCENES[name].classes)
    assert all(bool((mask > 0).any() and (mask == 0).any()) for mask in a.masks)
    assert len(a.part(slice(2))) == 2


def test_shapes_have_an_outline_and_most_no_filling():
    scenes = generate("Shapes", 40, 0, noise=0.0)
    ground = background(40, 64, torch.Generator().manual_seed(0))  # drawn first
    apart = (scenes.pictures - ground.clamp(0, 1)).abs()[:, 0]
    shapes = scenes.masks == 1
    assert float((apart[boundary(shapes)] > 0.1).double().mean()) > 0.9  # but where it is clipped
    assert 0.3 < float((apart[shapes & ~boundary(shapes)] < 1e-6).double().mean()) < 0.8
    strokes = apart[~shapes] > 1e-6
    assert 0.005 < float(strokes.double().mean()) < 0.05
    assert 0.08 < float(shapes.double().mean()) < 0.12


def test_held_out_digits_are_in_no_training(monkeypatch):
    generator = torch.Generator().manual_seed(0)
    digits = torch.randint(1, 256, (10_000, 28, 28), generator=generator, dtype=torch.uint8)
    labels = torch.arange(10_000) >= 8000  # 0 in training, 1 held out
    monkeypatch.setattr("core.data.mnist.test_digits", lambda: (digits, labels))
    for held_out in (False, True):
        masks = SCENES["Digits"].build(9, 0.0, 64, generator, held_out)[1]
        assert masks.unique().tolist() == [0, 1 + held_out]


def test_no_digit_lies_over_another():
    """Blots as large as a digit may be: each is whole."""
    digits = torch.full((9, 28, 28), 255, dtype=torch.uint8)
    generator = torch.Generator().manual_seed(1)
    pictures, masks = draw_digits(digits, torch.arange(9), 20, 0.0, 64, generator)
    assert torch.equal(masks > 0, pictures[:, 0] > 0.99)
    sizes = torch.stack([(masks == label).sum((1, 2)) for label in range(1, 10)])
    assert int(sizes.sum()) > 20 * 2 * 400 and not (sizes % 400).any()


def test_the_baseline_is_the_best_of_its_kind():
    scenes = generate("Shapes", 30, 0)
    distance = best_threshold(scenes)
    quality = {
        step: dice(threshold(scenes.pictures, step) > 0, scenes.masks > 0)
        for step in (distance - 0.02, distance, distance + 0.02)
    }
    assert max(quality, key=quality.get) == distance
    assert 0.3 < quality[distance] < 0.6
    picture = torch.full((1, 1, 3, 3), 0.5)
    picture[0, 0, 0, 0], picture[0, 0, 0, 1] = 0.9, 0.2
    assert threshold(picture, 0.25).sum() == 2 and threshold(picture, 0.35).sum() == 1
