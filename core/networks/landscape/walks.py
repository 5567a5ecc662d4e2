"""The paths that trainings take through the space of weights: of a small network that is trained on
the spot, of a trained network whose weights were kept on its way, and of the playground's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from safetensors.torch import save
from torch import Tensor, nn
from torch.nn import functional as F

from core.jobs import Progress
from core.jobs.progress import last
from core.networks.landscape import subject
from core.networks.landscape.digits import PIXELS, digits, drawn_perceptron
from core.networks.landscape.own import OwnNetwork, own_walk, subject_of_run, walked
from core.networks.landscape.subject import OWN, Subject
from core.playground.run import Run
from core.registry import Options, Range, Text, setting
from core.training import paths, store

HERE = "196-32-10, trained here"
"""Among the networks: a small one, whose training has its settings on the page."""

COUNT, WIDTH = 1000, 32
"""Digits that it learns, and its hidden units."""

OPTIMIZERS = {
    "SGD": (torch.optim.SGD, {}),
    "Momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "Adam": (torch.optim.Adam, {}),
}

SIDE = 31
"""Points a side of the plane."""

FEWEST = 3
"""Points of a path through which there is one plane."""

ROOM = 16 * 2**20
"""Bytes of a path at most: of a large network fewer of the points that were kept."""


def check_network(name: str) -> str:
    """The name, if a network whose path is looked at may have it; a disk is not read.

    Raises:
        ValueError: none is ever called so.
    """
    return name if name == HERE else subject.check_name(name)


@dataclass(frozen=True)
class TrainingPath(OwnNetwork):
    """Which training."""

    path_network: str = setting(
        Text(
            HERE,
            store.LONGEST_NAME,
            check_network,
            ("MLP 784-128-10", "LeNet", OWN),
            names=True,
        )
    )
    optimizer: str = setting(Options(tuple(OPTIMIZERS), "Adam"))
    path_rate: float = setting(Range(0.001, 1.0, 0.01, 0.001, log=True))
    batch: int = setting(Options((20, 100, 1000), 100, note="Digits per batch, of 1,000."))
    path_steps: int = setting(Range(20, 200, 100, 20))
    path_seed: int = setting(
        Range(0, 99, 0, 1, note="Of the first weights and of the order of the digits.")
    )
    path_digits: int = setting(
        Options((50, 100, 200, 500, 1000), 1000, note="Test pictures on which the loss is taken.")
    )
    path_side: int = setting(Options((11, 21, SIDE), SIDE))


@dataclass(frozen=True, eq=False)
class Walk:
    """A path.

    Args:
        points: all weights and biases before the training, on its way and at its end, (T, P).
        at: the steps that were done by then, (T,).
        chosen: the network, and what its loss is measured on.
    """

    points: Tensor
    at: Tensor
    chosen: Subject


def names() -> tuple[str, ...]:
    """The networks that have a path."""
    return (HERE, *(name for name in _trained() if paths.has_path(name)), OWN)


def names_without() -> tuple[str, ...]:
    """The trained networks of which none was kept."""
    return tuple(name for name in _trained() if not paths.has_path(name))


def _trained() -> tuple[str, ...]:
    return tuple(name for name in subject.names() if name != OWN)


def walk(setting: TrainingPath) -> Iterator[Progress]:
    """Finds the path; the value of the last progress is a `Walk`.

    Raises:
        ValueError: the network has none, or one on which no plane lies.
    """
    if setting.path_network == OWN:
        for progress in own_walk(setting.playground):
            if progress.value is None:
                yield progress
        gone = _of_playground(*progress.value)
    elif setting.path_network == HERE:
        yield Progress(0.0, "Training")
        gone = _trained_here(setting)
    else:
        yield Progress(0.0, "Reading the weights of each epoch")
        gone = _kept(setting)
    yield Progress(1.0, value=_checked(gone))


@lru_cache(maxsize=4)
def walk_of(setting: TrainingPath) -> Walk:
    """The path, found here and now.

    Raises:
        ValueError: as `walk`.
    """
    if setting.path_network == OWN:  # trained once for its network and its path
        return _checked(_of_playground(*walked(setting.playground)))
    return last(walk(setting))


def _checked(gone: Walk) -> Walk:
    """The path, if there is one plane that is its own."""
    if len(gone.points) < FEWEST:
        raise ValueError(
            f"this path has {len(gone.points)} points, and a plane needs {FEWEST}: train for at "
            f"least {FEWEST - 1} epochs"
        )
    if not (gone.points != gone.points[-1]).any():
        raise ValueError("this training has not moved the weights, so it has no path")
    return gone


@lru_cache(maxsize=2)
def path_file(setting: TrainingPath) -> bytes:
    """The path as a safetensors file, for scripts."""
    return save({"path": walk_of(setting).points.float()})


def _trained_here(setting: TrainingPath) -> Walk:
    x, labels = digits(COUNT, torch.float64)
    model = network(setting.path_seed).requires_grad_(False)
    chosen = Subject(model, dict(model.named_parameters()), x, labels, nn.CrossEntropyLoss(), False)
    points = path_of(setting)
    return Walk(points, torch.arange(len(points)), chosen)


def _of_playground(points: Tensor, at: Tensor, run: Run) -> Walk:
    return Walk(points, at, subject_of_run(run))


def _kept(setting: TrainingPath) -> Walk:
    name = setting.path_network
    trajectory = paths.path(name)
    if trajectory is None:
        raise ValueError(
            f"path_network={name!r}: no path was kept of this training; train it again on the "
            "page Training to have one"
        )
    chosen = subject.subject(name, setting.path_digits)
    size = 4 * sum(value.numel() for value in chosen.weights.values())
    count = len(trajectory.states)
    shown = torch.linspace(0, count - 1, min(count, max(FEWEST, ROOM // size))).round().long()
    rows = [_flat(trajectory.states[index], chosen.weights) for index in shown.tolist()]
    return Walk(torch.stack(rows), torch.tensor(trajectory.steps)[shown], chosen)


def _flat(state: dict[str, Tensor], names: dict[str, Tensor]) -> Tensor:
    """The weights and biases of a state in a row, without the buffers."""
    return torch.cat([state[name].flatten().double() for name in names])


def train_path(model, x, labels, optimizer, steps, batch_size, generator):
    """The weights of a network before its training and after each step, a row each."""
    path, batches = [], []
    for _ in range(steps + 1):
        path.append(torch.cat([value.detach().flatten() for value in model.parameters()]))
        if not batches:
            order = torch.randperm(len(x), generator=generator)
            batches = list(order.split(batch_size))
        batch = batches.pop()
        optimizer.zero_grad()
        F.cross_entropy(model(x[batch]), labels[batch]).backward()
        optimizer.step()
    return torch.stack(path)


def network(seed: int) -> nn.Module:
    """The small network with its first weights."""
    return drawn_perceptron((PIXELS, WIDTH, 10), nn.ReLU, seed, torch.float64)


@lru_cache(maxsize=8)
def path_of(setting: TrainingPath) -> Tensor:
    """The weights of the small network from the start to the end, (S + 1, P)."""
    x, labels = digits(COUNT, torch.float64)
    model, (make, options) = network(setting.path_seed), OPTIMIZERS[setting.optimizer]
    optimizer = make(model.parameters(), lr=setting.path_rate, **options)
    generator = torch.Generator().manual_seed(setting.path_seed)
    return train_path(model, x, labels, optimizer, setting.path_steps, setting.batch, generator)
