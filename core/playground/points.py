"""Points of the plane, each with what a network is to say of it."""

from dataclasses import dataclass

import torch
from torch import Tensor

REACH = 6.0
"""The map goes from -REACH to REACH in x and in y."""

FEWEST_CLASSES, MOST_CLASSES = 2, 5

NUMBERS = 0
"""In place of how many classes there are, where a network is to give a number."""


@dataclass(frozen=True, eq=False)
class Points:
    """Points and what they belong to.

    Args:
        inputs: (N, 2) float32, x and y.
        targets: (N,) int64, the class of each from 0 on; or float32, its number.
        classes: how many classes there are, `NUMBERS` if a network is to give a number.
    """

    inputs: Tensor
    targets: Tensor
    classes: int

    def __len__(self) -> int:
        return len(self.inputs)

    def at(self, index: Tensor) -> "Points":
        """The points at these positions, (M,) int64."""
        return Points(self.inputs[index], self.targets[index], self.classes)

    def split(self, share: int, generator: torch.Generator) -> tuple["Points", "Points"]:
        """Points to train on and points to test with, in an order that the generator draws.

        Args:
            share: of the points that are trained on, in percent.
        """
        order = torch.randperm(len(self), generator=generator)
        count = len(self) * share // 100
        return self.at(order[:count]), self.at(order[count:])
