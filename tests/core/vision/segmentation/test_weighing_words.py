"""What is said of losses."""

from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.weighing import ANSWERS, Weighing, weighed
from core.vision.segmentation.weighing_words import caption, rows, sentence


def test_the_sentence_tells_the_trap():
    setting = Weighing()
    assert "**All background: " in sentence(setting, weighed(setting))
    assert "Dice 0.00.**" in sentence(setting, weighed(setting))


def test_the_caption_says_what_the_loss_is_and_how_it_differs_from_the_paper():
    for name, loss in LOSSES.items():
        assert f"**{name}**: {loss.note} " in caption(Weighing(loss=LOSSES.pick(name)))
    assert "only the nearest edge" in caption(Weighing(loss=LOSSES.pick("Weight map")))


def test_there_is_a_row_for_every_loss_and_the_chosen_one_is_as_it_is_set():
    usual = rows(Weighing())
    assert [row["Loss"] for row in usual] == [*LOSSES] and {*ANSWERS} < {*usual[0]}
    heavy = rows(Weighing(loss=LOSSES.pick("Weighted cross-entropy", weight=50.0)))
    changed = [row["Loss"] for row, other in zip(heavy, usual, strict=True) if row != other]
    assert changed == ["Weighted cross-entropy"]
