"""Further trainings: their configs, and what becomes of several of them."""

import torch

from core.data.datasets import DATASETS, load
from core.models.zoo import create
from core.training.config import recipe
from core.training.further import GENTLY, between, blend, gentle, mean
from core.training.snapshot import Snapshot
from core.training.train import evaluate


def test_a_further_training_is_gentle_and_sees_the_pictures_in_another_order():
    config = recipe("LeNet", seed=4)
    configs = [gentle(config, 2, run) for run in range(3)]
    assert [further.seed for further in configs] == [5, 6, 7]
    assert {further.epochs for further in configs} == {2}
    assert {further.optimizer["lr"] for further in configs} == {config.optimizer["lr"] / GENTLY}


def test_the_mean_of_weights_and_what_lies_between():
    before, *after = (
        {"weight": torch.tensor([x]), "count": torch.tensor(9)} for x in (1.0, 4.0, 8.0)
    )
    middle = between(before, mean(after), 0.5)
    assert middle["weight"].item() == 1 + 0.5 * (6 - 1) and middle["count"].item() == 9


def test_several_trainings_become_one_network_which_is_tested_as_it_then_is(small):
    before, *models = (create("LeNet", torch.Generator().manual_seed(seed)) for seed in range(3))
    weights = [model.conv1.weight.detach().clone() for model in (before, *models)]
    curves = {"curve": ((1, 0.5, 0.5),), "held_out": ((1, 0.5, 0.5),)}
    runs = [Snapshot(model=model.eval(), seconds=3.0, **curves) for model in models]
    last = blend(runs, before.state_dict(), 0.25, "MNIST")
    wanted = 0.75 * weights[0] + 0.25 * (weights[1] + weights[2]) / 2
    assert torch.allclose(last.model.conv1.weight, wanted, atol=1e-6)
    assert last.test_accuracy == evaluate(last.model, load("MNIST"), DATASETS["MNIST"]) > 0
    assert last.seconds == 6.0 and last.curve == last.held_out == ()
