"""A drawing or a picture that is segmented."""

import io

import pytest
import torch
from PIL import Image

from core.data import inputs
from core.images import open_image
from core.vision.segmentation.pictures import NOISE, SIDE
from core.vision.segmentation.sketch import (
    CONTRAST,
    TEXTURE,
    Sketched,
    Sketching,
    contrast,
    ink,
    numbers,
    over_texture,
    sketched,
    square_of,
)
from core.vision.segmentation.trained import shipped


def test_a_drawing_lies_over_a_texture():
    empty, full = torch.zeros(280, 280), torch.full((280, 280), 255.0)
    plain = over_texture(empty, 0.35, 0.0, TEXTURE, SIDE)
    inked = over_texture(full, 0.2, 0.0, TEXTURE, SIDE)
    assert plain.shape == (1, 1, SIDE, SIDE)
    assert torch.allclose(inked, (plain + 0.2).clamp(0, 1), atol=1e-6)


def shape_of(picture):
    """The probability of shape by the shipped network, (H, W)."""
    with torch.inference_mode():
        return shipped().network(picture).softmax(1)[0, 1]


def test_the_mask_is_that_of_the_network():
    setting = Sketching(dark=True)
    seen = sketched(setting)
    picture = over_texture(ink(setting), -CONTRAST, NOISE, TEXTURE, SIDE)
    probability = shape_of(picture)
    assert torch.allclose(seen.probability, probability, atol=1e-6)
    assert numbers(setting)["pixels of shape"] == int((probability > 0.5).sum())
    assert contrast(setting) == -contrast(Sketching())


def test_nothing_is_drawn_where_there_are_no_strokes():
    assert not ink(Sketching(strokes="")).any() and ink(Sketching()).any()


def upload(picture: Image.Image, **options) -> Sketching:
    """The state of who uploads this picture as a PNG."""
    file = io.BytesIO()
    picture.save(file, "PNG", **options)
    return Sketching(source="photo", photo=inputs.keep(open_image(file.getvalue())))


def in_grey(rows: int, columns: int) -> Image.Image:
    """A picture of noise in greys, blocks of 2 x 2 pixels of one grey."""
    noise = torch.randint(
        256, (rows // 2, columns // 2), generator=torch.Generator().manual_seed(0)
    )
    blocks = noise.repeat_interleave(2, 0).repeat_interleave(2, 1)
    return Image.fromarray(blocks.byte().numpy())


def test_an_upload_is_cut_to_its_middle_and_made_as_small_as_the_training_had_it():
    picture = in_grey(128, 200)
    blocks = torch.tensor(list(picture.tobytes())).view(128, 200)[:, 36:164]
    seen = sketched(upload(picture))
    expected = blocks[::2, ::2] / 255  # each block is a pixel
    assert torch.allclose(seen.picture, expected, atol=1e-6)
    assert torch.allclose(seen.probability, shape_of(expected[None, None]), atol=1e-6)


def test_an_upload_stands_upright_and_what_is_transparent_is_white():
    picture = in_grey(128, 128)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the first row is the right edge
    turned = sketched(upload(picture, exif=exif)).picture
    assert torch.equal(turned, sketched(upload(picture)).picture.rot90(-1))
    picture.putalpha(0)
    assert bool((sketched(upload(picture)).picture == 1).all())


def test_colours_stay_in_what_is_shown_of_an_upload():
    red = Image.new("RGB", (90, 60), (200, 10, 30))
    pixels = square_of(upload(red))
    assert pixels.shape == (3, 60, 60)
    assert pixels[:, 7, 7].tolist() == [200, 10, 30]
    grey = 0.299 * 200 + 0.587 * 10 + 0.114 * 30
    assert float(sketched(upload(red)).picture.mean()) == pytest.approx(grey / 255, abs=1 / 255)


def test_an_upload_that_is_missing_is_told():
    with pytest.raises(ValueError, match="upload a picture first"):
        sketched(Sketching(source="photo"))
    with pytest.raises(ValueError, match="upload it again"):
        sketched(Sketching(source="photo", photo="upload-" + 20 * "0"))


def test_the_classes_of_all_pixels_are_counted():
    """The likeliest class, where those that are no background are together as likely as it."""
    every = torch.tensor([[0.6, 0.5, 0.2, 0.4], [0.4, 0.1, 0.5, 0.0], [0.0, 0.4, 0.3, 0.6]])
    seen = Sketched(torch.zeros(2, 2), every.view(3, 2, 2), ("background", "a", "b"))
    assert seen.mask.flatten().tolist() == [0, 2, 1, 2]
    assert seen.counts == {"background": 1, "a": 1, "b": 2} and not seen.is_binary
