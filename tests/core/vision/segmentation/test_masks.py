"""Faults of masks get a line each, and a cure where it is certain what was meant."""

import io
import re

import pytest
import torch
from PIL import Image

from core.vision.segmentation.masks import CURES, as_pixels, read


def png(values, mode="L"):
    """A picture of numbers, or of colours, as a file."""
    data = torch.as_tensor(values, dtype=torch.uint8)
    image = Image.frombytes(mode, (data.shape[1], data.shape[0]), bytes(data.flatten().tolist()))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def picture(side=64):
    return png(torch.arange(side * side).view(side, side) % 251)


def square(value=1, side=64):
    mask = torch.zeros(side, side, dtype=torch.uint8)
    mask[side // 4 : side // 2, side // 4 : side // 2] = value
    return mask


def test_pairs_are_read():
    mask = square()
    mask[40:50, 3:9] = 2
    files = {"images/a.png": picture(), "masks/a.png": png(mask), "__MACOSX/._a.png": b""}
    reading = read(files)
    assert reading.complaints == () and reading.classes == ("background", "class 1", "class 2")
    assert torch.equal(reading.masks[0], mask.long())
    assert torch.equal(reading.pictures[0, 0].flatten(), (torch.arange(64 * 64) % 251).byte())
    beside = read({"x/b.png": picture(), "x/b_mask.png": png(mask)})
    assert torch.equal(beside.masks, reading.masks)


FAULTS = {
    "255": (png(square(255)), "255 in place of 1"),
    "grey": (png(square(200) + 30), "2 greys up to 230"),
    "colours": (
        png(torch.stack((square(255), square(0), square(0)), 2), "RGB"),
        r"has the colours .*\(255, 0, 0\)",
    ),
    "size": (png(square(side=32)), "32 x 32 pixels, and its picture 64 x 64"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_certainly_meant_can_be_mended(fault):
    data, words = FAULTS[fault]
    files = {"images/a.png": picture(), "masks/a.png": data}
    reading = read(files)
    (complaint,) = reading.complaints
    assert len(reading.masks) == 0 and complaint.fault == fault and complaint.cure == CURES[fault]
    assert "a.png" in complaint.line and "\n" not in complaint.line
    assert re.search(words, complaint.line)
    mended = read(files, {fault})
    assert mended.complaints == () and torch.equal(mended.masks[0], square().long())


NOISE = torch.randint(256, (64, 64, 3), generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize(
    ("files", "fault", "words"),
    [
        ({"images/a.png": picture()}, "no mask", "has no mask, such as a_mask.png"),
        ({"masks/a.png": png(square())}, "no picture", "is a mask without its picture"),
        (
            {"images/a.png": picture(), "masks/a.png": png(NOISE, "RGB")},
            "many colours",
            "more than 20 colours",
        ),
        (
            {"images/a.png": picture(), "masks/a.png": png(torch.zeros(20, 64))},
            "shape",
            "not even their proportions",
        ),
        (
            {"images/a.png": picture(), "masks/a.png": png(torch.zeros(1024, 1024))},
            "large",
            "fewer than 1024 pixels a side",
        ),
        ({"images/a.png": picture(), "masks/a.png": b"no picture"}, "unreadable", "a.png"),
    ],
)
def test_what_nobody_can_mend_is_told(files, fault, words):
    reading = read(files, CURES)
    (complaint,) = reading.complaints
    assert complaint.fault == fault and words in complaint.line and not complaint.cure
    assert len(reading.masks) == 0


def test_each_fault_is_told_once():
    files = {f"images/{name}.png": picture() for name in "abc"}
    files |= {f"masks/{name}.png": png(square(255)) for name in "abc"}
    (complaint,) = read(files).complaints
    assert complaint.files == 3 and complaint.line.startswith("a.png")


def test_a_picture_is_cut_to_a_square():
    values = torch.zeros(32, 128)
    values[:, 48:80] = 200  # the middle
    image = Image.open(io.BytesIO(png(values)))
    assert bool((as_pixels(image, 64) == 200).all())


def test_two_of_one_name_are_told():
    files = {"a.jpg": picture(), "a.png": png(square()), "b.png": picture()}
    reading = read(files | {"b_mask.png": png(square()), "masks/b.png": png(square())})
    lines = [each.line for each in reading.complaints if each.fault == "twice"]
    assert lines == ["a.jpg and a.png are two pictures of one name: masks end in _mask"]
    assert len(reading.masks) == 1 and reading.complaints[0].files == 2
