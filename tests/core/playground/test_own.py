"""A reader's own points as text, and the brush."""

import base64
import zlib

import pytest
import torch

from core.playground.own import (
    FEWEST,
    LIMIT,
    MOST,
    adopted,
    brushed,
    check,
    cleared,
    erased,
    pack,
    targets_of,
    unpack,
)
from core.playground.points import NUMBERS, REACH, Points


def some(count: int, classes: int, seed: int = 0) -> Points:
    generator = torch.Generator().manual_seed(seed)
    inputs = (torch.randint(-600, 601, (count, 2), generator=generator)) / 100
    if classes == NUMBERS:
        targets = torch.randint(-100, 101, (count,), generator=generator) / 100
    else:
        targets = torch.randint(0, classes, (count,), generator=generator)
    return Points(inputs, targets, classes)


@pytest.mark.parametrize("classes", (NUMBERS, 2, 3, 4, 5))
@pytest.mark.parametrize("count", (FEWEST, 3, 50, MOST))
def test_text_and_back(count, classes):
    points = some(count, classes)
    text = pack(points)
    again = unpack(text)
    assert torch.equal(again.inputs, points.inputs) and torch.equal(again.targets, points.targets)
    assert again.classes == classes and again.targets.dtype == points.targets.dtype
    assert len(text) <= LIMIT and pack(again) == text


@pytest.mark.parametrize("text", ["", "x", "!!!", "A" * 300, "ä", "eJwDAAAAAAE"])
def test_a_spoilt_text_is_named(text):
    with pytest.raises(ValueError, match="points="):
        unpack(text)


def packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(data, 9)).decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes(50_000_000), "must be packed points"),
        (b"\2", "must be packed points"),
        (b"\2" + bytes(5), "1 of them must be 2 to 1,000"),
        (b"\2" + b"\xff" * 10, "must lie from -6 to 6"),
        (b"\1" + bytes(10), "classes=1 must be 2 to 5, or 0 for numbers"),
        (b"\x09" + bytes(10), "classes=9 must be 2 to 5"),
        (b"\2" + bytes(8) + b"\2\0", "target=2 must be a class from 0 to 1"),
        (b"\0" + bytes(8) + b"\2\x80", "must be a number from -1 to 1"),
    ],
)
def test_spoilt_bytes_are_refused(data, said):
    with pytest.raises(ValueError) as caught:
        unpack(packed(data))
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_points_beyond_the_map_are_refused():
    for bad in (REACH + 0.1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="must lie from -6 to 6"):
            check(Points(torch.tensor([[0.0, 0], [bad, 0]]), torch.tensor([0, 1]), 2))


def test_the_brush_adds_and_takes_away():
    text = pack(Points(torch.tensor([[0.0, 0], [3, 3]]), torch.tensor([0, 1]), 2))
    stroke = ((1.0, 1.0), (1.5, 1.0), (99.0, -2.0))
    more = unpack(brushed(text, stroke, 2))
    assert more.inputs.tolist() == [[0, 0], [3, 3], [1, 1], [1.5, 1], [6, -2]]
    assert more.targets.tolist() == [0, 1, 2, 2, 2] and more.classes == 3
    assert unpack(brushed(pack(more), stroke[:1], 0)).classes == 3
    fewer = unpack(erased(pack(more), ((1.1, 1.0), (2.9, 2.9)), 0.3))
    assert fewer.inputs.tolist() == [[0, 0], [1.5, 1], [6, -2]]
    with pytest.raises(ValueError, match="must be 2 to 1,000"):
        erased(text, ((0.0, 0.0),), 0.3)
    with pytest.raises(ValueError, match="must be a class from 0 to 1"):
        brushed(text, stroke, -1)
    with pytest.raises(ValueError, match="points=1001 of them"):
        brushed(pack(some(MOST, 2)), stroke[:1], 0)


def test_numbers_are_brushed_too():
    text = pack(some(5, NUMBERS))
    more = unpack(brushed(text, ((1.0, 1.0),), -0.5))
    assert more.classes == NUMBERS and more.targets.tolist()[-1] == -0.5
    assert set(targets_of(NUMBERS)) == {-1, -0.5, 0, 0.5, 1} and targets_of(2) == (0, 1, 2, 3, 4)


def test_few_points_are_left_and_any_points_become_ones_own():
    assert len(unpack(cleared())) == FEWEST and unpack(cleared()).targets.tolist() == [0, 1]
    points = some(1200, NUMBERS)
    far = Points(points.inputs * 2, points.targets * 3, NUMBERS)
    again = unpack(adopted(far))
    assert len(again) == MOST and again.inputs.abs().max() <= REACH
    assert torch.allclose(again.inputs, far.inputs[:MOST].clamp(-REACH, REACH))
    assert torch.allclose(again.targets, far.targets[:MOST].clamp(-1, 1))
