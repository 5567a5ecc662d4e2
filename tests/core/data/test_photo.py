"""Photos made from MNIST digits: dark on light and light on dark, uneven light, a shadow, grain and
noise.
"""

import gzip
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch.nn import functional as F

from core.data.handwriting.strokes import draw
from core.data.photo import SIDE, from_photo
from core.data.preparation import prepare

MNIST = next(Path(__file__).parents[3].glob("assets/**/t10k-images-idx3-ubyte.gz"))
HEIGHT, WIDTH = 360, 480


def digit(index):
    pixels = np.frombuffer(gzip.decompress(MNIST.read_bytes()), np.uint8, offset=16)
    return torch.from_numpy(pixels.reshape(-1, 28, 28)[index].copy())


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


def test_a_drawing_is_its_own_photo():
    white_on_black = draw((((60, 60), (220, 50), (120, 230)), ((90, 150), (200, 140))))
    black_on_white = 255 - white_on_black
    for picture in (
        white_on_black,
        black_on_white,
        Image.fromarray(black_on_white.numpy()).convert("RGB"),
    ):
        assert _overlap(prepare(from_photo(picture)), prepare(white_on_black)) > 0.95


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
