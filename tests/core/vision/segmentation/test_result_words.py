"""What is said of a mask."""

import math

from core.vision.segmentation.by_class import ClassScores
from core.vision.segmentation.result import Looking, result
from core.vision.segmentation.result_words import class_caption, class_rows, rows, sentence


def test_the_scores_stand_in_the_sentence_and_in_the_table():
    seen = result(Looking())
    assert f"**Dice {seen.network.dice:.3f}, IoU {seen.network.iou:.3f}**" in sentence(seen)
    network, grey, empty = rows(seen)
    assert network["Dice"] == f"{seen.network.dice:.3f}" and empty["Dice"] == "0.000"
    assert grey["Mask"] == "Grey threshold"


def test_each_class_has_a_row_and_the_last_is_the_mean():
    scores = ClassScores("background", 1, 1, 1, 1), ClassScores("seven", 0.5, 0.25, math.nan, 1)
    background, seven, mean = class_rows(scores)
    assert seven["Class"] == "Seven" and seven["Dice"] == "0.500" and seven["Boundary F1"] == "—"
    assert background["Pixel accuracy"] == "1.000" and mean["IoU"] == "0.250"
    assert "1 held-out picture, with the threshold 0.30" in class_caption(1, 0.3)
