"""Features in the plane: the two directions in which they differ most."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Projection:
    """Features in the plane.

    Args:
        points: (N, 2).
        shares: of the variance that each of the two directions has.
        apart: the share of the variance of all features that lies between classes: 1 if every
            picture stood at its class's mean, 0 if the means of all classes were the same.
    """

    points: Tensor
    shares: tuple[float, float]
    apart: float


def project(features: Tensor, labels: Tensor, like: Tensor | None = None) -> Projection:
    """The principal components of features (N, D).

    Args:
        labels: (N,).
        like: points (N, 2) of the same pictures; the plane is turned and mirrored so that the new
            ones lie as near to them as it can be.
    """
    points, shares = principal_components(features)
    if like is not None:
        points = points @ turn(points, like)
    first, second = shares[:2].tolist()
    return Projection(points.float(), (first, second), separation(features, labels))


def principal_components(features):
    """Features (N, D) in the two directions of most variance, (N, 2), and the share of the variance
    in every direction. Each direction points to where its largest number is positive.
    """
    centred = features.double() - features.double().mean(0)
    u, sizes, directions = torch.linalg.svd(centred, full_matrices=False)
    signs = directions.gather(1, directions.abs().argmax(1, keepdim=True))[:, 0].sign()
    points = (u * sizes * signs)[:, :2]
    return points, sizes.square() / sizes.square().sum()


def turn(points, like):
    """The rotation or mirroring (2, 2) that brings points (N, 2) nearest to others (Procrustes)."""
    u, _, v = torch.linalg.svd(points.T @ (like.double() - like.double().mean(0)))
    return u @ v


def separation(features: Tensor, labels: Tensor) -> float:
    """The share of the variance of features (N, D) that lies between classes."""
    x = features.double() - features.double().mean(0)
    between = 0.0
    for label in labels.unique():
        own = x[labels == label]
        between += len(own) * float(own.mean(0).square().sum())
    return between / float(x.square().sum())
