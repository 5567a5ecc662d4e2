"""The trained networks that the page can use."""

import pytest

from core.training import store
from core.vision.segmentation.pictures import SCENES
from core.vision.segmentation.segmenters import SHIPPED, SHIPPED_AS, names, segmenter
from core.vision.segmentation.settings import Segmentation
from core.vision.segmentation.trained import shipped

TINY = {"depth": 1, "width": 2, "pictures": 2, "batch_size": 2, "epochs": 1}


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """An own cache folder."""
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))


def test_the_shipped_one_comes_first(alone):
    assert names() == tuple(SHIPPED_AS) and names()[0] == SHIPPED
    for name, recipe in SHIPPED_AS.items():
        assert segmenter(name).network is shipped(recipe).network
    with pytest.raises(ValueError, match="segmenter='No such net' is not on this computer"):
        segmenter("No such net")


def test_what_is_trained_here_joins(alone, one_thread, monkeypatch):
    for scenes in ("Shapes", "Digits"):
        list(store.train_once(Segmentation(scenes=scenes, **TINY), "cpu"))
    trained = {segmenter(name).config.scenes: name for name in names()[len(SHIPPED_AS) :]}
    assert {*trained} == {"Shapes", "Digits"} and len(names()) == len(SHIPPED_AS) + 2
    own, digits = trained["Shapes"], trained["Digits"]
    known = segmenter(own)
    assert known.config == Segmentation(**TINY) and known.settings["classes"] == 2
    assert known.file and not known.network.training
    assert len(segmenter(digits).config.classes) == 11
    monkeypatch.delitem(SCENES, "Digits")  # as an own set that was deleted
    assert digits not in names()
