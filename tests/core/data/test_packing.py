"""A prepared digit as text for a link."""

import pytest
import torch

from core.data.datasets import load
from core.data.packing import pack, unpack


def test_a_packed_picture_comes_back_and_fits_a_link():
    for picture in load("MNIST").test_images[:200, 0]:
        text = pack(picture)
        assert torch.equal(unpack(text), picture)
        assert len(text) <= 1200


@pytest.mark.parametrize("text", ["", "x", "!!!", "A" * 1200, "eJwDAAAAAAE", "ä"])
def test_a_spoilt_packed_picture_is_named(text):
    with pytest.raises(ValueError, match="photo="):
        unpack(text)


def test_a_packed_bomb_is_not_unpacked():
    import base64
    import zlib

    with pytest.raises(ValueError, match="photo="):
        unpack(base64.urlsafe_b64encode(zlib.compress(bytes(50_000_000), 9)).decode())
