"""Trainings of U-Nets are a kind of the queue's."""

from core.training import kinds
from core.vision.segmentation.settings import Segmentation


def test_it_is_a_kind_of_training():
    config = Segmentation(width=4, loss="Dice")
    assert kinds.from_json(kinds.as_json(config)) == config
    kind = kinds.kind_of(config)
    assert kind.name == Segmentation.kind and not kind.classifies
    assert kind.describe(config.replace(cut=("1",)))["Network"] == "depth 3, width 4, no skip 1"
    text = kind.write_script(config, 1).text
    assert "UNet(" in text and "width=4" in text and "manual_seed(0)" in text
