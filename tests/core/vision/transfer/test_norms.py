"""What a batch changes is what changes when it goes through by hand."""

import copy

import pytest
import torch

from core.vision.transfer import norms
from core.vision.transfer.norms import NormChoice, numbers
from core.vision.transfer.pictures import as_input, choose, pictures_of
from tests.core.vision.transfer.small import DATASET, NETWORK

TASK = {"network": NETWORK, "dataset": DATASET, "per_class": 4, "seed": 1}


@pytest.fixture(autouse=True)
def forgetful(small):
    """Nothing is kept of the small network of another test."""
    norms.changed.cache_clear()


@pytest.mark.parametrize(("mode", "changed"), [("eval", 0), ("train", 6)])
def test_the_counts(mode, changed, small):
    told = numbers(NormChoice(**TASK, frozen_norms=mode))
    *counts, most = told.values()
    assert counts == [2, 6, changed, 0]
    model = copy.deepcopy(small.trained())
    for module in _norms(model):
        module.train(mode == "train")
    rows = choose(pictures_of(DATASET).train_labels, 4, 1)
    before = [value.clone() for value in model.buffers()]
    with torch.no_grad():
        model(as_input(pictures_of(DATASET).train[rows], 64, small.mean, small.deviation))
    pairs = zip(before, model.buffers(), strict=True)
    assert sum(not torch.equal(old, new) for old, new in pairs) == changed
    shares = [
        ((new.running_var + new.eps) / (old.running_var + old.eps) - 1).abs().mean()
        for old, new in zip(_norms(small.trained()), _norms(model), strict=True)
    ]
    assert most == pytest.approx(float(max(shares))) and (most > 0) == bool(changed)
    assert all(
        torch.equal(old, new)
        for old, new in zip(small.trained().parameters(), model.parameters(), strict=True)
    )


def _norms(model):
    return model.first_norm, model.second[1]


def test_a_network_without_batch_norm():
    told = numbers(NormChoice(network="SqueezeNet 1.1", dataset=DATASET, frozen_norms="train"))
    assert list(told.values()) == [0, 0, 0, 0]
