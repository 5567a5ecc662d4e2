"""The recipes give the weights of the loops that they are named for, written out here."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from core.data.datasets import DATASETS, load, pictures
from core.models.networks import DeepMLP, LogSoftmaxMLP, SimpleCNN
from core.training.recipes import RECIPES
from core.training.train import train
from tests.core.training.sameness import stand_in

LOOPS = {
    "MLP 784-512-128-10 with SGD": (
        DeepMLP,
        nn.CrossEntropyLoss,
        lambda weights: torch.optim.SGD(weights, lr=0.01, momentum=0.9),
        64,
    ),
    "MLP 784-128-64-10 with Adam": (
        LogSoftmaxMLP,
        nn.NLLLoss,
        lambda weights: torch.optim.Adam(weights, lr=0.003),
        64,
    ),
    "SimpleCNN with Adam": (
        SimpleCNN,
        nn.CrossEntropyLoss,
        lambda weights: torch.optim.Adam(weights, lr=0.001),
        32,
    ),
}


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_the_loop_that_it_is_named_for(name, small, monkeypatch):
    build, loss, optimizer, batch_size = LOOPS[name]
    config, dataset = RECIPES[name].config, DATASETS[RECIPES[name].config.dataset]
    data = load("MNIST")
    parts = {
        field: value[:160] for field, value in vars(data).items() if isinstance(value, torch.Tensor)
    }
    if dataset.shape[0] == 3:  # digits in colour stand for photographs
        for field in ("train_images", "test_images"):
            parts[field] = nn.functional.pad(parts[field], (2, 2, 2, 2)).expand(-1, 3, -1, -1)
    data = replace(data, **parts, read_train=None)
    stand_in(monkeypatch, data)
    *_, last = train(config.replace(epochs=2), "cpu")
    with torch.random.fork_rng():
        torch.manual_seed(config.seed)
        model = build()
        stepper, loss = optimizer(model.parameters()), loss()
        for _ in range(2):
            for batch in torch.randperm(160).split(batch_size):
                images = dataset.normalise(pictures(data.train_images[batch]))
                stepper.zero_grad()
                loss(model(images), data.train_labels[batch]).backward()
                stepper.step()
    for ours, theirs in zip(last.model.parameters(), model.parameters(), strict=True):
        torch.testing.assert_close(
            ours, theirs, rtol=1e-3, atol=1e-4
        )  # Adam divides small by small
    assert RECIPES[name].note and not config.label_smoothing and not config.ema
