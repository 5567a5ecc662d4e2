"""Each augmentation: pure, reproducible, and the identity at strength nothing."""

import pytest
import torch

from core.training.augmentation import AUGMENTATIONS, affine, elastic, pen

NOTHING = {
    "degrees": 0,
    "translate": 0.0,
    "scale": 0.0,
    "shear": 0.0,
    "strength": 0.0,
    "thickness": 0.0,
}


def batch(count=64):
    """A square off the centre in each picture."""
    pictures = torch.zeros(count, 1, 28, 28)
    pictures[:, :, 8:18, 10:22] = 1
    return pictures


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def centres(pictures):
    mass = pictures.sum((1, 2, 3))
    positions = torch.arange(28.0)
    return (pictures.sum((1, 2)) * positions).sum(1) / mass, (pictures.sum((1, 3)) * positions).sum(
        1
    ) / mass


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_the_contract_of_every_augmentation(name):
    pick, pictures = AUGMENTATIONS.pick(name), batch()
    before = pictures.clone()
    torch.manual_seed(1)
    first = pick.build(pictures, seeded())
    torch.manual_seed(2)
    assert torch.equal(first, pick.build(pictures, seeded()))  # the global generator plays no part
    assert torch.equal(pictures, before)
    assert first.shape == pictures.shape and first.dtype == torch.float32
    assert first.min() >= 0 and first.max() <= 1 + 1e-6
    assert (name == "None") == torch.equal(first, pick.build(pictures, seeded(1)))


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_at_strength_nothing_a_picture_stays(name):
    arguments = {key: NOTHING[key] for key in AUGMENTATIONS[name].parameters}
    assert torch.allclose(
        AUGMENTATIONS.pick(name, **arguments).build(batch(), seeded()), batch(), atol=1e-5
    )


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_at_full_strength_nothing_breaks(name):
    arguments = {key: spec.high for key, spec in AUGMENTATIONS[name].parameters.items()}
    assert AUGMENTATIONS.pick(name, **arguments).build(batch(), seeded()).isfinite().all()


def test_a_shift_moves_by_whole_amounts_up_to_the_largest():
    across, down = centres(affine(batch(500), seeded(), degrees=0, translate=3.0, scale=0, shear=0))
    for coordinate, middle in ((across, 15.5), (down, 12.5)):
        assert (coordinate - middle).abs().max() <= 3.01 and (coordinate - middle).abs().max() > 2.7
        assert abs(float((coordinate - middle).mean())) < 0.3


def test_a_rotation_turns_about_the_centre():
    pictures = torch.zeros(200, 1, 28, 28)
    pictures[:, :, 13:15, 22:24] = 1  # 9 pixels to the right of the centre
    across, down = centres(affine(pictures, seeded(), degrees=30, translate=0, scale=0, shear=0))
    across, down = across - 13.5, down - 13.5
    assert torch.allclose(torch.hypot(across, down), torch.tensor(9.0), atol=0.3)
    assert torch.atan2(down, across).abs().max().rad2deg() == pytest.approx(30, abs=2.5)


def test_a_scale_changes_width_and_height_apart():
    ink = affine(batch(500), seeded(), degrees=0, translate=0, scale=0.2, shear=0)
    width, height = ink.amax(2).sum((1, 2)), ink.amax(3).sum((1, 2))
    assert 12 * 0.78 < width.min() < 12 * 0.86 and 12 * 1.14 < width.max() < 12 * 1.24
    assert abs(float(torch.corrcoef(torch.stack([width, height]))[0, 1])) < 0.15


def test_bending_is_of_the_strength_asked_for():
    pictures = torch.zeros(400, 1, 28, 28)
    pictures[:, :, 13:15, 13:15] = 1
    across, down = centres(
        elastic(pictures, seeded(), strength=1.5, degrees=0, translate=0, scale=0, shear=0)
    )
    for coordinate in (across, down):
        assert 0.9 < (coordinate - 13.5).std() < 1.8


def test_the_pen_thickens_some_and_thins_others_by_at_most_a_pixel_a_side():
    ink = pen(
        batch(500), seeded(), thickness=1.0, strength=0, degrees=0, translate=0, scale=0, shear=0
    ).sum((1, 2, 3))
    assert ink.min() >= 8 * 10 - 0.01 and ink.max() <= 12 * 14 + 0.01
    assert (ink > 125).any() and (ink < 115).any()
