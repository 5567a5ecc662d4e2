"""A picture is the held-out one, ours or the reader's, as one of the data set."""

import pytest
import torch
from PIL import Image

from core.data import inputs
from core.vision.transfer.pictures import pictures_of
from core.vision.transfer.seen import CAMERA, EXAMPLE, OURS, UPLOAD, Seen, is_blank, label, picture
from tests.core.vision.transfer.small import DATASET


def test_a_held_out_picture_and_its_class():
    pictures = pictures_of(DATASET)
    assert torch.equal(picture(Seen(example=4), DATASET), pictures.test[4])
    names = [label(Seen(example=index), DATASET) for index in (0, 4, 8, 499)]
    assert names == ["red", "green", "blue", "blue"]
    assert torch.equal(picture(Seen(example=499), DATASET), pictures.test[-1])
    assert label(Seen(source=OURS), DATASET) == ""


def test_any_picture_becomes_one_of_the_data_set():
    assert picture(Seen(source=OURS, picture="harbour"), DATASET).shape == (3, 20, 20)
    photo = inputs.keep(Image.new("RGB", (60, 40), (250, 20, 10)))
    for source in (UPLOAD, CAMERA):
        shown = picture(Seen(source=source, photo=photo), DATASET)
        assert shown.shape == (3, 20, 20) and shown[0].min() > 240 and shown[2].max() < 20


def test_what_is_not_brought_yet_is_blank():
    assert [source for source in (EXAMPLE, OURS, UPLOAD, CAMERA) if is_blank(Seen(source=source))]
    assert not is_blank(Seen()) and is_blank(Seen(source=CAMERA))
    with pytest.raises(ValueError, match="upload a picture first"):
        picture(Seen(source=UPLOAD), DATASET)
    with pytest.raises(ValueError):
        Seen(photo="../etc/passwd")
