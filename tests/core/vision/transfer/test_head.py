"""A head is the minimum that scikit-learn's logistic regression finds."""

import pytest
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn import functional as F

from core.vision.transfer.head import fit, raw_pixels


def features(count=60, size=12, classes=3):
    generator = torch.Generator().manual_seed(3)
    labels = torch.arange(count) % classes
    centres = torch.randn(classes, size, generator=generator)
    return 5 + 2 * (centres[labels] + torch.randn(count, size, generator=generator)), labels


@pytest.mark.parametrize("size", [12, 300])
@pytest.mark.parametrize("l2", [0.01, 1.0])
def test_it_is_logistic_regression(l2, size):
    x, y = features(size=size)
    scale = float((x - x.mean(0)).square().mean().sqrt())
    head = fit(x, y, 3, l2=l2, steps=100)
    scaled = ((x - x.mean(0)) / scale).double().numpy()
    oracle = LogisticRegression(C=1 / (len(x) * l2), tol=1e-10, max_iter=5000)
    oracle.fit(scaled, y.numpy())
    assert torch.allclose(head.weight * scale, torch.tensor(oracle.coef_).float(), atol=2e-3)
    expected = torch.tensor(oracle.predict_proba(scaled)).float()
    assert torch.allclose(head.scores(x).softmax(1), expected, atol=1e-3)
    assert head.accuracy(x, y) == oracle.score(scaled, y.numpy())


def test_pictures_that_do_not_differ_are_guessed():
    head = fit(torch.ones(4, 5), torch.tensor([0, 0, 0, 1]), 2)
    expected = torch.tensor([0.75, 0.25]).expand(4, 2)
    assert torch.allclose(head.scores(torch.ones(4, 5)).softmax(1), expected, atol=1e-3)


def test_its_losses_fall_from_ln_of_the_classes():
    x, y = features()
    head = fit(x, y, 3)
    assert float(head.losses[0]) == pytest.approx(torch.tensor(3.0).log().item())
    assert head.losses[-1] == head.losses.min() < head.losses[0] and len(head.losses) > 5
    with torch.no_grad():
        assert torch.allclose(head.module()(x), head.scores(x))
    with pytest.raises(ValueError, match="labels show 2 of 3 classes"):
        fit(x[y < 2], y[y < 2], 3)


def test_raw_pixels_are_means_of_squares():
    images = torch.randint(0, 256, (2, 3, 128, 128), dtype=torch.uint8)
    expected = F.avg_pool2d(images / 255, 4).flatten(1)
    assert torch.allclose(raw_pixels(images), expected, atol=1e-6)
    assert raw_pixels(images[..., :28, :28]).shape == (2, 3 * 28 * 28)
