"""A prepared digit as text for a link."""

import base64
import binascii
import zlib

import torch
from torch import Tensor


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
