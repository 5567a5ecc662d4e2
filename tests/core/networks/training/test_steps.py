"""A step of a training, against a plain loop over torch.optim."""

import pytest
import torch
from torch import nn

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.data.datasets import DATASETS, load, pictures
from core.models.networks import MLP
from core.networks.training.steps import (
    BACKWARD,
    CALLS,
    START,
    STEP,
    TRAINED,
    UNITS,
    ZERO,
    StepChoice,
    _Watch,
    take_step,
)
from core.training import store
from core.training.config import TrainConfig, recipe

pytestmark = pytest.mark.usefixtures("one_thread", "small")

CONFIG = TrainConfig(
    model="MLP 784-128-10", optimizer=TRAINING_OPTIMIZERS.pick("SGD", lr=0.05, momentum=0.9), seed=3
)


def plain_loop(steps: int, batch: int, zero: bool):
    """Weights before and after the last step, its gradients, and its loss."""
    generator = torch.Generator().manual_seed(CONFIG.seed)
    with torch.random.fork_rng():
        torch.set_rng_state(generator.get_state())
        model = MLP().double()
        order = torch.randperm(len(load("MNIST").train_labels))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for rows in order.split(batch)[:steps]:
        before = {name: value.detach().clone() for name, value in model.named_parameters()}
        if zero:
            optimizer.zero_grad()
        x = DATASETS["MNIST"].normalise(pictures(load("MNIST").train_images[rows])).double()
        loss = nn.functional.cross_entropy(model(x), load("MNIST").train_labels[rows])
        loss.backward()
        optimizer.step()
    return before, dict(model.named_parameters()), float(loss.detach())


@pytest.mark.parametrize("zero", [True, False])
def test_a_step_is_that_of_a_plain_loop(zero):
    record = take_step(CONFIG, StepChoice(step=3, batch=32, zero=zero))
    before, after, loss = plain_loop(3, 32, zero)
    assert record.loss == pytest.approx(loss)
    last = record.moments[STEP]
    for name, value in after.items():
        assert record.moments[START].norms[name] == pytest.approx(float(before[name].norm()))
        assert last.norms[name] == pytest.approx(float(value.detach().norm()))
        assert last.gradients[name] == pytest.approx(float(value.grad.norm()))
        assert last.moved[name] == pytest.approx(
            float((value.detach() - before[name]).norm()), rel=1e-5
        )
    grads = torch.cat([value.grad.flatten() for value in after.values()])
    assert last.gradient == pytest.approx(float(grads.norm()))


def test_each_call_changes_what_it_is_for_and_nothing_else():
    record = take_step(CONFIG, StepChoice(step=2, batch=32))
    moments = record.moments
    assert [*moments] == [START, *CALLS] == [*record.portraits]
    assert moments[START].gradient > 0 and moments[ZERO].gradient is None
    for name in ("forward", "loss"):
        assert vars(moments[name]) == vars(moments[ZERO])
    assert moments[BACKWARD].norms == moments[ZERO].norms and moments[BACKWARD].distance == 0
    assert None not in moments[BACKWARD].gradients.values()
    assert moments[STEP].gradients == moments[BACKWARD].gradients and moments[STEP].distance > 0
    assert record.shape == (32, 10) and 0 <= record.accuracy <= 1


def test_the_first_step_begins_without_gradients():
    assert take_step(CONFIG, StepChoice(step=1, batch=16)).moments[START].gradient is None


def test_whichever_call_is_looked_at_the_step_is_taken_once():
    choice = StepChoice(step=1, batch=8)
    assert take_step(CONFIG, choice) is take_step(CONFIG, choice.replace(call=ZERO))


def test_the_first_weights_are_pictures_of_what_they_multiply():
    portraits = take_step(CONFIG, StepChoice(step=1, batch=16)).portraits
    assert portraits[START].gradient is None and not portraits[BACKWARD].change.any()
    assert portraits[BACKWARD].gradient.shape == portraits[STEP].weights.shape == (16, 28, 28)
    convolution = take_step(CONFIG.replace(model="LeNet"), StepChoice(step=1, batch=4))
    assert convolution.portraits[STEP].change.shape == (6, 5, 5)


def test_a_network_with_norms_alone_is_seen_too():
    watch = _Watch(nn.Sequential(nn.Flatten(), nn.BatchNorm1d(20)), (1, 2, 10))
    watch.begin()
    assert watch.portraits[START].weights.tolist() == [[[1.0]]] * UNITS
    assert set(watch.moments[START].norms) == {"1.weight", "1.bias"}


def test_trained_weights_are_those_of_the_training():
    config = recipe("MLP 784-128-10")
    record = take_step(config, StepChoice(step=1, batch=8, weights=TRAINED))
    for name, value in store.load("MLP 784-128-10").named_parameters():
        assert record.moments[START].norms[name] == pytest.approx(float(value.double().norm()))
    with pytest.raises(ValueError, match="are not there: train MLP 784-128-10 like this first"):
        take_step(CONFIG, StepChoice(weights=TRAINED))


def test_pictures_that_are_not_there_are_told(folder):
    config = TrainConfig(model="SimpleCNN", dataset="CIFAR-10")
    with pytest.raises(ValueError, match="dataset='CIFAR-10' is not on this computer yet"):
        take_step(config, StepChoice())
