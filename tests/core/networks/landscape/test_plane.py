"""Planes of losses: every point is that of the moved network, and the coarse plane comes first."""

import pytest
import torch

from core.networks.landscape import plane as module
from core.networks.landscape.plane import (
    COARSE,
    LAYERS,
    NEURONS,
    Clock,
    Plane,
    directions,
    ends,
    factors,
    numbers,
    planes,
    sides_of,
    weights_of,
)
from core.networks.landscape.subject import subject
from core.networks.landscape.weights import loss_at

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize(
    "setting",
    [
        Plane(digits=100, rescaling=NEURONS),
        Plane(network="MLP 784-128-64-10", digits=100, normalisation="Each weight"),
        Plane(network="DigitNet", digits=50, reach=0.5),
    ],
    ids=lambda setting: setting.network,
)
def test_every_point_is_the_loss_of_the_moved_network(setting, monkeypatch):
    monkeypatch.setattr(module, "COARSE", 3)
    result = next(progress.value for progress in planes(setting) if progress.value)
    chosen = subject(setting.network, setting.digits)
    for surface, weights in zip(result.surfaces, weights_of(setting), strict=True):
        both = directions(setting, weights)
        for row, column in ((0, 0), (0, 2), (1, 1), (2, 1)):
            a, b = surface.axis[column].item(), surface.axis[row].item()
            loss = loss_at(chosen.model, weights, *both, a, b, chosen.x, chosen.labels, chosen.loss)
            assert surface.losses[row, column].item() == pytest.approx(loss, rel=1e-5)
    assert result.loss == pytest.approx(numbers(setting)["loss at (0, 0)"], rel=1e-5)
    assert result.normed == chosen.normed and result.accuracy > 0.95


def test_a_coarse_plane_is_there_before_the_fine_one():
    seen = list(planes(Plane(digits=100, side=21)))
    shares = [progress.share for progress in seen]
    assert shares == sorted(shares) and shares[-1] == 1
    sides = [len(progress.value.surfaces[0].axis) for progress in seen if progress.value]
    assert set(sides) == {COARSE, 21} and sides == sorted(sides)
    assert sides_of(Plane(side=11)) == [11] and sides_of(Plane()) == [COARSE, 41]
    coarse = next(progress.value for progress in seen if progress.value).surfaces[0]
    fine = seen[-1].value.surfaces[0]
    assert torch.allclose(coarse.losses, fine.losses[::2, ::2])


def test_factors_are_those_of_the_layer_or_of_each_neuron():
    assert factors(Plane(rescaling=LAYERS, factor=5.0), 3).tolist() == [5, 5, 5]
    several = factors(Plane(rescaling=NEURONS, factor=5.0), 500)
    assert 0.2 <= several.min() < 0.21 and 4.8 < several.max() <= 5
    assert not torch.equal(several, factors(Plane(rescaling=NEURONS, directions=1), 500))


def test_numbers_are_those_of_the_ends():
    shown = numbers(Plane(digits=100, reach=0.5, rescaling=LAYERS))
    assert [*shown][:3] == ["loss at (0, 0)", "loss at (0.5, 0)", "loss at (-0.5, 0)"]
    assert len(shown) == 2 * (1 + len(ends(0.5)))
    assert shown["rescaled, loss at (0, 0)"] == pytest.approx(shown["loss at (0, 0)"], rel=1e-9)


def test_a_clock_tells_what_is_left():
    clock = Clock(200)
    assert clock.after(50)[0] == 0.25 and clock.after(100)[1].startswith("150 of 200 points, ")
