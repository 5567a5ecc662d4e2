"""The script of a training path."""

import torch
from torch import nn

from core.networks.landscape.path_script import loss_with, path_script
from core.networks.landscape.subject import OWN
from core.networks.landscape.walks import TrainingPath


def test_it_makes_the_optimizer():
    setting = TrainingPath(optimizer="Momentum", path_rate=0.1, batch=20, path_steps=40)
    text = path_script(setting).text
    assert "torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)" in text
    assert "steps = 40" in text and "batch_size = 20" in text and 'load_file("path' not in text


def test_a_path_that_was_kept_comes_along():
    stored = path_script(TrainingPath(path_network="MLP 784-128-10", path_digits=50))
    assert {*stored.files} == {"path.safetensors", "pictures.safetensors"}
    own = path_script(TrainingPath(path_network=OWN, playground="hidden=3+norm&course=2"))
    assert {*own.files} == {"path.safetensors", "points.safetensors"}
    assert "with_batch_statistics(model)" in own.text and "with_batch" not in stored.text
    assert "train_path" not in own.text + stored.text


def test_a_loss_is_that_with_the_weights():
    model = nn.Linear(2, 3)
    flat = torch.tensor([1.0, 0, 0, 0, 0, 0, 0, 0, 0]).double()
    x, labels = torch.tensor([[2.0, 5.0]]), torch.tensor([0])
    expected = torch.tensor([2.0, 0, 0]).log_softmax(0)[0]
    loss = loss_with(model, flat, x, labels, nn.CrossEntropyLoss())
    assert abs(loss + float(expected)) < 1e-6
