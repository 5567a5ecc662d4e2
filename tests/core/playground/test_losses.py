"""Losses and the heads they have."""

import pytest
import torch
from torch.nn import functional as F

from core.playground.losses import LOSSES, head_of, loss_of, outputs_for
from core.playground.points import NUMBERS

OUTPUTS = torch.randn(20, 1, generator=torch.Generator().manual_seed(0))
LABELS = torch.arange(20) % 2


def test_losses_are_those_of_torch():
    signs = 2 * LABELS.float()[:, None] - 1
    expected = {
        "Squared error": F.mse_loss(OUTPUTS, signs),
        "Cross-entropy": F.binary_cross_entropy_with_logits(OUTPUTS[:, 0], LABELS.float()),
        "Huber": F.huber_loss(OUTPUTS, signs),
        "Hinge": F.relu(1 - signs * OUTPUTS).mean(),
    }
    assert expected.keys() == LOSSES.keys()
    for name, value in expected.items():
        pick = LOSSES.pick(name)
        head = head_of(pick, 2)
        assert torch.allclose(loss_of(pick, 2)(OUTPUTS, head.targets(LABELS, 1)), value)


@pytest.mark.parametrize("name", LOSSES)
def test_what_is_shown_are_shares(name):
    for classes in (2, 3):
        head = head_of(LOSSES.pick(name), classes)
        outputs = 3 * torch.randn(9, outputs_for(classes))
        if head.squash:
            outputs = head.squash()(outputs)
        shown = head.shown(outputs)
        assert shown.shape == outputs.shape and shown.min() >= 0 and shown.max() <= 1
        if classes > 2:
            assert torch.allclose(shown.sum(1), torch.ones(9))


def test_two_classes_and_numbers_have_one_output():
    assert outputs_for(NUMBERS) == outputs_for(2) == 1 and outputs_for(4) == 4
