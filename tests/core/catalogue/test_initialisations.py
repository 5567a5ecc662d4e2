"""Initialisations have the variances of their papers."""

import pytest
import torch

from core.catalogue.initialisations import INITIALISATIONS
from core.functions.activations.depth import DeepNetwork, linear_layers


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        ("He normal", 2 / 256),
        ("He uniform", 2 / 256),
        ("Xavier normal", 1 / 256),
        ("Xavier uniform", 1 / 256),
        ("LeCun normal", 1 / 256),
        ("Normal", 0.05**2),
        ("Orthogonal", 1 / 256),
        ("PyTorch default", 1 / (3 * 256)),
    ],
)
def test_an_initialisation_has_the_variance_of_its_paper(name, variance):
    layers = linear_layers(
        DeepNetwork(initialisation=name, layers=4, width=256), torch.Generator().manual_seed(0)
    )
    assert float(torch.stack([layer.weight.detach() for layer in layers]).var()) == pytest.approx(
        variance, rel=0.02
    )


def test_every_initialisation_has_its_variance_tested():
    marks = test_an_initialisation_has_the_variance_of_its_paper.pytestmark
    assert {row[0] for row in marks[0].args[1]} == set(INITIALISATIONS)


def test_an_orthogonal_weight_is_a_rotation():
    (layer,) = linear_layers(
        DeepNetwork(initialisation="Orthogonal", layers=1, width=64), torch.Generator()
    )
    assert torch.allclose(layer.weight @ layer.weight.T, torch.eye(64), atol=1e-5)
