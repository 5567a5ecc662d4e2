"""What is said of losses."""

from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.weighing import ANSWERS, Weighing, weighed
from core.vision.segmentation.weighing_words import rows, sentence


def test_the_sentence_tells_the_trap():
    setting = Weighing()
    assert "**All background: " in sentence(setting, weighed(setting))
    assert "Dice 0.00.**" in sentence(setting, weighed(setting))


def test_there_is_a_row_for_every_loss_and_the_chosen_one_is_as_it_is_set():
    usual = rows(Weighing())
    assert [row["Loss"] for row in usual] == [*LOSSES] and {*ANSWERS} < {*usual[0]}
    heavy = rows(Weighing(loss=LOSSES.pick("Weighted cross-entropy", weight=50.0)))
    changed = [row["Loss"] for row, other in zip(heavy, usual, strict=True) if row != other]
    assert changed == ["Weighted cross-entropy"]
