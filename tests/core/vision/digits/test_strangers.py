"""Letters, signs and scribbles are told from digits: none of these drawings was trained on."""

import string

import pytest
import torch
from PIL import Image, ImageDraw, ImageFont

from core.data import mnist
from core.data.handwriting.styles import digits
from core.data.preparation import normalise, prepare
from core.vision.digits.strangers import familiar, looks_like_a_digit
from tests.strangers import LETTERS, SIGNS, strangers


@torch.inference_mode()
def share_taken_for_strangers(pictures):
    """Of pictures (N, 28, 28) uint8."""
    scores = [familiar()(normalise(part[:, None] / 255)) for part in pictures.split(500)]
    return float((torch.cat(scores) <= 0).float().mean())


def test_digits_are_hardly_ever_taken_for_strangers():
    assert share_taken_for_strangers(mnist.test_digits()[0]) < 0.02
    styled = digits(600, torch.Generator().manual_seed(987654321))[0]
    assert share_taken_for_strangers(styled) < 0.02


@pytest.mark.parametrize("templates", [LETTERS, SIGNS], ids=["letters", "signs"])
def test_four_of_five_letters_and_scribbles_are_caught(templates):
    others = strangers(400, torch.Generator().manual_seed(987654321), templates)
    assert share_taken_for_strangers(others[:200]) > 0.8  # the templates
    assert share_taken_for_strangers(others[200:]) > 0.8  # scribbles, and two digits that touch


LIKE_DIGITS = "OoDQCcIlZzSsBbgq"


def test_letters_of_a_font_are_caught_too():
    """Pillow's own: nothing that the network has learned from looks like it."""
    font, shares = ImageFont.load_default(220), []
    for letter in sorted(set(string.ascii_letters) - set(LIKE_DIGITS)):
        canvas = Image.new("L", (300, 300))
        ImageDraw.Draw(canvas).text((60, 20), letter, 255, font)
        shares.append(not looks_like_a_digit(prepare(canvas)))
    assert sum(shares) / len(shares) > 0.8


def test_one_picture_is_told_as_many_are():
    pictures = mnist.test_digits()[0][:50]
    shares = [looks_like_a_digit(picture[None] / 255) for picture in pictures]
    assert 1 - sum(shares) / 50 == pytest.approx(share_taken_for_strangers(pictures))
    blot = torch.zeros(280, 280, dtype=torch.uint8)
    blot[40:240, 40:240] = 255
    assert not looks_like_a_digit(prepare(blot))
