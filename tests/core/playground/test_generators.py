"""The generators of 2-D data, against TensorFlow Playground's, scikit-learn's and closed forms."""

import math

import numpy as np
import pytest
import torch
from scipy.stats import ks_2samp
from sklearn.datasets import make_moons

from core.playground import generators
from core.playground.data import DATA, sample
from tests.core.playground.tf import ORACLES, height_of_cones, label_of_circle

COUNT = 2000


def alike(mine: np.ndarray, theirs: np.ndarray) -> bool:
    """Whether two samples may well be of one distribution (Kolmogorov and Smirnov)."""
    return ks_2samp(mine, theirs, method="asymp").pvalue > 1e-3


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("noise", (0, 25, 50))
@pytest.mark.parametrize("name", ORACLES)
def test_distributions_are_those_of_tensorflow_playground(name, noise):
    """Every marginal of either class, and of sums and differences, agrees with the other's."""
    points = sample(DATA.pick(name), COUNT, noise, seeded())
    x = points.inputs.double().numpy()
    known = ORACLES[name](COUNT, noise / 100, np.random.default_rng(1))
    if points.classes:
        labels, known_labels = points.targets.numpy(), (known[:, 2] > 0).astype(int)
        assert abs(labels.mean() - known_labels.mean()) < 0.05
        masks = [(labels == label, known_labels == label) for label in (0, 1)]
    else:
        assert alike(points.targets.numpy(), known[:, 2])
        masks = [(slice(None), slice(None))]
    for mine, theirs in masks:
        for way in ((1, 0), (0, 1), (1, 1), (1, -1)):
            assert alike(x[mine] @ way, known[theirs, :2] @ way), way
        radii = [np.hypot(*each.T) for each in (x[mine], known[theirs, :2])]
        assert alike(*radii)


def test_the_spiral_without_noise_is_tensorflow_playgrounds_to_the_last_digit():
    inputs, targets = generators.spiral(500, 0, seeded())
    known = ORACLES["Spiral"](500, 0, np.random.default_rng(0))
    np.testing.assert_allclose(inputs.numpy(), known[:, :2], atol=1e-5)
    np.testing.assert_array_equal(targets.numpy(), known[:, 2] > 0)


def test_labels_and_heights_without_noise_are_closed_forms():
    inputs, targets = generators.circle(COUNT, 0, seeded())
    assert targets.tolist() == [int(label_of_circle(*point) > 0) for point in inputs.tolist()]
    inputs, targets = generators.xor(COUNT, 0, seeded())
    assert inputs.abs().min() >= 0.3
    assert torch.equal(targets, (inputs[:, 0].sign() == inputs[:, 1].sign()).long())
    inputs, targets = generators.plane(COUNT, 0, seeded())
    assert torch.allclose(targets, inputs.sum(1) / 10)
    inputs, targets = generators.multi_gauss(COUNT, 0, seeded())
    heights = [height_of_cones(*point) for point in inputs.tolist()]
    np.testing.assert_allclose(targets.numpy(), heights, atol=1e-5)


@pytest.mark.parametrize("count", (2, 7, 501))
def test_an_odd_count_is_kept(count):
    for name, choice in DATA.items():
        if not choice.fixed:
            assert len(sample(DATA.pick(name), count, 10, seeded())) == count


def test_moons_are_those_of_scikit_learn():
    inputs, targets = generators.moons(500, 0, seeded())
    known, labels = make_moons(500, shuffle=False)
    np.testing.assert_allclose(inputs.numpy(), 3 * (known - (0.5, 0.25)), atol=1e-5)
    np.testing.assert_array_equal(targets.numpy(), labels)


@pytest.mark.parametrize("classes", (2, 3, 4, 5))
def test_rings_blobs_and_pinwheel_have_a_part_for_each_class(classes):
    inputs, targets = generators.rings(COUNT, 0, seeded(), classes)
    radii = inputs.norm(dim=1)
    for label in range(classes):
        assert torch.allclose(radii[targets == label], torch.tensor(5.0 * (label + 1) / classes))
    inputs, targets = generators.blobs(5000, 0, seeded(), classes, spread=0.5)
    for label in range(classes):
        angle = 2 * math.pi * label / classes
        cloud = inputs[targets == label]
        centre = torch.tensor([3.5 * math.sin(angle), 3.5 * math.cos(angle)])
        assert torch.allclose(cloud.mean(0), centre, atol=0.08)
        assert torch.allclose(cloud.std(0), torch.tensor(0.5), atol=0.04)
    inputs, targets = generators.pinwheel(50_000, 0, seeded(), classes)
    turn = 2 * math.pi / classes
    rotation = torch.tensor([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    arms = [inputs[targets == label] for label in range(classes)]
    for arm, following in zip(arms, arms[1:], strict=False):
        assert torch.allclose((arm @ rotation).mean(0), following.mean(0), atol=0.05)


def test_arms_of_a_spiral_are_turned_copies():
    inputs, targets = generators.spiral(600, 0, seeded(), arms=4)
    arms = [inputs[targets == label] for label in (3, 2, 1, 0)]
    for arm, following in zip(arms, arms[1:], strict=False):
        x, y = arm.T  # a quarter of a turn further
        assert torch.allclose(torch.stack([y, -x], 1), following, atol=1e-5)


@pytest.mark.parametrize("name", DATA)
def test_noise_makes_them_noisier_and_a_seed_makes_them_again(name):
    data = DATA.pick(name)
    first, again, other = (sample(data, 300, 20, seeded(seed)) for seed in (3, 3, 4))
    assert torch.equal(first.inputs, again.inputs) and torch.equal(first.targets, again.targets)
    assert first.inputs.dtype == torch.float32 and first.inputs.is_contiguous()
    assert data.choice.fixed or not torch.equal(first.inputs, other.inputs)
