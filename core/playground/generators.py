"""Generators of 2-D data: plain functions whose text stands in the scripts.

Each takes how many points to make, the noise from 0 to 50, and a generator of random numbers, and
gives the points (N, 2), float32, and the class (N,), int64, or the number (N,), float32, of each.

Circle, XOR, Gauss, spiral (with two arms), plane and multi-Gauss have the distributions of
TensorFlow Playground (github.com/tensorflow/playground, src/dataset.ts; Apache License 2.0), whose
positive class is class 1 here. Moons are those of scikit-learn's `make_moons`, three times as
large; the pinwheel is that of Johnson et al. 2016 (arXiv 1603.06277).
"""

import math

import torch
from torch import Tensor


def uniform(low: float, high: float, size: tuple[int, ...], generator: torch.Generator) -> Tensor:
    """Random numbers from `low` to `high`."""
    return low + (high - low) * torch.rand(size, generator=generator)


def circle(count: int, noise: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """A disc, class 1, within a ring. Noise moves each point before its class is read off."""
    inside = (count + 1) // 2
    r = torch.cat(
        [
            uniform(0, 2.5, (inside,), generator),
            uniform(3.5, 5, (count - inside,), generator),
        ]
    )
    angle = uniform(0, 2 * math.pi, (count,), generator)
    inputs = torch.stack([r * angle.sin(), r * angle.cos()], 1)
    moved = inputs + noise / 100 * uniform(-5, 5, (count, 2), generator)
    return inputs, (moved.norm(dim=1) < 2.5).long()


def xor(count: int, noise: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Class 1 where x and y have the same sign; no point is nearer than 0.3 to an axis."""
    inputs = uniform(-5, 5, (count, 2), generator)
    inputs = inputs + torch.where(inputs > 0, 0.3, -0.3)
    moved = inputs + noise / 100 * uniform(-5, 5, (count, 2), generator)
    return inputs, (moved.prod(dim=1) >= 0).long()


def gauss(count: int, noise: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Two round clouds at (2, 2), class 1, and (-2, -2); noise takes their variance from 0.5 to
    4.
    """
    labels = (torch.arange(count) < (count + 1) // 2).long()
    centres = torch.where(labels == 1, 2.0, -2.0)
    variance = 0.5 + 7 * noise / 100
    spread = torch.randn(count, 2, generator=generator) * math.sqrt(variance)
    return centres[:, None] + spread, labels


def spiral(count: int, noise: int, generator: torch.Generator, arms: int = 2):
    """Spirals of 1.75 turns about the middle, one for each class."""
    arm = torch.arange(count) * arms // count  # (N,) 0, ..., 0, 1, ..., 1, ...
    along = torch.arange(count) * arms / count - arm  # from 0 in the middle to 1 outside
    angle = 1.75 * 2 * math.pi * along + 2 * math.pi * arm / arms
    inputs = 5 * along[:, None] * torch.stack([angle.sin(), angle.cos()], 1)
    inputs = inputs + noise / 100 * uniform(-1, 1, (count, 2), generator)
    return inputs, arms - 1 - arm


def plane(count: int, noise: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """A number for each point: (x + y) / 10. Noise moves the point before its number is read."""
    inputs = uniform(-6, 6, (count, 2), generator)
    moved = inputs + noise / 100 * uniform(-6, 6, (count, 2), generator)
    return inputs, moved.sum(dim=1) / 10


def multi_gauss(count: int, noise: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """A number for each point: six cones of height 1 and -1 by turns, which fall to 0 at distance 2
    from their tops. Noise moves the point before its number is read.
    """
    tops = torch.tensor([[-4, 2.5], [0, 2.5], [4, 2.5], [-4, -2.5], [0, -2.5], [4, -2.5]])
    signs = torch.tensor([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])
    inputs = uniform(-6, 6, (count, 2), generator)
    moved = inputs + noise / 100 * uniform(-6, 6, (count, 2), generator)
    heights = (1 - (moved[:, None] - tops).norm(dim=2) / 2).clamp(min=0)  # (N, 6)
    return inputs, (heights * signs).gather(1, heights.argmax(1, keepdim=True))[:, 0]


def moons(count: int, noise: int, generator: torch.Generator, gap: float = 0.5):
    """Two half circles that reach into each other; noise scatters their points."""
    upper = (count + 1) // 2
    angle = torch.cat([torch.linspace(0, math.pi, n) for n in (upper, count - upper)])
    labels = (torch.arange(count) >= upper).long()
    x = torch.where(labels == 0, angle.cos(), 1 - angle.cos()) - 0.5
    y = torch.where(labels == 0, angle.sin(), 1 - gap - angle.sin()) - (1 - gap) / 2
    scatter = noise / 100 * torch.randn(count, 2, generator=generator)
    return 3 * (torch.stack([x, y], 1) + scatter), labels


def rings(count: int, noise: int, generator: torch.Generator, classes: int = 3):
    """Circles within each other, one for each class; noise scatters their points."""
    labels = torch.arange(count) % classes
    r = 5 * (labels + 1) / classes
    angle = uniform(0, 2 * math.pi, (count,), generator)
    scatter = 2 * noise / 100 * torch.randn(count, 2, generator=generator)
    return r[:, None] * torch.stack([angle.sin(), angle.cos()], 1) + scatter, labels


def blobs(
    count: int, noise: int, generator: torch.Generator, classes: int = 3, spread: float = 0.6
):
    """Round clouds, one for each class, in a circle; noise adds to their standard deviation."""
    labels = torch.arange(count) % classes
    angle = 2 * math.pi * labels / classes
    centres = 3.5 * torch.stack([angle.sin(), angle.cos()], 1)
    deviation = spread + 2 * noise / 100
    return centres + deviation * torch.randn(count, 2, generator=generator), labels


def pinwheel(
    count: int, noise: int, generator: torch.Generator, classes: int = 3, twist: float = 0.25
):
    """Bent clouds around the middle, one for each class; noise makes them wider."""
    labels = torch.arange(count) % classes
    radial, across = torch.randn(2, count, generator=generator)
    x, y = 1 + 0.3 * radial, (0.1 + 0.4 * noise / 100) * across
    angle = 2 * math.pi * labels / classes + twist * x.exp()
    turned = [x * angle.cos() + y * angle.sin(), y * angle.cos() - x * angle.sin()]
    return 2.5 * torch.stack(turned, 1), labels
