"""A drawing becomes the 28 x 28 picture that MNIST's makers would have made of it."""

import gzip
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.data.handwriting.strokes import draw
from core.data.handwriting.styles import STYLES, write
from core.data.preparation import grey, normalise, prepare, steps

MNIST = next(Path(__file__).parents[3].glob("assets/**/t10k-images-idx3-ubyte.gz"))


def mnist(count):
    pixels = np.frombuffer(gzip.decompress(MNIST.read_bytes()), np.uint8, offset=16)
    return pixels.reshape(-1, 28, 28)[:count]


def drawing(name, seed=0, variation=1.0):
    return write(STYLES[name].template, 1, torch.Generator().manual_seed(seed), variation)[0]


def moved(strokes, across, down, scale=0.45):
    return tuple(
        tuple((round(x * scale) + across, round(y * scale) + down) for x, y in stroke)
        for stroke in strokes
    )


def centre(picture):
    """Centre of mass in numpy, rows and columns."""
    mass = np.asarray(picture, dtype=np.float64).reshape(28, 28)
    return (mass.sum(1) @ np.arange(28)) / mass.sum(), (mass.sum(0) @ np.arange(28)) / mass.sum()


def test_mnist_digits_stay_as_they_are():
    """But for a shift by one pixel where the centre of mass lies half-way between two, and for the
    faintest edge.
    """
    pictures = mnist(500)
    again = [(prepare(picture)[0] * 255).round().numpy() for picture in pictures]
    gaps = [
        min(
            abs(np.roll(prepared, (i, j), (0, 1)) - picture).mean()
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
        )
        for prepared, picture in zip(again, pictures, strict=True)
    ]
    assert np.mean([gap < 0.5 for gap in gaps]) > 0.98
    assert (
        np.mean(
            [(prepared == picture).all() for prepared, picture in zip(again, pictures, strict=True)]
        )
        > 0.7
    )


@pytest.mark.parametrize("name", STYLES)
def test_every_style_is_prepared_as_mnist_was(name):
    picture = prepare(draw(drawing(name)))
    assert picture.shape == (1, 28, 28) and picture.dtype == torch.float32
    rows, columns = (picture[0] > 0).any(1).sum(), (picture[0] > 0).any(0).sum()
    assert max(rows, columns) == 20
    assert (
        all(13.4 < coordinate < 14.6 for coordinate in centre(picture)) or max(rows, columns) > 18
    )


def test_the_values_survive_a_png(tmp_path):
    picture = prepare(draw(drawing("barred 7")))
    Image.fromarray((picture[0] * 255).round().to(torch.uint8).numpy()).save(tmp_path / "digit.png")
    again = torch.from_numpy(np.asarray(Image.open(tmp_path / "digit.png")).copy()) / 255
    assert torch.equal(again[None], picture)


@pytest.mark.parametrize(
    "name", ["1 with a flag and a foot", "barred 7", "9 with a curled tail", "open 4", "round 0"]
)
def test_the_same_digit_anywhere_is_the_same_within_a_pixel(name):
    strokes = drawing(name, variation=0.0)
    here = prepare(draw(moved(strokes, 0, 0)))[0]
    for across, down in [(3, 7), (60, 11), (120, 140), (1, 130)]:
        there = prepare(draw(moved(strokes, across, down)))[0]
        shifts = [
            (there - here.roll((i, j), (0, 1))).abs().mean() for i in (-1, 0, 1) for j in (-1, 0, 1)
        ]
        assert min(shifts) < 0.004


def test_every_kind_of_picture_is_the_same_picture():
    picture = draw(drawing("round 3"))
    expected = prepare(picture)
    array = picture.numpy()
    rgba = np.dstack(
        [np.full_like(array, 255)] * 3 + [array]
    )  # white ink on nothing, as a canvas has it
    for same in (
        array,
        Image.fromarray(array),
        Image.fromarray(array).convert("RGB"),
        rgba,
        torch.from_numpy(rgba),
        Image.fromarray(rgba),
        Image.fromarray(array).convert("P"),
        picture.t().contiguous().t(),
    ):
        assert torch.equal(prepare(same), expected)


@pytest.mark.parametrize(
    "blank",
    [
        torch.zeros(280, 280, dtype=torch.uint8),
        torch.full((280, 280), 9, dtype=torch.uint8),
        torch.full((280, 280), 255, dtype=torch.uint8),
        torch.zeros(280, 280, 4, dtype=torch.uint8),
        Image.new("L", (5, 3)),
        Image.new("RGBA", (30, 30), (255, 255, 255, 0)),
        torch.zeros(0, 0, dtype=torch.uint8),
    ],
)
def test_a_blank_picture_asks_for_a_drawing(blank):
    with pytest.raises(ValueError, match="a drawing is needed"):
        prepare(blank)


@pytest.mark.parametrize("wrong", [torch.zeros(28, 28), torch.zeros(3, 28, 28, dtype=torch.uint8)])
def test_another_array_is_the_callers_mistake(wrong):
    with pytest.raises(ValueError, match="image="):
        grey(wrong)


@pytest.mark.parametrize("size", [(1, 280), (280, 1), (3, 3), (20, 20), (7, 500), (1000, 900)])
def test_any_shape_of_ink_fits(size):
    picture = torch.zeros(size[0] + 4, size[1] + 4, dtype=torch.uint8)
    picture[2:-2, 2:-2] = 255
    prepared = prepare(picture)
    assert prepared.shape == (1, 28, 28) and prepared.max() == 1


def test_steps_lead_to_what_prepare_gives():
    way = steps(draw(drawing("looped 2")))
    assert way.drawing.shape == (280, 280)
    assert max(way.scaled.shape) == 20 and way.placed.shape == (28, 28)
    height, width = way.crop.shape
    assert way.scaled.shape[1] / way.scaled.shape[0] == pytest.approx(width / height, abs=0.06)
    assert torch.equal(way.placed[None] / 255, prepare(way.drawing))
    assert torch.equal(way.normalised, normalise(way.placed / 255))
    share = float(way.scaled.float().mean())  # antialiased: no ink is lost
    assert share == pytest.approx(float(way.crop.float().mean()), rel=0.05)
