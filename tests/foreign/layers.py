"""A layer that nobody here has thought of, for networks of one's own."""

import torch
from torch import nn

from core.models.layers import LAYERS, Layer
from core.registry import Registry

NAME = "Swell"


class Swell(nn.Module):
    """Every channel or unit times a number that is learned, and its square."""

    def __init__(self, units, share=0.5):
        super().__init__()
        self.scale = nn.Parameter(torch.rand(units))
        self.share = share

    def forward(self, x):
        scaled = x * self.scale.view(-1, *[1] * (x.ndim - 2))
        return scaled + self.share * scaled.square()


ENTRIES: list[tuple[Registry, str, object]] = [
    (LAYERS, NAME, Layer(Swell, note="Larger, the larger it is.")),
]
