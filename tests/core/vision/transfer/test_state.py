"""The numbers of a state, and its open cell."""

import pytest
import torch

from core.vision.transfer import heads
from core.vision.transfer.alike import NEAREST
from core.vision.transfer.heads import Heads
from core.vision.transfer.seen import UPLOAD
from core.vision.transfer.state import (
    CLASSES,
    FEATURES,
    PICTURE,
    CellChoice,
    State,
    cell_text,
    headline,
    open_cell,
)
from core.vision.transfer.task import Task
from tests.core.vision.transfer.small import DATASET, NETWORK

ANSWERS = torch.eye(3)[[1, 1, 0, 2, 2, 0]]
LABELS = torch.tensor([0, 0, 0, 1, 2, 2])
TRAINED = Heads(None, None, ANSWERS, ANSWERS, LABELS, ("a", "b", "c"), 6, 0.1)


def test_the_most_frequent_mistake_is_open_unless_another_cell_is():
    assert open_cell(CellChoice(), TRAINED) == (0, 1)
    assert open_cell(CellChoice(cell=cell_text(2, 0)), TRAINED) == (2, 0)
    assert open_cell(CellChoice(cell="0-3"), TRAINED) == (0, 1)  # there are three classes
    with pytest.raises(ValueError, match="cell='1,2' must be two indices of classes"):
        State(cell="1,2")


def test_the_numbers_are_those_of_the_heads(small):
    state = State(network=NETWORK, dataset=DATASET, per_class=2, cell="0-0")
    trained, numbers = heads.result(state.part(Task)), headline(state)
    assert numbers["held-out pictures"] == 12
    assert numbers["right with features"] == trained.right
    assert numbers["right with raw pixels"] == trained.raw_right
    reds = trained.answers[trained.labels == 0].argmax(1)
    assert numbers["red taken for red"] == int((reds == 0).sum())


def test_features_and_classes_have_their_numbers(small):
    shown = headline(State(view=FEATURES, network=NETWORK, dataset=DATASET))
    assert list(shown)[:2] == [
        "variance in the first direction",
        "variance in the second direction",
    ]
    assert len(shown) == 2 + NEAREST
    assert headline(State(view=CLASSES, dataset=DATASET)) == {
        "classes": 3,
        "pictures to learn from": 24,
        "held-out pictures": 12,
    }


def test_a_picture_has_two_probabilities_of_each_class(small):
    numbers = headline(State(view=PICTURE, network=NETWORK, dataset=DATASET, example=3))
    names = ["p(red)", "p(green)", "p(blue)"]
    assert list(numbers) == [*names, *(f"raw pixels: {name}" for name in names)]
    assert sum(numbers[name] for name in names) == pytest.approx(1)
    with pytest.raises(ValueError, match="upload a picture first"):
        headline(State(view=PICTURE, source=UPLOAD))
