"""Small pictures of digits, for networks that are trained on the spot.

The functions here stand in scripts too.
"""

from functools import lru_cache

import torch
from safetensors.torch import load_file, save
from torch import Tensor, nn
from torch.nn import functional as F

from core.data import datasets
from core.models.seeding import DrawFrom

FILE = "digits.safetensors"
PIXELS = 14 * 14


def pooled(images, dtype):
    """Pictures (N, 1, 28, 28) of bytes in half the size, a row each, (N, 196), with mean 0."""
    x = F.avg_pool2d(images.to(dtype) / 255, 2).flatten(1)
    return x - x.mean(dim=0)


def read_digits(dtype):
    """The digits in digits.safetensors as rows, (N, 196), and their labels, (N,)."""
    data = load_file("digits.safetensors")
    return pooled(data["images"], dtype), data["labels"]


def perceptron(sizes, activation, dtype):
    """A network of linear layers of these sizes, with first weights as torch draws them."""
    layers = [nn.Linear(*each) for each in zip(sizes, sizes[1:], strict=False)]
    parts = [part for layer in layers for part in (layer, activation())]
    return nn.Sequential(*parts[:-1]).to(dtype)


def drawn_perceptron(
    sizes: tuple[int, ...], activation: type[nn.Module], seed: int, dtype: torch.dtype
) -> nn.Sequential:
    """What `perceptron` makes after `torch.manual_seed(seed)`, with a generator of its own."""
    with DrawFrom(torch.Generator().manual_seed(seed)):
        return perceptron(sizes, activation, dtype)


@lru_cache(maxsize=8)
def digits(count: int, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """The first training digits of MNIST as rows, (count, 196), and their labels, (count,)."""
    data = datasets.load("MNIST")
    return pooled(data.train_images[:count], dtype), data.train_labels[:count]


@lru_cache(maxsize=4)
def digits_file(count: int) -> bytes:
    """These digits as a safetensors file, for scripts."""
    data = datasets.load("MNIST")
    images, labels = data.train_images[:count].clone(), data.train_labels[:count].clone()
    return save({"images": images, "labels": labels})
