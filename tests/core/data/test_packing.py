"""A prepared digit as text for a link."""

import pytest
import torch

from core.data.datasets import load
from core.data.packing import MOST, pack, pack_each, unpack, unpack_each


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


def test_several_packed_pictures_come_back():
    pictures = tuple(load("MNIST").test_images[:MOST, 0])
    text = pack_each(pictures)
    assert all(map(torch.equal, unpack_each(text), pictures)) and len(text) <= 6000
    assert pack_each(pictures[:1]) == pack(pictures[0])
    assert torch.equal(*unpack_each(pack(pictures[0])), pictures[0])


def test_more_pictures_than_there_is_room_for_are_refused():
    (picture,) = load("MNIST").test_images[:1, 0]
    with pytest.raises(ValueError, match="shows 17 digits"):
        pack_each([picture] * 17)
    with pytest.raises(ValueError, match="holds 17 digits"):
        unpack_each(".".join([pack(picture)] * 17))


@pytest.mark.parametrize("text", ["", ".", "a.b"])
def test_a_spoilt_text_of_several_is_named(text):
    with pytest.raises(ValueError, match="photo="):
        unpack_each(text)
