"""A loss that nobody here thought of: its own class, no reduction, odd names of parameters."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from core.catalogue.feeds import prediction_and_target
from core.catalogue.loss import (
    Loss,
    arguments,
    build,
    code,
    feed_arguments,
    formula,
    inputs,
    loss_of_batches,
)
from core.catalogue.losses import LOSSES
from core.catalogue.predictions import NUMBER
from core.registry import Range, Registry
from tests.foreign.losses import Pinball, pinball

OWN = Registry("loss", {"Pinball": pinball})


def test_its_code_is_its_own_name():
    assert code(OWN.pick("Pinball")) == "Pinball()"
    assert code(OWN.pick("Pinball", quantile=0.9)) == "Pinball(quantile=0.9)"


def test_parameters_of_the_feed_do_not_reach_the_module():
    pick = OWN.pick("Pinball", beta=2.0)
    assert arguments(pick) == {"quantile": 0.5}
    assert feed_arguments(pick, target=1.0) == {"target": 1.0, "beta": 2.0}
    x = torch.tensor([1.0, 2.0])
    assert [part.tolist() for part in inputs(pick, x, target=0.5)] == [[2, 4], [0.5, 0.5]]


def test_a_module_may_take_any_keyword():
    def any_keyword(**keywords):
        return Pinball(quantile=keywords["q"])

    spec = Range(0.1, 0.9, 0.5, 0.1)
    loss = Loss(any_keyword, {"q": spec}, kind=NUMBER, feed=prediction_and_target)
    pick = Registry("loss", {"Any": loss}).pick("Any", q=0.3)
    assert code(pick) == "any_keyword(q=0.3)"
    assert build(pick).quantile == 0.3
    assert formula(pick) == ""


def test_a_long_call_stands_on_several_lines():
    pick = LOSSES.pick("CrossEntropyLoss", weight0=2.0, label_smoothing=0.1, ignore_index=1)
    text = code(pick, indent=8)
    assert max(map(len, text.splitlines())) <= 100 and text.count("\n") == 4
    assert repr(eval(text, {"nn": nn, "torch": torch})) == repr(build(pick))


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", ["MSELoss", "HuberLoss", "BCEWithLogitsLoss"])
def test_the_loss_of_batches_is_the_module_called_on_each(name, reduction):
    generator = torch.Generator().manual_seed(1)
    predictions, targets = torch.rand(2, 3, 4, 5, generator=generator, dtype=torch.float64)
    pick = LOSSES.pick(name, reduction=reduction)
    slow = replace(pick, choice=replace(pick.choice, examples=None))
    assert torch.allclose(
        loss_of_batches(pick, predictions, targets), loss_of_batches(slow, predictions, targets)
    )
    assert loss_of_batches(pick, predictions, targets).shape == (3, 4)
