"""Parts of the pictures of feature maps."""

import torch

from core.vision.feature_maps.figures.tiles import (
    answer_column,
    extent,
    kind_name,
    picture_tile,
)


def test_functions_have_names_for_people():
    assert kind_name("relu") == "ReLU" and kind_name("batch_norm") == "Batch norm"


def test_the_extent_has_a_true_minus():
    assert extent(torch.tensor([[-0.125, 2.0]])) == "−0.125 to 2"


def test_the_bar_of_the_answer_is_marked():
    probabilities = torch.linspace(0, 1, 12)
    column = answer_column("now", probabilities, [3, 11], [str(index) for index in range(12)], 1.3)
    assert [(bar.name, bar.first) for bar in column.bars] == [("3", False), ("11", True)]
    assert [bar.share for bar in column.bars] == probabilities[[3, 11]].tolist()


def test_a_picture_in_greys_or_in_colours():
    assert picture_tile(torch.zeros(1, 9, 9, dtype=torch.uint8)).kind == "grey"
    large = picture_tile(torch.zeros(3, 224, 224, dtype=torch.uint8), "a label", "a caption")
    assert large.kind == "colour" and large.picture.shape == (3, 56, 56)
    assert (large.label, large.caption) == ("a label", "a caption")
