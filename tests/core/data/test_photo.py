"""Photos made from MNIST digits: dark on light and light on dark, uneven light, a shadow, grain and
noise; and clean pictures, which are read as they are.
"""

import functools
import gzip
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageChops, ImageDraw
from torch.nn import functional as F

from core.data.handwriting.hand import write
from core.data.handwriting.strokes import decode, draw
from core.data.handwriting.styles import STYLES, written
from core.data.photo import SIDE, from_photo, prepared_digit
from core.data.preparation import normalise, prepare, steps
from core.training import store

MNIST = next(Path(__file__).parents[3].glob("assets/**/t10k-images-idx3-ubyte.gz"))
HEIGHT, WIDTH = 360, 480


@functools.cache
def mnist():
    """The test pictures of MNIST, (10000, 28, 28) uint8, read without our own reader."""
    pixels = np.frombuffer(gzip.decompress(MNIST.read_bytes()), np.uint8, offset=16)
    return torch.from_numpy(pixels.reshape(-1, 28, 28).copy())


def digit(index):
    return mnist()[index].clone()


def photo(ink, generator, dark=True, contrast=0.5, noise=0.03, shadow=0.3, size=220):
    """A digit on paper whose brightness falls to one side, with a soft-edged shadow, grain and
    sensor noise.
    """
    down, across = torch.meshgrid(
        torch.linspace(0, 1, HEIGHT), torch.linspace(0, 1, WIDTH), indexing="ij"
    )
    angle, top, left = torch.rand(3, generator=generator).tolist()
    angle = 2 * math.pi * angle
    paper = 0.6 + 0.2 * (across * math.cos(angle) + down * math.sin(angle))
    paper *= 1 - shadow * torch.sigmoid(25 * (across * math.sin(angle) - down * math.cos(angle)))
    grain = torch.randn(1, 1, HEIGHT // 4, WIDTH // 4, generator=generator) * 0.02
    paper *= 1 + F.interpolate(grain, size=(HEIGHT, WIDTH), mode="bilinear")[0, 0]
    shape = F.interpolate(ink[None, None] / 255, size=(size, size), mode="bilinear")[0, 0]
    top, left = 10 + int(top * (HEIGHT - size - 20)), 10 + int(left * (WIDTH - size - 20))
    mask = F.pad(shape, (left, WIDTH - size - left, top, HEIGHT - size - top))
    light = paper * (1 - contrast * mask) if dark else 0.1 + 0.3 * paper + 0.7 * contrast * mask
    light += noise * torch.randn(HEIGHT, WIDTH, generator=generator)
    return (light.clamp(0, 1) * 255).to(torch.uint8)


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize(
    "size, contrast, noise",
    [
        (100, 0.6, 0.03),
        (220, 0.5, 0.05),
        (220, 0.3, 0.02),
        (320, 0.5, 0.03),
    ],
)
def test_the_digit_is_found(dark, size, contrast, noise):
    generator = torch.Generator().manual_seed(size)
    for index in (0, 2, 4):
        ink = digit(index)
        result = from_photo(photo(ink, generator, dark, contrast, noise, size=size))
        assert result.shape == (SIDE * HEIGHT // WIDTH, SIDE) and result.dtype == torch.uint8
        seen, known = prepare(result)[0], ink / 255
        best = max(
            _overlap(seen, known.roll((i, j), (0, 1))) for i in (-1, 0, 1) for j in (-1, 0, 1)
        )
        assert best > 0.8


def _overlap(picture, other):
    return float((picture * other).sum() / (picture.norm() * other.norm()))


@functools.cache
def drawing(name, brush=20):
    return draw(write(STYLES[name].template, 1, torch.Generator(), variation=0)[0], brush)


def rgb(picture):
    """A grey picture, (H, W) uint8, as an upload comes."""
    return Image.fromarray(picture.numpy()).convert("RGB")


SAMPLE = (
    "oval 0",
    "spiral 0",
    "slanted 1",
    "1 with a foot",
    "2 with a wavy base",
    "2 with a straight back",
    "3 with a loop in the middle",
    "open 4",
    "open 4 in one stroke",
    "4 with a short stem",
    "angular 5",
    "5 with a short neck",
    "6 like a b",
    "barred 7 with a hook",
    "upright 7",
    "crossed 8",
    "9 with a slanted tail",
    "9 like a g",
    "9 with a crossing loop",
)
"""Styles of each digit, for what takes long."""


@pytest.mark.parametrize("brush", [20, 28, 40])
@pytest.mark.parametrize("dark", [True, False])
def test_a_drawing_is_its_own_photo(dark, brush):
    """However thick its strokes are, and whichever of the two is the ink."""
    for name in STYLES:
        ink = drawing(name, brush)
        assert torch.equal(from_photo(rgb(255 - ink if dark else ink)), ink), name


@functools.cache
def uploaded(side, dark):
    """200 digits of MNIST, prepared as they come out of an upload, (200, 1, 28, 28)."""
    inks = [digit(index) for index in range(0, 10_000, 50)]
    uploads = [
        rgb(255 - ink if dark else ink).resize((side, side), Image.Resampling.BICUBIC)
        for ink in inks
    ]
    return torch.stack([prepare(from_photo(upload)) for upload in uploads])


def answers(pictures, model):
    """What a network reads in prepared pictures, (N, 1, 28, 28) in [0, 1]: N digits."""
    with torch.inference_mode():
        return model(normalise(pictures)).argmax(1)


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("side", [28, 280])
@pytest.mark.parametrize("name", ["DigitNet", "LeNet"])
def test_a_digit_of_mnist_is_read_as_it_is_also_when_it_is_enlarged(name, side, dark):
    model = store.load(name)
    known = torch.stack([prepare(digit(index)) for index in range(0, 10_000, 50)])
    same = answers(uploaded(side, dark), model) == answers(known, model)
    assert same.sum() >= (199 if side == 28 else 197)


def test_a_small_digit_on_white_is_not_taken_for_a_prepared_one():
    ink = digit(0)
    assert torch.equal(prepared_digit(ink[None]), ink[None])
    assert _overlap(prepared_digit(255 - ink[None], photo=True)[0] / 255, ink / 255) > 0.99


@pytest.mark.parametrize("noise", [0.0, 0.02])
@pytest.mark.parametrize("dark", [True, False])
def test_a_picture_cut_exactly_at_the_ink(dark, noise):
    generator, wrong = torch.Generator().manual_seed(0), []
    for name in SAMPLE:
        ink = drawing(name)
        crop = steps(ink).crop / 255
        light = 0.85 - 0.65 * crop if dark else 0.15 + 0.65 * crop
        light += noise * torch.randn(light.shape, generator=generator)
        seen = prepare(from_photo((light.clamp(0, 1) * 255).to(torch.uint8)))
        if _overlap(seen, prepare(ink)) < 0.9:
            wrong.append(name)
    assert not set(wrong) - {"slanted 1"}, "a bar alone leaves hardly any paper at the rim"


@pytest.mark.parametrize("radius", [4, 8, 12])
@pytest.mark.parametrize("scale", [0.3, 0.6])
def test_a_stray_dot_beside_a_digit_is_left_out(scale, radius):
    for name in SAMPLE:
        ink = draw(decode(written(name, scale, 60, 60)), 40 * scale)
        known = from_photo(rgb(255 - ink))
        dotted = Image.fromarray(ink.numpy())
        box = (230 - radius, 220 - radius, 230 + radius, 220 + radius)
        ImageDraw.Draw(dotted).ellipse(box, fill=255)
        assert torch.equal(from_photo(ImageChops.invert(dotted).convert("RGB")), known), name


@pytest.mark.parametrize("softness", [0.01, 0.05, 0.2])
@pytest.mark.parametrize("noise", [0.0, 0.02])
def test_the_edge_of_a_shadow_on_blank_paper_shows_no_digit(softness, noise):
    generator = torch.Generator().manual_seed(0)
    down, across = torch.meshgrid(*[torch.linspace(-1, 1, 300)] * 2, indexing="ij")
    for angle in (0.0, 0.3, 0.8, 1.57, 2.5, 4.0):
        for beginning, darkness in ((-0.7, 0.15), (-0.3, 0.35), (0.0, 0.6), (0.4, 0.6)):
            distance = across * math.cos(angle) + down * math.sin(angle) - beginning
            light = 0.85 * (1 - darkness * torch.sigmoid(4 * distance / softness))
            light += noise * torch.randn(300, 300, generator=generator)
            with pytest.raises(ValueError, match="no digit"):
                from_photo((light.clamp(0, 1) * 255).to(torch.uint8))


@pytest.mark.parametrize("noise", [0.0, 0.02, 0.08])
def test_empty_paper_shows_no_digit(noise):
    empty = photo(
        torch.zeros(28, 28, dtype=torch.uint8), torch.Generator().manual_seed(0), noise=noise
    )
    with pytest.raises(ValueError, match="no digit"):
        from_photo(empty)


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (1, 300), (9, 2000), (28, 28)])
def test_small_and_odd_pictures(shape):
    noise = torch.randint(
        0, 256, shape, generator=torch.Generator().manual_seed(1), dtype=torch.uint8
    )
    for picture in (
        noise,
        torch.full(shape, 200, dtype=torch.uint8),
        torch.zeros(shape, dtype=torch.uint8),
    ):
        try:
            assert from_photo(picture).ndim == 2
        except ValueError as error:
            assert "no digit" in str(error)
