"""Entries that nobody thought of, for the registries of the convolution page."""

import torch
from torch import nn
from torch.nn import functional as F

from core.registry import Choice, Flag, Options, Range, Registry
from core.vision.convolution.filtering import AFTER
from core.vision.convolution.kernels import KERNELS, Kernel
from core.vision.convolution.mixing import FILTERS, Filters
from core.vision.convolution.pooling import POOLS, Pool


class Bend(nn.Module):
    """Half of what is negative, and a constant."""

    def __init__(self, size=1.0, network="CNN"):
        super().__init__()
        self.size, self.network = size, network

    def forward(self, x):
        """Works on a tensor of any shape."""
        return torch.where(x < 0, x / 2, x) + self.size


def cross(filter, grid, network="wide"):
    """A cross of three rows and five columns."""
    kernel = torch.zeros(3, 5)
    kernel[1] = filter
    kernel[:, 2] = -filter if grid else filter
    return kernel * (2 if network == "wide" else 1)


def stripes(kernel, mixes):
    """Two filters of one row: brightness across, and the same the other way round."""
    row = torch.tensor([kernel, 0.0, -kernel])
    weights = torch.stack([row, row.flip(0)])[:, None, None].repeat(1, 3, 1, 1)  # (2, 3, 1, 3)
    return weights, torch.tensor([0.25, -0.25]) if mixes else torch.zeros(2)


class Middle(nn.Module):
    """The mean of the largest and the smallest number of each window, which may overlap."""

    def __init__(self, window=2, output_size=0.5):
        super().__init__()
        self.window, self.share = window, output_size

    def forward(self, x):
        """(1, H, W) to (1, h, w)."""
        largest = F.max_pool2d(x, self.window, 2)
        smallest = -F.max_pool2d(-x, self.window, 2)
        return self.share * largest + (1 - self.share) * smallest


ENTRIES: list[tuple[Registry, str, Choice]] = [
    (
        AFTER,
        "A bend, and up",
        Choice(
            Bend, {"size": Range(0.5, 2.0, 1.0, 0.5), "network": Options(("CNN", "MLP"), "MLP")}
        ),
    ),
    (
        KERNELS,
        "Cross: 3 × 5",
        Kernel(
            cross,
            {
                "filter": Range(0.5, 2.0, 1.0, 0.5),
                "grid": Flag(True),
                "network": Options(("wide", "thin"), "thin"),
            },
            "A cross of lines.",
        ),
    ),
    (
        FILTERS,
        "Mix of stripes",
        Filters(
            stripes, {"kernel": Range(0.5, 2.0, 1.0, 0.5), "mixes": Flag(True)}, "Two stripes."
        ),
    ),
    (
        POOLS,
        "MaxMinPool",
        Pool(
            Middle,
            {"window": Range(2, 5, 3, 1), "output_size": Range(0.0, 1.0, 0.25, 0.25)},
            "Between the largest and the smallest.",
        ),
    ),
]
