"""Checkpoints: a training that goes on from one is the training that never stopped, to the bit."""

import json
from dataclasses import replace

import pytest
import torch
from torch import nn

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.catalogue.schedules import TRAINING_SCHEDULES
from core.models.zoo import MODELS
from core.training.checkpoint import Checkpoint, Unsuitable, pack, unpack
from core.training.config import TrainConfig, recipe
from core.training.train import train
from tests.core.training.sameness import assert_same, few
from tests.foreign import optimizers as foreign_optimizers
from tests.foreign.data import ENTRIES, NETWORK

LENET = recipe("LeNet", epochs=3, batch_size=104, seed=4)


@pytest.fixture
def tiny(small, monkeypatch):
    """A few batches an epoch."""
    few(monkeypatch, 260)


def again(checkpoint: Checkpoint) -> Checkpoint:
    """A checkpoint as it comes back from the disk."""
    data, tree = pack(checkpoint)
    points, states = unpack(data, json.loads(json.dumps(tree)))
    return replace(checkpoint, points=points, states=states)


def check(config: TrainConfig, epoch: int = 1) -> None:
    """Trains without a stop, and anew from the checkpoint of an epoch."""
    state, last = None, None
    for last in train(config, "cpu"):
        if last.checkpoint is not None and last.checkpoint.epoch == epoch:
            state = again(last.checkpoint)
    snapshots = list(train(config, "cpu", state))
    assert snapshots[0].epoch == epoch + 1
    assert_same(snapshots[-1].model, last.model)
    assert snapshots[-1].curve == last.curve
    assert snapshots[-1].held_out == last.held_out
    assert len(last.held_out) == config.epochs
    assert snapshots[-1].seconds > state.seconds


@pytest.mark.parametrize("name", TRAINING_OPTIMIZERS)
def test_every_optimizer_goes_on(name, tiny):
    optimizer = TRAINING_OPTIMIZERS.pick(name)
    settings = {"optimizer": optimizer, "schedule": "None", "model": "LeNet"}
    check(TrainConfig(**settings, epochs=2, batch_size=104))


@pytest.mark.parametrize("name", TRAINING_SCHEDULES)
def test_every_schedule_goes_on(name, tiny):
    schedule = TRAINING_SCHEDULES.pick(name)
    optimizer = TRAINING_OPTIMIZERS.pick("SGD", lr=0.01, momentum=0.9)
    check(TrainConfig("LeNet", epochs=2, batch_size=104, optimizer=optimizer, schedule=schedule))


@pytest.mark.parametrize(
    "change",
    [
        {"augmentation": "Pen"},
        {"ema": 0.9},
        {"model": "DigitNet", "ema": 0.9, "augmentation": "Elastic"},
    ],
    ids=str,
)
def test_averages_norms_and_augmentation_go_on(change, tiny):
    check(LENET.replace(**change), epoch=2)


@pytest.mark.parametrize("optimizer", ["AdamW", "A walk", "Careful"])
def test_what_nobody_here_has_thought_of_goes_on(optimizer, monkeypatch):
    for registry, name, choice in (*ENTRIES, *foreign_optimizers.ENTRIES):
        monkeypatch.setitem(registry, name, choice)
    check(recipe(NETWORK, epochs=2, optimizer=optimizer, schedule="None"))


class Dropping(nn.Module):
    """A network with a dropout."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Flatten(), nn.Linear(784, 20), nn.Dropout(0.5), nn.Linear(20, 10)
        )

    def forward(self, x):
        return self.layers(x)


def test_a_dropout_goes_on_and_leaves_the_global_generator_alone(tiny, monkeypatch):
    monkeypatch.setitem(MODELS, "Dropping", replace(MODELS["MLP 784-128-10"], build=Dropping))
    state = torch.get_rng_state()
    check(recipe("Dropping", epochs=2, batch_size=104))
    assert torch.equal(torch.get_rng_state(), state)


def test_the_checkpoint_of_another_training_is_refused(tiny):
    state = next(s.checkpoint for s in train(LENET, "cpu") if s.checkpoint)
    for change in ({"model": "MLP 784-128-10"}, {"ema": 0.9}, {"batch_size": 208}):
        with pytest.raises(Unsuitable, match="not one of this training"):
            next(train(LENET.replace(**change), "cpu", state))


def test_a_snapshot_has_what_the_test_pictures_said_so_far(tiny):
    steps = [(s.step, len(s.held_out), s.checkpoint is not None) for s in train(LENET, "cpu")]
    assert steps[:3] == [(1, 0, False), (2, 0, False), (3, 1, True)]
    assert steps[3:6] == [(4, 1, False), (5, 1, False), (6, 2, True)]
    assert steps[-2:] == [(9, 2, False), (9, 3, False)]


@pytest.mark.parametrize(
    "tensor",
    [
        torch.randn(4, 3, 5, 5).to(memory_format=torch.channels_last),
        torch.randn(4, 3).t(),
        torch.randn(()),
        torch.zeros(0, 3),
        torch.randn(3, 1).expand(3, 4),
        torch.arange(5, dtype=torch.uint8)[::2],
        torch.ones(3, dtype=torch.bool),
    ],
    ids=lambda tensor: str(tuple(tensor.shape)),
)
def test_tensors_come_back_as_they_lie_in_memory(tensor):
    state = {"a": {0: [tensor, (1, None, 0.1, True, "x")]}, "b": float("inf")}
    checkpoint = Checkpoint(1, 2.0, "cpu", torch.zeros(3, 2), (), state)
    result = again(checkpoint).states
    back = result["a"][0][0]
    assert back.dtype == tensor.dtype and torch.equal(back, tensor)
    if tensor.numel() and tensor.is_contiguous(memory_format=torch.contiguous_format) is False:
        assert tensor.ndim != 4 or back.stride() == tensor.stride()
    assert result["a"][0][1] == (1, None, 0.1, True, "x") and result["b"] == float("inf")


def test_what_is_no_plain_value_is_refused():
    with pytest.raises(Unsuitable, match="a function cannot be kept in a checkpoint"):
        pack(Checkpoint(1, 2.0, "cpu", torch.zeros(3, 2), (), {"hook": check}))


@pytest.mark.parametrize(
    "tree", [{"items": [["a", {"tensor": "9", "stride": [1]}]]}, {"a": 1}, {"items": 3}]
)
def test_tensors_of_something_else_are_refused(tree):
    data, _ = pack(Checkpoint(1, 2.0, "cpu", torch.zeros(3, 2), (), {"a": torch.zeros(3)}))
    with pytest.raises(Unsuitable, match="not those that it speaks of"):
        unpack(data, tree)
    with pytest.raises(Unsuitable):
        unpack(data[:-30], tree)
