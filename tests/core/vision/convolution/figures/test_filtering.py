"""A picture and its output: small enough, and shown as is said."""

import base64
import io
import itertools
import json

import pytest
import torch
from PIL import Image

from core.data.inputs import PICTURES
from core.plots.numbers import number
from core.vision.convolution.figures import filtering as figures
from core.vision.convolution.kernels import KERNELS, weights
from core.vision.convolution.state import (
    ABSOLUTE,
    AS_IT_IS,
    AUTOMATIC,
    SIGNED,
    STRETCHED,
    State,
    filtered,
)

MOST_BYTES = 1_500_000
"""That all pictures of a page may have together."""


def size(data):
    return len(json.dumps(data))


def text(value):
    return number(value, 3)


@pytest.mark.parametrize("kernel", ["Sobel", "Random", "Gaussian blur", "Identity"])
def test_all_pictures_of_the_page_are_small_enough(kernel):
    for picture, colour, way in itertools.product(PICTURES, (False, True), (SIGNED, AS_IT_IS)):
        state = State(picture=picture, colour=colour, side=512, kernel=kernel)
        shown = (
            figures.input_picture(filtered(state).picture),
            figures.output_picture(filtered(state).output, way),
        )
        assert sum(size(drawn.as_data()) for drawn in shown) < MOST_BYTES, state


@pytest.mark.parametrize("shown", [AS_IT_IS, SIGNED, STRETCHED, ABSOLUTE])
@pytest.mark.parametrize("channels", [1, 3])
def test_the_output_is_shown_as_said(shown, channels):
    output = torch.linspace(-2, 2, 16).view(1, 4, 4).expand(channels, -1, -1)
    picture = figures.output_picture(output, shown)
    assert picture.signed == (shown == SIGNED and channels == 1)
    image = Image.open(io.BytesIO(base64.b64decode(picture.source.split(",")[1]))).convert("L")
    low, *_, high = image.tobytes()
    assert (low, high) == {
        AS_IT_IS: (0, 255),
        SIGNED: (1, 255),
        STRETCHED: (0, 255),
        ABSOLUTE: (255, 255),
    }[shown]


def test_automatic_follows_the_kernel():
    sobel, blur = (weights(KERNELS.pick(name), "") for name in ("Sobel", "Gaussian blur"))
    assert figures.colours_for(sobel, AUTOMATIC) == SIGNED
    assert figures.colours_for(blur, AUTOMATIC) == AS_IT_IS
    assert figures.colours_for(sobel, ABSOLUTE) == ABSOLUTE


def test_the_words_have_the_numbers():
    done = filtered(State(picture="balls"))
    low, high = done.output.aminmax()
    words = figures.output_words(done, SIGNED)
    assert text(float(low)) in words and text(float(high)) in words and "256 × 256" in words
    assert "red, green and blue" in figures.input_words(filtered(State(colour=True)))


def test_a_small_output_is_smaller_than_the_picture_but_never_tiny():
    assert figures.output_frame(filtered(State(stride=1, padding=1))) == (256, 256)
    third = filtered(State(stride=3))
    assert third.output.shape[1:] == (86, 86)
    assert figures.output_frame(third) == (143, 143)
    larger = filtered(State(source="test digit", index=0, padding=9))
    assert figures.output_frame(larger) == larger.output.shape[:0:-1]


def test_pixels_that_are_never_read_are_counted():
    state = State(stride=5, padding=0, side=64)  # 13 windows of 3: 39 of 64 rows and columns
    assert filtered(state).output.shape[1:] == (13, 13)
    words = figures.skipped_words(filtered(state), state)
    assert words.startswith(f"**{64 * 64 - 39 * 39:,} of 4,096 pixels are never read**")
    assert figures.skipped_words(filtered(State()), State()) == ""
