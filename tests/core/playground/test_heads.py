"""How a network is told the truth, and how its outputs are read."""

import pytest
import torch

from core.playground import heads

LABELS = torch.tensor([0, 1, 1])


def test_labels_become_what_a_loss_takes():
    assert heads.zero_or_one(LABELS, 1).tolist() == [[0], [1], [1]]
    assert heads.signs(LABELS, 1).tolist() == [[-1], [1], [1]]
    assert heads.signs_by_class(LABELS, 2).tolist() == [[1, -1], [-1, 1], [-1, 1]]
    assert heads.class_numbers(LABELS, 2) is LABELS
    assert heads.as_column(torch.tensor([0.5]), 1).tolist() == [[0.5]]


def test_outputs_become_shares():
    assert heads.between_signs(torch.tensor([[-2.0], [0.0], [1.0]])).tolist() == [[0], [0.5], [1]]
    assert heads.sigmoid(torch.zeros(1, 1)).item() == 0.5
    assert heads.softmax(torch.zeros(1, 4))[0].tolist() == [0.25] * 4
    assert heads.shares(torch.tensor([[1.0, -1.0]]))[0].tolist() == pytest.approx([1, 0], abs=1e-5)


def test_accuracy_is_the_share_of_right_answers():
    assert heads.accuracy(torch.tensor([[-1.0], [2.0]]), torch.tensor([0, 0])) == 0.5
    assert heads.accuracy(torch.eye(3), torch.tensor([0, 1, 1])) == pytest.approx(2 / 3)
    assert torch.tensor(heads.accuracy(torch.eye(3), torch.rand(3))).isnan()
