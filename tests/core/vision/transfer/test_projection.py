"""Principal components, by the eigenvectors of the covariance."""

import pytest
import torch

from core.vision.transfer.projection import project, separation

GENERATOR = torch.Generator().manual_seed(0)
FEATURES = torch.randn(30, 6, generator=GENERATOR) * torch.tensor([5.0, 3, 1, 1, 0.5, 0.1])
LABELS = torch.arange(30) % 3


def test_the_plane_is_that_of_the_largest_eigenvalues():
    result = project(FEATURES, LABELS)
    x = FEATURES.double() - FEATURES.double().mean(0)
    values, vectors = torch.linalg.eigh(x.T @ x)
    for index, column in enumerate((-1, -2)):
        points = result.points[:, index].double()
        along = x @ vectors[:, column]
        assert min((points - along).abs().max(), (points + along).abs().max()) < 1e-5
        assert result.shares[index] == pytest.approx(float(values[column] / values.sum()))
    again = project(FEATURES * 1.0, LABELS)
    assert torch.equal(again.points, result.points)


def test_a_plane_is_turned_to_lie_like_another():
    plain = project(FEATURES, LABELS)
    angle = torch.tensor(2.0)
    turned = torch.stack(
        (torch.stack((angle.cos(), angle.sin())), torch.stack((angle.sin(), -angle.cos())))
    )
    like = plain.points @ turned
    result = project(FEATURES, LABELS, like)
    torch.testing.assert_close(result.points, like, rtol=1e-4, atol=1e-4)
    lengths = (result.points - result.points[0]).norm(dim=1)
    torch.testing.assert_close(lengths, (plain.points - plain.points[0]).norm(dim=1))


def test_separation_is_the_variance_between_classes():
    x, total, between = FEATURES.double(), 0.0, 0.0
    mean = x.mean(0)
    for label in range(3):
        own = x[label == LABELS]
        for row in own:
            total += float(((row - mean) ** 2).sum())
            between += float(((own.mean(0) - mean) ** 2).sum())
    assert separation(FEATURES, LABELS) == pytest.approx(between / total)
    assert project(FEATURES, LABELS).apart == separation(FEATURES, LABELS)
    assert separation(torch.eye(3)[LABELS], LABELS) == pytest.approx(1.0)
