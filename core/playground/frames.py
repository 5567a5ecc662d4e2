"""A frame: all that a picture shows of a network at one moment, as bytes.

Numbers are little-endian float32, pictures are bytes. A frame is, one after the other

    7              epoch, step, losses (train, test), accuracies (train, test), learning rate
    3 x W          the weights and biases, the gradient of the last step, what that step added
    L x (2 + BINS) of each hidden layer's outputs for the training points: lowest, highest, and
                   the share in each of BINS bins between them
    C x MAP²       bytes: for each output its share from 0 to 255 at every cell of the map, rows
                   from the top
    N x SMALL²     bytes: the output of every neuron, hidden ones and then those of the end: 0 is
                   at 128, and 1 or 255 is as far from it as the neuron's outputs go
    Z x SMALL²     bytes: the same of the sum before the activation, of each neuron that has a
                   kink at 0

The maps are of the square from -REACH to REACH.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector

from core.playground.features import features_of
from core.playground.layers import read_layers
from core.playground.network import SeededDropout, activation_of, as_tested
from core.playground.points import REACH
from core.playground.run import Record, Run
from core.playground.settings import Settings
from core.registry import Pick

MAP, SMALL, BINS = 50, 20, 20


@dataclass(frozen=True)
class Shape:
    """What a frame is made of: how many weights, hidden layers, outputs, neurons, and neurons with
    a kink.
    """

    weights: int
    layers: int
    outputs: int
    neurons: int
    kinks: int

    @property
    def size(self) -> int:
        """Bytes of a frame."""
        floats = 7 + 3 * self.weights + self.layers * (2 + BINS)
        return 4 * floats + self.outputs * MAP**2 + (self.neurons + self.kinks) * SMALL**2


def shape_of(settings: Settings, outputs: int) -> Shape:
    """The shape of the frames of a network with so many outputs."""
    widths = [len(settings.features), *(layer.width for layer in read_layers(settings.hidden))]
    sizes = [*widths, outputs]
    weights = sum((a + 1) * b for a, b in zip(sizes, sizes[1:], strict=False))
    kinks = sum(
        layer.width
        for layer in read_layers(settings.hidden)
        if has_kink(activation_of(settings, layer))
    )
    return Shape(weights, len(widths) - 1, outputs, sum(widths[1:]) + outputs, kinks)


@lru_cache(maxsize=256)
def has_kink(pick: Pick) -> bool:
    """Whether the slopes of an activation left and right of 0 differ, as those of ReLU do."""
    values = pick.build().eval()(torch.tensor([-1e-3, 0.0, 1e-3])).detach()
    left, right = values.diff().div(1e-3).tolist()
    return abs(right - left) > 0.1


@lru_cache(maxsize=8)
def grid(cells: int) -> Tensor:
    """The middles of the cells of a square map, rows from the top, (cells², 2)."""
    ends = REACH * (1 - 1 / cells)
    x = torch.linspace(-ends, ends, cells)
    rows, columns = torch.meshgrid(-x, x, indexing="ij")
    return torch.stack([columns.flatten(), rows.flatten()], dim=1)


@torch.no_grad()
def frame(run: Run, record: Record) -> bytes:
    """The frame of a run, as it is now."""
    numbers = torch.cat([_numbers(record), _weights(run), _histograms(run)])
    pictures = torch.cat([_map(run), *_small_maps(run)])
    return numbers.numpy().tobytes() + pictures.numpy().tobytes()


def _numbers(record: Record) -> Tensor:
    losses = (record.train_loss, record.test_loss, record.train_accuracy, record.test_accuracy)
    return torch.tensor([record.epoch, record.step, *losses, record.rate])


def _weights(run: Run) -> Tensor:
    weights = parameters_to_vector(run.weights).detach()
    gradients = [torch.zeros_like(t) if t.grad is None else t.grad for t in run.weights]
    update = torch.zeros_like(weights) if run.before is None else weights - run.before
    return torch.cat([weights, parameters_to_vector(gradients), update])


def _histograms(run: Run) -> Tensor:
    """Of the outputs of each hidden layer for the points that are trained on."""
    parts = [torch.zeros(0)]
    for _, outputs in hidden_outputs(run, run.train.x):
        if not outputs.isfinite().all():
            parts.append(torch.zeros(2 + BINS))
            continue
        low, high = outputs.min(), outputs.max()
        high = torch.maximum(high, low + 1e-6)
        counts = torch.histc(outputs, BINS, float(low), float(high)) / outputs.numel()
        parts += [torch.stack([low, high]), counts]
    return torch.cat(parts)


def _map(run: Run) -> Tensor:
    outputs = run.answers(features_of(grid(MAP), run.settings.features))
    shares = run.head.shown(outputs).nan_to_num(0.5).clamp(0, 1)
    return (255 * shares.T).round().to(torch.uint8).flatten()


def _small_maps(run: Run) -> list[Tensor]:
    """The outputs of all neurons, and the sums of those with a kink."""
    layers, maps, kinks = read_layers(run.settings.hidden), [], []
    x = features_of(grid(SMALL), run.settings.features)
    hidden = hidden_outputs(run, x)
    for layer, (sums, outputs) in zip(layers, hidden, strict=True):
        maps.append(signed(outputs))
        if has_kink(activation_of(run.settings, layer)):
            kinks.append(signed(sums))
        x = outputs
    last = run.network[-1](run.network[-2](x))
    return [*maps, signed(last), *kinks]


def hidden_outputs(run: Run, x: Tensor) -> list[tuple[Tensor, Tensor]]:
    """Of each hidden layer what its neurons have before the activation and after it, (N, width), as
    outside of training.
    """
    results, sums = [], x
    modules = list(run.network)[:-2]
    for module in modules:
        if isinstance(module, nn.Linear | nn.BatchNorm1d):
            x = sums = as_tested(module, x)
        elif not isinstance(module, SeededDropout):
            x = module(sums)
            results.append((sums, x))
    return results


def signed(values: Tensor) -> Tensor:
    """Values (M, N) as bytes, column by column, each column with its own range, 0 at 128."""
    values = values.nan_to_num(0.0, 0.0, 0.0).T  # (N, M)
    reach = values.abs().amax(1, keepdim=True).clamp(min=1e-9)
    return (128 + 127 * values / reach).round().to(torch.uint8).flatten()
