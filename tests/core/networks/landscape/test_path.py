"""The path of a training, and the plane of its two largest components."""

import math

import pytest
import torch

from core.networks.landscape.path import (
    BARS,
    components,
    numbers,
    path_plane,
    result,
    unflattened,
    walk_shares,
)
from core.networks.landscape.plane import COARSE
from core.networks.landscape.subject import OWN
from core.networks.landscape.walks import SIDE, TrainingPath, network

pytestmark = pytest.mark.usefixtures("one_thread")

SHORT = TrainingPath(path_steps=20)


def test_a_row_of_weights_has_their_names_and_precision():
    model = network(0)
    flat = torch.cat([value.detach().flatten() for value in model.parameters()])
    again = unflattened(model, flat)
    assert all(torch.equal(again[key], value) for key, value in model.named_parameters())
    assert {value.dtype for value in unflattened(model.float(), flat).values()} == {torch.float32}


def test_components_are_those_of_the_covariance():
    path = torch.randn(12, 40, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    shares, directions = components(path)
    values, vectors = torch.linalg.eigh(torch.cov(path.T))
    assert torch.allclose(shares[:5], values.flip(0)[:5] / values.sum())
    assert abs(float(directions[0] @ vectors[:, -1])) == pytest.approx(1.0)
    assert torch.allclose(directions[:2] @ directions[:2].T, torch.eye(2).double(), atol=1e-12)
    assert bool(((path[0] - path[-1]) @ directions[:2].T > 0).all())


def test_a_random_walk_has_the_shares_of_the_formula():
    drawn = torch.Generator().manual_seed(1)
    walk = torch.randn(60, 20_000, generator=drawn).double().cumsum(dim=0)
    assert torch.allclose(components(walk)[0][:BARS], walk_shares(60)[:BARS], atol=0.01)
    long = walk_shares(5000)[:2]
    assert long[0].item() == pytest.approx(6 / math.pi**2, rel=1e-3)
    assert long.sum().item() == pytest.approx(0.7599, abs=1e-4)


def test_the_plane_touches_the_path_at_its_end():
    seen = result(SHORT)
    assert seen.losses.shape == (SIDE, SIDE) and seen.losses.isfinite().all()
    assert torch.allclose(seen.points[-1], torch.zeros(2).double())
    assert seen.path_losses[-1].item() == pytest.approx(seen.shadow_losses[-1].item(), rel=1e-9)
    for axis, values in zip(seen.axes, seen.points.T, strict=True):
        assert axis[0] < values.min() and values.max() < axis[-1]
    shown = numbers(SHORT)
    assert shown["loss at first"] == pytest.approx(float(seen.path_losses[0]))
    assert shown["loss of the shadow half way"] == pytest.approx(float(seen.shadow_losses[10]))
    shares = [progress.share for progress in path_plane(SHORT)]
    assert shares == sorted(shares) and shares[-1] == 1


def test_a_coarse_plane_comes_first():
    seen = [progress.value for progress in path_plane(SHORT) if progress.value is not None]
    assert len(seen[0].axes[0]) == COARSE and len(seen[-1].axes[0]) == SIDE
    assert seen[0].losses.isfinite().all() and seen[0].at.tolist() == list(range(21))


def test_batch_norms_are_told_and_take_their_statistics_from_the_points():
    setting = TrainingPath(path_network=OWN, playground="hidden=3+ReLU+norm&course=4", path_side=11)
    seen = result(setting)
    assert seen.normed and seen.count == 3 * 3 + 2 * 3 + 3 + 1 and len(seen.at) == 5
    assert seen.path_losses[-1].item() == pytest.approx(seen.shadow_losses[-1].item(), rel=1e-9)


def test_a_kept_path_ends_at_the_trained_network():
    setting = TrainingPath(path_network="MLP 784-128-10", path_digits=100, path_side=11)
    seen, shown = result(setting), numbers(setting)
    assert seen.count == 101_770 and seen.at[0] == 0 and bool((seen.at.diff() > 0).all())
    assert shown["loss at the end"] == pytest.approx(shown["loss of the shadow at the end"])
