"""A linear head on features, trained to the minimum in under a second, and the head on raw pixels
that it is compared with.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

L2 = 1.0
"""Of the weights on features that are scaled to a deviation of 1."""

STEPS = 30


@dataclass(frozen=True, eq=False)
class Head:
    """A linear layer, and how it came to be.

    Args:
        weight: (classes, D).
        bias: (classes,).
        losses: with the penalty, wherever the training looked at it, from the start on.
    """

    weight: Tensor
    bias: Tensor
    losses: Tensor

    def scores(self, features: Tensor) -> Tensor:
        """(N, D) to (N, classes)."""
        return F.linear(features, self.weight, self.bias)

    def accuracy(self, features: Tensor, labels: Tensor) -> float:
        """The share of features whose class it tells."""
        return float((self.scores(features).argmax(1) == labels).double().mean())

    def module(self) -> nn.Linear:
        """The layer, for a network to end in."""
        layer = nn.Linear(self.weight.shape[1], len(self.weight), device="meta")
        layer.load_state_dict({"weight": self.weight, "bias": self.bias}, assign=True)
        return layer


def fit(features: Tensor, labels: Tensor, classes: int, l2: float = L2, steps: int = STEPS) -> Head:
    """Minimises cross-entropy plus l2 / 2 times the squared weights, by L-BFGS on all features at
    once, from zero.

    The features are centred, and scaled by one number, while it trains, so that `l2` means the same
    for every network; the layer that is returned takes them as they are.

    Args:
        features: (N, D).
        labels: (N,), below `classes`.
        steps: at most; it ends where the loss falls no more.

    Raises:
        ValueError: there are no features, or none for some class.
    """
    if len(labels.unique()) < classes:
        raise ValueError(f"labels show {len(labels.unique())} of {classes} classes: all are needed")
    weight, bias, losses = minimum(features, labels, classes, l2, steps)
    return Head(weight, bias, torch.tensor(losses))


def minimum(features, labels, classes, l2, steps):
    """Weight and bias of a linear layer at which cross-entropy plus l2 / 2 times the squared
    weights is lowest, by L-BFGS on all features at once, from zero; and the losses on the way.

    The features are centred, and scaled by one number, while it trains. The rows of the best weight
    lie in the span of the pictures, so it is enough to learn them in the principal directions. Each
    of these gets the length at which the loss is about as curved as in all others: then few steps
    lead to the minimum.
    """
    centre = features.mean(0)
    scale = (features - centre).square().mean().sqrt().clamp_min(1e-12)
    x = (features - centre) / scale  # (N, D)
    squares, directions = torch.linalg.eigh(x @ x.T)
    squares = squares.clamp_min(1e-6 * squares.max() + 1e-9)  # in some directions nothing varies
    lengths = 1 / (1 + 0.1 * squares / (l2 * len(x))).sqrt()
    inputs = directions * lengths * squares.sqrt()  # (N, N): the pictures in these directions

    weight, bias, losses = torch.zeros(classes, len(x)), torch.zeros(classes), []
    truth = F.one_hot(labels, classes).to(x)  # (N, classes)
    optimizer = torch.optim.LBFGS(
        [weight, bias],
        max_iter=steps,
        tolerance_change=1e-7,  # float32 cannot tell less
        history_size=10,
        line_search_fn="strong_wolfe",
    )

    def loss():
        logs = F.linear(inputs, weight, bias).log_softmax(dim=1)
        pull = l2 * lengths.square() * weight
        away = (logs.exp() - truth) / len(x)  # the slope of cross-entropy: softmax less the truth
        weight.grad, bias.grad = away.T @ inputs + pull, away.sum(dim=0)
        value = (pull * weight).sum() / 2 - (logs * truth).sum() / len(x)
        losses.append(value.item())
        return value

    optimizer.step(loss)  # all steps
    weight = weight @ (directions * lengths / squares.sqrt()).T @ x / scale  # (classes, D)
    return weight, bias - weight @ centre, losses


def raw_pixels(images, side=32):
    """Pictures (N, C, H, W) uint8 as rows of their pixels in [0, 1], at most `side` x `side`:
    larger ones are made smaller.
    """
    x = images.float() / 255
    if max(images.shape[2:]) > side:
        x = F.interpolate(x, size=(side, side), mode="area")
    return x.flatten(1)
