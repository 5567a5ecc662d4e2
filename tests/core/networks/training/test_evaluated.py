"""What is looked at of a trained network: each number once more, counted plainly."""

import pytest

from core.networks.training import evaluated
from core.networks.training.evaluated import (
    CLASSES,
    CONFUSION,
    IN_CELL,
    MISTAKES,
    PARTS,
    SHOWN,
    Evaluated,
    cell,
    cell_examples,
    class_accuracies,
    filled_bins,
    mistaken_examples,
    numbers,
)
from core.training.evaluation import Answers, answers, calibration

RESULT = answers("MLP 784-128-10")


def test_every_part_has_its_numbers():
    for part in PARTS:
        assert numbers(Evaluated(look=part))


def test_a_cell_that_is_beyond_the_matrix_is_its_last():
    assert cell(Evaluated(truth=500, answer=3), RESULT) == (9, 3)
    assert "9 read as 3" in numbers(Evaluated(look=CONFUSION, truth=500, answer=3))


def test_the_pictures_of_a_cell_are_those_of_its_class_and_answer():
    examples = cell_examples(Evaluated(truth=7, answer=2))
    assert len(examples) == 8
    assert {(each.truth, each.answer) for each in examples} == {("7", "2")}
    assert [int(RESULT.labels[each.index]) for each in examples] == [7] * 8
    assert len(cell_examples(Evaluated(truth=1, answer=1))) == IN_CELL
    assert cell_examples(Evaluated(truth=0, answer=1)) == ()


def test_a_network_that_is_trained_anew_under_its_name_has_other_pictures(monkeypatch):
    first = cell_examples(Evaluated(truth=7, answer=2)), mistaken_examples(Evaluated().trained)
    anew = Answers(RESULT.scores.roll(1, 1), RESULT.labels, RESULT.classes)
    monkeypatch.setattr(evaluated, "answers", lambda name: anew)
    second = cell_examples(Evaluated(truth=7, answer=2)), mistaken_examples(Evaluated().trained)
    for before, after in zip(first, second, strict=True):
        assert [each.index for each in before] != [each.index for each in after]


def test_the_accuracies_of_the_classes():
    accuracies = class_accuracies(RESULT)
    assert sum(each.right for each in accuracies) == RESULT.right.sum()
    assert all(each.low < each.share < each.high for each in accuracies)
    assert [*numbers(Evaluated(look=CLASSES)).values()] == [each.share for each in accuracies]


def test_bins_hold_all_pictures():
    shown = calibration(RESULT)
    bins = filled_bins(shown)
    assert sum(each.count for each in bins) == RESULT.count
    error = sum(each.count * abs(each.accuracy - each.confidence) for each in bins) / RESULT.count
    assert error == pytest.approx(shown.error)


def test_the_most_confident_mistakes_are_mistakes():
    examples = mistaken_examples("MLP 784-128-10")
    assert len(examples) == SHOWN and all(each.truth != each.answer for each in examples)
    shown = numbers(Evaluated(look=MISTAKES))
    assert [*shown.values()] == [each.confidence for each in examples]
