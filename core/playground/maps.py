"""What a network says all over the plane, as numbers that a picture shades."""

import torch
from torch import Tensor

from core.playground.points import NUMBERS, REACH


def grid(side: int) -> Tensor:
    """Points all over the map, (side * side, 2), row by row from the lowest y up."""
    axis = torch.linspace(-REACH, REACH, side)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    return torch.stack([x, y], 2).view(-1, 2)


SURE = 0.999
"""A probability counts as this at most, so that its shade stays below the next class."""


def shade_shares(shares: Tensor) -> Tensor:
    """A number for the shares of a network's outputs (..., C): of one output the share itself, of
    several the class with the largest share, plus that share.
    """
    if shares.shape[-1] == 1:
        return shares[..., 0].float()
    largest, label = shares.max(-1)
    return (label + largest.clamp(max=SURE)).float()


def shade(outputs: Tensor, classes: int) -> Tensor:
    """A number for each output (..., K), float32: its first number where a network gives numbers;
    of two classes the probability of class 1; and of more the class plus its probability, just
    below the next class where that is 1.

    With two classes there may be two logits or one.
    """
    if classes == NUMBERS:
        return outputs[..., 0].float()
    if outputs.shape[-1] == 1:
        return outputs[..., 0].sigmoid().float()
    probabilities = outputs.softmax(-1)
    if classes == 2:
        return probabilities[..., 1].float()
    return shade_shares(probabilities)
