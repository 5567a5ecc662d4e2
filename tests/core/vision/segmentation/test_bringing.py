"""What a reader brings, upload by upload."""

import io
from zipfile import ZipFile

import pytest
import torch

from core.vision.segmentation import bringing
from core.vision.segmentation.bringing import Draft, told, with_cure, with_files
from core.vision.segmentation.masks import BINARY
from tests.core.vision.segmentation.test_masks import picture, png, square


def pairs(count, value=1):
    """Files of pictures and of masks, by their paths."""
    return [
        each
        for number in range(count)
        for each in (
            (f"p{number}.png", picture()),
            (f"p{number}_mask.png", png(square(value))),
        )
    ]


def test_files_come_bit_by_bit():
    files = pairs(3)
    draft = with_files(Draft(), files[:3])
    assert len(draft.reading.masks) == 1 and not draft.is_enough
    assert (
        told(draft) == "**1 pair** of a picture and its mask, 1 file left out: 3 pairs are needed."
    )
    whole = with_files(draft, files[3:])
    assert whole.is_enough and len(whole.reading.masks) == 3 and len(draft.files) == 3


def test_a_zip_is_opened():
    archive = io.BytesIO()
    with ZipFile(archive, "w") as packed:
        for path, data in (("images/a.png", picture()), ("masks/a.png", png(square()))):
            packed.writestr(path, data)
    draft = with_files(Draft(), [("set.ZIP", archive.getvalue())])
    assert torch.equal(draft.reading.masks[0], square().long())
    with pytest.raises(ValueError, match="is not a zip"):
        with_files(draft, [("set.zip", b"none")])


def test_a_cure_stays_for_what_comes_later():
    draft = with_files(Draft(), pairs(2, 255))
    (complaint,) = draft.reading.complaints
    assert complaint.fault == BINARY and complaint.files == 2
    cured = with_cure(draft, BINARY)
    assert cured.reading.complaints == () and cured.reading.masks.max() == 1
    assert with_files(cured, pairs(3, 255)).is_enough
    with pytest.raises(ValueError, match="fault='shape' has no cure"):
        with_cure(draft, "shape")


def test_not_more_than_may_be(monkeypatch):
    monkeypatch.setattr(bringing, "MOST_ENTRIES", 3)
    with pytest.raises(ValueError, match="4 files are too many: 3 are allowed"):
        with_files(Draft(), pairs(2))
    monkeypatch.setattr(bringing, "MOST_BYTES", 10)
    with pytest.raises(ValueError, match="more than 0 MB"):
        with_files(Draft(), pairs(1))
