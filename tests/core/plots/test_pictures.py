"""Pictures on their way to the browser."""

import base64
import io

import pytest
import torch
from PIL import Image

from core.plots.pictures import picture


def read(shown):
    kind, data = shown.source.split(",")
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return kind, pixels.view(image.height, image.width, -1).permute(2, 0, 1)


@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 28, 40), (3, 128, 128), (1, 1, 1)])
def test_a_small_picture_keeps_every_value(shape):
    pixels = torch.randint(0, 256, shape, generator=torch.Generator().manual_seed(0)).to(
        torch.uint8
    )
    shown = picture(pixels)
    kind, result = read(shown)
    assert kind == "data:image/png;base64" and torch.equal(result, pixels)
    assert (shown.height, shown.width) == shape[1:] and not shown.as_data()["signed"]


@pytest.mark.parametrize("channels", [1, 3])
def test_a_large_picture_is_small_on_its_way_and_looks_the_same(channels):
    y, x = torch.meshgrid(torch.arange(512.0), torch.arange(512.0), indexing="ij")
    waves = torch.stack([torch.sin(x / (5 + i)) * torch.cos(y / 7) for i in range(channels)])
    pixels = ((waves + 1) * 127).to(torch.uint8)
    shown = picture(pixels, signed=channels == 1)
    kind, result = read(shown)
    assert kind == "data:image/jpeg;base64" and len(shown.source) < 500_000
    assert float((result.int() - pixels.int()).abs().float().mean()) < 2
    assert shown.as_data()["signed"] == (channels == 1)
