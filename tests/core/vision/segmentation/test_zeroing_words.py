"""What is said without skips."""

from dataclasses import replace

from core.vision.segmentation.zeroing import Zeroing, each_skip, seen
from core.vision.segmentation.zeroing_words import maps_sentence, named, rows, sentence


def test_skips_are_named():
    assert named((3,)) == "skip 3" and named((1, 2)) == "skips 1 and 2"
    setting = Zeroing(zeroed=("3",))
    assert "with zeros in skip 3, " in sentence(setting, seen(setting))
    assert "No network here was trained without skip 3 alone" in sentence(setting, seen(setting))
    nothing = Zeroing(zeroed=())
    assert "Choose a skip" in sentence(nothing, seen(nothing))
    assert "goes through the bottleneck" in maps_sentence(setting, seen(setting))
    first = Zeroing(carrying="1")
    assert "At level 1: what the skip" in maps_sentence(first, seen(first))


def test_the_difference_of_cut_and_zeroed_is_told():
    every = Zeroing(zeroed=("1", "2", "3"))
    result = seen(every)
    assert "learned to do without" in sentence(every, result)
    alike = replace(result, dice=(1.0, 0.5, 0.5, 0.5))
    assert "gains nothing over zeros" in sentence(every, alike)


def test_every_skip_has_a_row():
    names = [row["Zeros in"] for row in rows(each_skip(), (2,), each_skip()[0].scores)]
    assert names[0] == "No skip" and names[1] == "Skip 1, the finest"
    assert names[-2] == "All skips: the bottleneck alone" and len(names) == 6
    assert names[-1] == "None, but trained without skip 2"
