"""The classes of a data set and of a draft, with their first and their latest pictures."""

import io

import torch
from PIL import Image

from core.data import own_classes
from core.data.own_classes import Draft
from core.vision.transfer.classes import FIRST, OF_A_DRAFT, counts, of_dataset, of_draft
from core.vision.transfer.pictures import pictures_of
from tests.core.vision.transfer.small import DATASET


def png(grey: int) -> bytes:
    """A picture of one grey as a file."""
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), (grey, grey, grey)).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_data_set_shows_the_first_of_each_class():
    shown, pictures = of_dataset(DATASET), pictures_of(DATASET)
    assert [each.name for each in shown] == ["red", "green", "blue"]
    assert [each.count for each in shown] == [8, 8, 8] and counts(shown) == 24
    first = pictures.train[pictures.train_labels == 1][:FIRST]
    assert torch.equal(torch.stack(shown[1].images), first)


def test_a_draft_shows_the_latest_first():
    draft = own_classes.with_class(Draft(), "greys")
    files = [(f"{grey}.png", png(grey)) for grey in range(0, 10 * (OF_A_DRAFT + 2), 10)]
    (shown,) = of_draft(own_classes.with_pictures(draft, "greys", files).draft)
    assert (shown.count, len(shown.images)) == (OF_A_DRAFT + 2, OF_A_DRAFT)
    assert int(shown.images[0].max()) == 10 * (OF_A_DRAFT + 1)
