"""Small digits, and networks that are trained on them."""

import torch
from torch import nn

from core.networks.landscape import digits as module
from core.networks.landscape.digits import PIXELS, digits, digits_file, drawn_perceptron, perceptron


def test_digits_are_halved_and_have_mean_zero():
    x, labels = digits(50, torch.float64)
    assert x.shape == (50, PIXELS) and labels.shape == (50,)
    assert x.mean(dim=0).abs().max() < 1e-12
    whole = module.datasets.load("MNIST").train_images[:50, 0].double() / 255
    corner = whole[:, 12:14, 16:18].mean(dim=(1, 2))
    assert torch.allclose(x[:, 6 * 14 + 8], corner - corner.mean())


def test_a_script_reads_the_same(tmp_path, monkeypatch):
    (tmp_path / module.FILE).write_bytes(digits_file(50))
    monkeypatch.chdir(tmp_path)
    for ours, read in zip(
        digits(50, torch.float32), module.read_digits(torch.float32), strict=True
    ):
        assert torch.equal(ours, read)


def test_first_weights_are_those_after_a_seed():
    ours = drawn_perceptron((4, 3, 2), nn.Tanh, 7, torch.float32)
    with torch.random.fork_rng():
        torch.manual_seed(7)
        theirs = perceptron((4, 3, 2), nn.Tanh, torch.float32)
    assert [type(part) for part in ours] == [nn.Linear, nn.Tanh, nn.Linear]
    for first, second in zip(ours.parameters(), theirs.parameters(), strict=True):
        assert torch.equal(first, second)
