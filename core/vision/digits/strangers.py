"""Whether a picture looks like a digit at all: letters, signs and scribbles do not.

A network that has learned ten digits must choose one of them, whatever it sees, and is often sure
of it. So another one, far smaller, has learned to tell digits from what is none, as "outlier
exposure" does (Hendrycks, Mazeika and Dietterich 2019). `tests/strangers.py` makes its weights.
"""

from functools import lru_cache
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from core.data.preparation import normalise

FILE = Path(__file__).parents[3] / "assets" / "strangers.safetensors"


class Familiar(nn.Module):
    """Pictures (N, 1, 28, 28), normalised, to (N,) scores: above 0 it looks like a digit."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, kernel_size=5, stride=2, padding=2)
        self.conv2 = nn.Conv2d(16, 32, kernel_size=3, stride=2, padding=1)
        self.hidden = nn.Linear(32 * 7 * 7, 32)
        self.output = nn.Linear(32, 1)

    def forward(self, x):
        x = F.relu(self.conv1(x))  # (N, 16, 14, 14)
        x = F.relu(self.conv2(x))  # (N, 32, 7, 7)
        x = F.relu(self.hidden(x.flatten(1)))  # (N, 32)
        return self.output(x)[:, 0]


@lru_cache(maxsize=1)
def familiar() -> Familiar:
    """The trained network, shared by all: not to be changed."""
    network = Familiar()
    network.load_state_dict(load_file(FILE))
    return network.eval().requires_grad_(False)


def looks_like_a_digit(prepared: Tensor) -> bool:
    """Whether a prepared picture, (1, 28, 28) in [0, 1], looks like a digit."""
    with torch.inference_mode():
        return bool(familiar()(normalise(prepared[None]))[0] > 0)
