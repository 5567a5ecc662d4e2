"""What is said without skips."""

from core.vision.segmentation.zeroing import Zeroing, each_skip, seen
from core.vision.segmentation.zeroing_words import maps_sentence, named, rows, sentence


def test_skips_are_named():
    assert named((3,)) == "skip 3" and named((1, 2)) == "skips 1 and 2"
    setting = Zeroing(zeroed=("3",))
    assert "with zeros in skip 3.**" in sentence(setting, seen(setting))
    assert "with all skips." in sentence(Zeroing(zeroed=()), seen(Zeroing(zeroed=())))
    assert "At level 1, left" in maps_sentence(setting, seen(setting))


def test_every_skip_has_a_row():
    names = [row["Zeros in"] for row in rows(each_skip())]
    assert names[0] == "No skip" and names[1] == "Skip 1, the finest"
    assert names[-1] == "All skips: the bottleneck alone" and len(names) == 5
