"""Prepared digits as text for a link."""

import base64
import binascii
import zlib
from collections.abc import Sequence

import torch
from torch import Tensor

MOST = 16  # digits of one image, and in one text
BETWEEN = "."


def pack(picture: Tensor) -> str:
    """A prepared picture, (28, 28) uint8, as text for a link; `unpack` reads it back."""
    return (
        base64.urlsafe_b64encode(zlib.compress(bytes(picture.flatten().tolist()), 9))
        .decode()
        .rstrip("=")
    )


def unpack(text: str) -> Tensor:
    """The picture, (28, 28) uint8, that `pack` wrote; anything else is a `ValueError`."""
    try:
        data = zlib.decompressobj().decompress(
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), 28 * 28 + 1
        )
    except (binascii.Error, zlib.error, ValueError):
        data = b""
    if len(data) != 28 * 28:
        raise ValueError(
            f"photo={text[:20]!r} must be a packed picture of 28 x 28 pixels, or empty"
        )
    return torch.frombuffer(bytearray(data), dtype=torch.uint8).view(28, 28)


def pack_each(pictures: Sequence[Tensor]) -> str:
    """Several prepared pictures, each (28, 28) uint8, as one text; that of one picture is `pack`'s.

    Raises:
        ValueError: they are more than MOST.
    """
    check_count(pictures)
    return BETWEEN.join(map(pack, pictures))


def check_count(pictures: Sequence[Tensor]) -> None:
    """Refuses the digits of one image, a picture each.

    Raises:
        ValueError: they are more than MOST.
    """
    if len(pictures) > MOST:
        raise ValueError(
            f"image shows {len(pictures)} digits that stand apart: at most {MOST} are read"
        )


def unpack_each(text: str) -> tuple[Tensor, ...]:
    """The pictures, (28, 28) uint8, that `pack_each` wrote; anything else is a `ValueError`."""
    parts = text.split(BETWEEN)
    if len(parts) > MOST:
        raise ValueError(f"photo={text[:20]!r} holds {len(parts)} digits: at most {MOST}")
    return tuple(map(unpack, parts))
