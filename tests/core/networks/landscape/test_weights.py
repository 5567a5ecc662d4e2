"""Directions that are as long as the weights, and rescalings that change no output."""

import pytest
import torch
from torch import nn
from torch.func import functional_call

from core.networks.landscape.subject import pictures_file, subject
from core.networks.landscape.weights import (
    NORMALISATIONS,
    first_layer,
    loss_at,
    random_direction,
    read_pictures,
    rescaled,
    trained,
    with_batch_statistics,
)
from core.training import store


def network(*layers: nn.Module) -> tuple[nn.Module, dict[str, torch.Tensor]]:
    """A small network with weights from a generator, and these by name."""
    model, generator = nn.Sequential(*layers).double(), torch.Generator().manual_seed(0)
    for value in model.parameters():
        value.data = torch.randn(value.shape, generator=generator, dtype=torch.float64)
    return model, {name: value.detach() for name, value in model.named_parameters()}


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(3)


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_a_direction_is_as_long_as_the_weights(normalisation):
    _, weights = network(nn.Conv2d(2, 4, 3), nn.Linear(5, 3))
    direction = random_direction(weights, generator(), normalisation)
    matrices = [name for name, value in weights.items() if value.ndim > 1]
    raw = generator()
    drawn = {
        name: torch.randn(value.shape, generator=raw).double()
        for name, value in weights.items()
        if value.ndim > 1
    }
    assert all(not direction[name].any() for name in direction if name not in matrices)
    for name in matrices:
        assert torch.equal(direction[name].sign(), drawn[name].sign())
    if normalisation == "Whole network":
        both = [
            sum(part[name].square().sum() for name in matrices) for part in (weights, direction)
        ]
        assert both[0].item() == pytest.approx(both[1].item())
    elif normalisation == "Each layer":
        for name in matrices:
            assert direction[name].norm().item() == pytest.approx(weights[name].norm().item())
    elif normalisation == "Each filter":
        for name in matrices:
            for row, step in zip(weights[name], direction[name], strict=True):
                assert step.norm().item() == pytest.approx(row.norm().item())
    else:
        for name in matrices:
            assert torch.allclose(direction[name], drawn[name] * weights[name].abs())


@pytest.mark.parametrize(
    ("layers", "shape"),
    [
        ((nn.Linear(6, 4), nn.ReLU(), nn.Linear(4, 3)), (5, 6)),
        ((nn.Conv2d(2, 4, 3), nn.ReLU(), nn.Conv2d(4, 3, 2, bias=False)), (5, 2, 6, 6)),
        ((nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(16, 3)), (5, 1, 4, 4)),
    ],
    ids=("linear", "convolutions", "both"),
)
def test_rescaled_neurons_change_no_output(layers, shape):
    model, weights = network(*layers)
    factors = torch.tensor([0.1, 1.0, 3.0, 10.0]).double()
    changed = rescaled(weights, factors)
    x = torch.randn(shape, generator=generator(), dtype=torch.float64)
    assert torch.allclose(functional_call(model, changed, (x,)), model(x), atol=1e-12)
    assert torch.allclose(changed["0.weight"][1:2], weights["0.weight"][1:2])
    assert torch.allclose(changed["0.bias"], weights["0.bias"] * factors)
    assert changed.keys() == weights.keys()


def test_a_norm_divides_by_itself():
    layers = nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4, eps=1e-12), nn.ReLU(), nn.Conv2d(4, 2, 2)
    model, weights = network(*layers)
    model = with_batch_statistics(model)
    x = torch.randn(5, 1, 6, 6, generator=generator(), dtype=torch.float64)
    changed = rescaled(weights, torch.tensor([0.1, 1.0, 3.0, 10.0]).double())
    assert torch.allclose(functional_call(model, changed, (x,)), model(x), atol=1e-8)
    assert torch.equal(model[1].running_mean, torch.zeros(4).double())


def test_the_loss_at_a_point_is_that_of_moved_weights():
    model, weights = network(nn.Linear(6, 4), nn.ReLU(), nn.Linear(4, 3))
    first, second = (random_direction(weights, generator(), "Each layer") for _ in range(2))
    x, labels = torch.ones(2, 6).double(), torch.tensor([0, 2])
    loss = loss_at(model, weights, first, second, 0.5, -2.0, x, labels, nn.CrossEntropyLoss())
    by_hand = x[0] @ (weights["0.weight"] + 0.5 * first["0.weight"] - 2 * second["0.weight"]).T
    hidden = (by_hand + weights["0.bias"]).relu()
    last = weights["2.weight"] + 0.5 * first["2.weight"] - 2 * second["2.weight"]
    scores = hidden @ last.T + weights["2.bias"]
    expected = scores.logsumexp(0) - (scores[0] + scores[2]) / 2
    assert loss == pytest.approx(expected.item())
    assert first_layer(weights) == "0.weight"
    with pytest.raises(ValueError, match="no layer with a matrix of weights"):
        first_layer(dict(nn.BatchNorm2d(3).named_parameters()))


def test_a_script_reads_what_the_page_computes_with(tmp_path):
    name, file = "MLP 784-128-10", tmp_path / "pictures.safetensors"
    file.write_bytes(pictures_file(name, 100))
    shipped, chosen = store.find(name), subject(name, 100)
    dataset = shipped.dataset
    x, labels = read_pictures(file, dataset.mean, dataset.deviation, torch.float64)
    assert torch.equal(x, chosen.x) and torch.equal(labels, chosen.labels)
    model = trained(shipped.network.build, shipped.path)
    assert torch.equal(model.hidden.weight.double(), chosen.weights["hidden.weight"])
