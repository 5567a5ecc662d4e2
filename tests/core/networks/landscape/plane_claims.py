"""What the presets of the view "Plane" say, against the network itself."""

from copy import deepcopy

import pytest
import torch

from core.networks.landscape.plane import Plane, directions, numbers, weights_of
from core.networks.landscape.subject import subject
from core.networks.landscape.weights import NORMALISATIONS
from core.playground.run import Run
from core.playground.settings import Settings
from core.training import store
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def outputs_of(setting, weights, model=None) -> torch.Tensor:
    """What a network makes of the pictures with these weights, which are put into a copy of it."""
    chosen = subject(setting.network, setting.digits)
    model = deepcopy(model or chosen.model)
    model.load_state_dict(weights, strict=False)
    with torch.no_grad():
        return model(chosen.x)


def loss_of(setting, weights, model=None) -> float:
    chosen = subject(setting.network, setting.digits)
    return chosen.loss(outputs_of(setting, weights, model), chosen.labels).item()


def at(setting, a: float, b: float, copy: int = 0) -> float:
    """The loss at a point of the plane through the network or its rescaled copy."""
    weights = weights_of(setting)[copy]
    first, second = directions(setting, weights)
    moved = {name: value + a * first[name] + b * second[name] for name, value in weights.items()}
    return loss_of(setting, moved)


def on_a_ring(setting, copy: int = 0) -> list[float]:
    return [at(setting, a, b, copy) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b]


def notices(setting) -> bool:
    """Whether the losses at the edge differ, though the outputs in the middle do not."""
    ours, copy = weights_of(setting)
    assert (outputs_of(setting, ours) - outputs_of(setting, copy)).abs().max() < 1e-12
    pairs = zip(on_a_ring(setting), on_a_ring(setting, 1), strict=True)
    return any(abs(first - second) > 1e-6 * first for first, second in pairs)


@CLAIMS.of("A valley around the weights")
def _(state):
    setting = state.part(Plane)
    middle, shown = at(setting, 0, 0), numbers(setting)
    for a, b in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        assert abs(shown[f"loss at ({a}, {b})"] - at(setting, a, b)) < 1e-12
        assert at(setting, a, b) > 10 * middle
    assert abs(shown["loss at (0, 0)"] - middle) < 1e-12


@CLAIMS.answer("A valley around the weights")
def _(state):
    setting = state.part(Plane)
    return "A valley" if min(on_a_ring(setting)) > 5 * at(setting, 0, 0) else "A slope"


@CLAIMS.of("The same network, ten times as steep?")
def _(state):
    setting = state.part(Plane)
    assert setting.factor == 10
    assert max(on_a_ring(setting, 1)) > 100 * max(on_a_ring(setting))
    first, copy = weights_of(setting)
    assert torch.allclose(copy["hidden.weight"], 10 * first["hidden.weight"])
    assert torch.allclose(copy["output.weight"], first["output.weight"] / 10)


@CLAIMS.answer("The same network, ten times as steep?")
def _(state):
    return yes(not notices(state.part(Plane)))


@CLAIMS.of("Filter by filter")
def _(state):
    setting = state.part(Plane)
    pairs = zip(on_a_ring(setting), on_a_ring(setting, 1), strict=True)
    assert all(abs(first - second) < 1e-9 * first for first, second in pairs)
    for weights in weights_of(setting):
        first, _ = directions(setting, weights)
        for name in ("hidden.weight", "output.weight"):
            assert torch.allclose(first[name].norm(dim=1), weights[name].norm(dim=1))


@CLAIMS.answer("Filter by filter")
def _(state):
    return yes(notices(state.part(Plane)))


@CLAIMS.of("Neuron by neuron")
def _(state):
    setting = state.part(Plane)
    first, copy = (weights["hidden.bias"] for weights in weights_of(setting))
    by = copy / first
    assert 0.1 <= by.min() < 0.15 and 8 < by.max() <= 10
    assert max(on_a_ring(setting, 1)) > 10 * max(on_a_ring(setting))


@CLAIMS.answer("Neuron by neuron")
def _(state):
    return yes(not notices(state.part(Plane)))


@CLAIMS.of("Weight by weight")
def _(state):
    setting = state.part(Plane)
    assert not notices(setting) and not notices(setting.replace(rescaling="Layers"))


@CLAIMS.answer("Weight by weight")
def _(state):
    names = ("", "Layer by layer", "Filter by filter", "Weight by weight")
    (safe,) = (
        name
        for name, normalisation in zip(names, NORMALISATIONS, strict=True)
        if not notices(state.part(Plane).replace(normalisation=normalisation))
    )
    return safe


@CLAIMS.of("Your own network")
def _(state):
    run = Run(Settings())
    for _ in range(40):
        run.epoch()
    shown = numbers(state.part(Plane))
    assert shown["loss at (0, 0)"] == pytest.approx(run.record().train_loss, rel=1e-5)
    assert sum(value.numel() for value in run.network.parameters()) == 25


@CLAIMS.of("Through batch norm")
def _(state):
    setting, usual = state.part(Plane), store.load(state.network)
    norms = [module for module in usual.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    assert norms and not any(module.training for module in norms)
    (weights,) = weights_of(setting)
    first, _ = directions(setting, weights)
    moved = {name: value + 0.5 * first[name] for name, value in weights.items()}
    assert loss_of(setting, moved, usual) > 2 * loss_of(setting, moved)
    before = [module.running_mean.clone() for module in norms]
    numbers(setting)
    assert all(map(torch.equal, before, (module.running_mean for module in norms)))
