"""Batches that go through a frozen network change its batch norm if it is in train mode, and
nothing else.
"""

import copy

import pytest
import torch

from core.vision.transfer import drift as module
from core.vision.transfer.drift import drift
from core.vision.transfer.norms import NormChoice
from core.vision.transfer.pictures import choose, network_input, pictures_of
from tests.core.vision.transfer.small import DATASET, NETWORK


@pytest.fixture
def choice(small) -> NormChoice:
    """Five pictures of each class for the small network."""
    return NormChoice(network=NETWORK, dataset=DATASET, per_class=5)


def test_in_eval_mode_nothing_changes(choice):
    steps = list(drift(choice.replace(frozen_norms="eval")))
    result = steps[-1].value
    assert result.batches == module.LOOKED_AT and len({*result.accuracies}) == 1
    assert (result.buffers, result.parameters, result.all_buffers) == (0, 0, 6)
    assert [step.share for step in steps] == sorted(step.share for step in steps)


def test_in_train_mode_the_statistics_move_and_no_parameter(small, choice, monkeypatch):
    monkeypatch.setattr(module, "LOOKED_AT", (0, 2))
    seen = {}
    real = module.changed_buffers
    monkeypatch.setattr(
        module, "changed_buffers", lambda old, new: real(old, seen.setdefault("model", new))
    )
    result = list(drift(choice.replace(frozen_norms="train", seed=3)))[-1].value
    assert (result.batches, result.buffers, result.parameters) == ((0, 2), 6, 0)
    model = copy.deepcopy(small.trained())
    model.first_norm.train()
    model.second[1].train()
    generator, pictures = torch.Generator().manual_seed(3), pictures_of(DATASET)
    chosen = choose(pictures.train_labels, 5, 3)
    with torch.no_grad():
        for _ in range(2):
            rows = chosen[torch.randperm(15, generator=generator)[: module.BATCH]]
            model(network_input(small, pictures.train[rows]))
    for name, value in model.named_buffers():
        torch.testing.assert_close(dict(seen["model"].named_buffers())[name], value)
