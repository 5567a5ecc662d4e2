"""Generated digits on the disk: made once, and anew where they are damaged."""

import pytest
import torch

from core.data import cache, drawings
from core.data.handwriting.styles import digits

COUNT = 60


@pytest.fixture
def few(folder, monkeypatch):
    monkeypatch.setattr(drawings, "COUNT", COUNT)
    return folder


def test_they_are_those_of_the_styles(few):
    assert not drawings.ready()
    pictures, labels = drawings.read()
    expected, meant, _ = digits(COUNT, torch.Generator().manual_seed(drawings.SEED))
    assert torch.equal(pictures[:, 0], expected)
    assert torch.equal(labels, meant)
    assert drawings.ready()


def test_a_damaged_file_is_made_anew(few):
    path = drawings.path()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"?" + whole[101:])
    assert not drawings.ready()
    assert drawings.path().read_bytes() == whole


def test_they_are_made_once(few):
    before = drawings.path().stat().st_mtime_ns
    assert drawings.path().stat().st_mtime_ns == before


def test_the_generator_still_draws_what_its_version_says():
    """Whoever changes what is drawn raises `VERSION`, so that nobody trains on an older version's
    file.
    """
    pictures, labels, _ = digits(200, torch.Generator().manual_seed(drawings.SEED))
    data = pictures.numpy().tobytes() + bytes(labels.tolist())
    assert drawings.VERSION == 3
    assert cache.sha256(data) == "1b83e6dde4c48eda5d4d889af894c3d88fe86ee549fecf10b6ed006273e49371"
