"""What is said of a mask."""

from core.vision.segmentation.result import Looking, result
from core.vision.segmentation.result_words import rows, sentence


def test_the_scores_stand_in_the_sentence_and_in_the_table():
    seen = result(Looking())
    assert f"**Dice {seen.network.dice:.3f}, IoU {seen.network.iou:.3f}**" in sentence(seen)
    network, grey, empty = rows(seen)
    assert network["Dice"] == f"{seen.network.dice:.3f}" and empty["Dice"] == "0.000"
    assert grey["Mask"] == "Grey threshold"
