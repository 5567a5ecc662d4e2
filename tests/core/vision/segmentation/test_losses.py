"""Losses are torch's, torchvision's and plain loops; each has a gradient, and tells a right mask
from a wrong one.
"""

import math

import pytest
import torch
from torch.nn import functional as F
from torchvision.ops import sigmoid_focal_loss

from core.vision.segmentation.losses import LOSSES


def batch(classes=3, seed=0):
    generator = torch.Generator().manual_seed(seed)
    scores = torch.randn(4, classes, 5, 6, generator=generator, dtype=torch.float64)
    return scores, torch.randint(classes, (4, 5, 6), generator=generator)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("classes", [2, 4])
def test_each_is_least_where_the_truth_is_predicted(name, classes):
    scores, masks = batch(classes)
    loss = LOSSES.pick(name).build()
    right = 30 * F.one_hot(masks, classes).movedim(-1, 1).double()
    assert (
        float(loss(right, masks)) < 1e-3 < float(loss(scores, masks)) < float(loss(-right, masks))
    )
    scores.requires_grad_()
    assert torch.autograd.gradcheck(lambda value: loss(value, masks), scores)


def test_weighted_cross_entropy_is_torch_s():
    scores, masks = batch()
    expected = F.cross_entropy(scores, masks, weight=torch.tensor([1.0, 7, 7]).double())
    loss = LOSSES.pick("Weighted cross-entropy", weight=7.0).build()
    assert torch.allclose(loss(scores, masks), expected)


def test_the_weight_map_falls_with_the_distance_to_another_class():
    scores, masks = batch(2)
    masks[:] = 0
    masks[0, 1, 1], masks[1, :, 4:] = 1, 1
    w0, sigma = 4.0, 1.5
    expected = torch.ones(masks.shape, dtype=torch.float64)
    for n, row, column in torch.cartesian_prod(*map(torch.arange, masks.shape)).tolist():
        rows, columns = (masks[n] != masks[n, row, column]).nonzero(as_tuple=True)
        ways = torch.maximum((rows - row).abs(), (columns - column).abs()).tolist()
        if ways and min(ways) <= 3 * sigma:
            expected[n, row, column] += w0 * math.exp(-(min(ways) ** 2) / (2 * sigma**2))
    assert expected[2].unique().tolist() == [1] and len(expected[0].unique()) == 4
    loss = LOSSES.pick("Weight map", w0=w0, sigma=sigma).build()
    assert torch.allclose(loss.weights(masks).double(), expected)
    entropy = F.cross_entropy(scores, masks, reduction="none")
    whole = (expected * entropy).sum() / expected.sum()
    assert torch.allclose(loss(scores, masks), whole)
    plain = LOSSES.pick("Weight map", w0=0.0).build()
    assert torch.allclose(plain(scores, masks), F.cross_entropy(scores, masks))


def soft_dice(p, g, smooth):
    overlap = sum(float(a) * float(b) for a, b in zip(p.flatten(), g.flatten(), strict=True))
    return (2 * overlap + smooth) / (float(p.sum()) + float(g.sum()) + smooth)


@pytest.mark.parametrize("smooth", [0.0, 1.0])
def test_dice_is_that_of_a_plain_loop(smooth):
    scores, masks = batch()
    p = scores.softmax(1)
    pairs = [(p[:, label], (masks == label).double()) for label in (1, 2)]
    whole = sum(soft_dice(*pair, smooth) for pair in pairs) / 2
    loss = LOSSES.pick("Dice", per="Batch", smooth=smooth).build()
    assert float(loss(scores, masks)) == pytest.approx(1 - whole)
    each = sum(soft_dice(a[n], b[n], smooth) for a, b in pairs for n in range(4)) / 8
    loss = LOSSES.pick("Dice", per="Picture", smooth=smooth).build()
    assert float(loss(scores, masks)) == pytest.approx(1 - each)
    both = LOSSES.pick("Cross-entropy + Dice", per="Picture", smooth=smooth).build()
    assert torch.allclose(both(scores, masks), loss(scores, masks) + F.cross_entropy(scores, masks))


def test_an_empty_mask_without_smoothing_is_never_right():
    masks = torch.zeros(1, 5, 6, dtype=torch.long)
    scores = torch.stack((torch.full((1, 5, 6), 20.0), torch.full((1, 5, 6), -20.0)), 1)
    without, with_ = (LOSSES.pick("Dice", smooth=smooth).build() for smooth in (0.0, 1.0))
    assert float(without(scores, masks)) == 1 and float(with_(scores, masks)) < 1e-6


@pytest.mark.parametrize(("gamma", "alpha"), [(2.0, 0.25), (0.0, 0.5)])
def test_focal_is_torchvision_s_of_the_difference_of_two_scores(gamma, alpha):
    scores, masks = batch(2)
    expected = sigmoid_focal_loss(
        scores[:, 1] - scores[:, 0], masks.double(), alpha, gamma, reduction="mean"
    )
    loss = LOSSES.pick("Focal", gamma=gamma, alpha=alpha).build()
    assert torch.allclose(loss(scores, masks), expected)
