"""The plane that the way of a training through the space of weights nearly lies in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.func import functional_call

from core.jobs import Progress
from core.jobs.progress import last
from core.networks.landscape.plane import COARSE, Clock, Evaluation, Weights
from core.networks.landscape.walks import TrainingPath, Walk, walk, walk_of

ROOM = 0.25
"""Of the plane around the path, as a share of that."""

BARS = 5
"""Components whose shares are shown."""


@dataclass(frozen=True, eq=False)
class PathPlane:
    """What there is to see.

    Args:
        axes: the coordinates of the plane's points, (side,) along each component.
        losses: there, (side, side), a row for each value along the second.
        points: of the path, its shadow on the plane, (T, 2); the last is (0, 0).
        path_losses: of the path itself, (T,).
        shadow_losses: of its shadow, (T,).
        shares: of its variance in each component, (BARS,) or fewer.
        walk: the same of a random walk of as many points.
        at: the steps of the training at which its points are, (T,).
        count: of weights and biases.
        normed: whether the network has batch norms.
    """

    axes: tuple[Tensor, Tensor]
    losses: Tensor
    points: Tensor
    path_losses: Tensor
    shadow_losses: Tensor
    shares: Tensor
    walk: Tensor
    at: Tensor
    count: int
    normed: bool = False


def components(path):
    """The principal components of a path (T, P): their shares of its variance, and their
    directions, a row each, such that the path starts on their positive side.
    """
    middle = path - path.mean(dim=0)
    _, lengths, directions = torch.linalg.svd(middle, full_matrices=False)
    signs = torch.where(directions @ (path[0] - path[-1]) < 0, -1.0, 1.0).to(path)
    return lengths.square() / lengths.square().sum(), directions * signs[:, None]


def walk_shares(count):
    """The shares of the components of a random walk of so many points in many dimensions; of a long
    one 6 / (pi k)^2 (Antognini and Sohl-Dickstein 2018).
    """
    k = torch.arange(1, count, dtype=torch.float64)
    shares = (k * torch.pi / (2 * count)).sin().pow(-2)
    return shares / shares.sum()


def unflattened(model: nn.Module, flat: Tensor) -> Weights:
    """A row of all weights by their names, in the precision of the network."""
    named = dict(model.named_parameters())
    sizes = [value.numel() for value in named.values()]
    parts = zip(named.items(), flat.split(sizes), strict=True)
    return {name: part.view(value.shape).to(value) for (name, value), part in parts}


class _Ground:
    """The loss at any weights, and on the plane of two components through the path's end."""

    def __init__(self, gone: Walk, directions: Tensor):
        self.chosen = gone.chosen
        parts = [unflattened(self.chosen.model, row) for row in (gone.points[-1], *directions[:2])]
        self.on_plane = Evaluation(self.chosen, *parts)

    @torch.no_grad()
    def loss(self, flat: Tensor) -> float:
        weights = unflattened(self.chosen.model, flat)
        outputs = functional_call(self.chosen.model, weights, (self.chosen.x,))
        return self.chosen.loss(outputs, self.chosen.labels).item()


def path_plane(setting: TrainingPath) -> Iterator[Progress]:
    """Finds the path and the plane, and computes the loss on it, on a coarse one first."""
    for progress in walk(setting):
        yield Progress(0.3 * progress.share, progress.note)
    gone: Walk = progress.value
    shares, directions = components(gone.points)
    points = (gone.points - gone.points[-1]) @ directions[:2].T
    ground = _Ground(gone, directions)
    path_losses = []
    for number, flat in enumerate(gone.points):
        yield Progress(0.3 + 0.2 * number / len(points), "The loss along the path")
        path_losses.append(ground.loss(flat))
    seen = PathPlane(
        (torch.empty(0), torch.empty(0)),
        torch.empty(0, 0),
        points,
        _tensor(path_losses),
        _tensor([ground.on_plane(*point) for point in points.tolist()]),
        shares[:BARS],
        walk_shares(len(points))[:BARS],
        gone.at,
        gone.points.shape[1],
        gone.chosen.normed,
    )
    yield from _on_grids(seen, ground, sorted({COARSE, setting.path_side}))


def _on_grids(seen: PathPlane, ground: _Ground, sides: list[int]) -> Iterator[Progress]:
    """The losses on planes of so many points a side, one after the other."""
    clock, known = Clock(sum(side**2 for side in sides)), None
    for side in sides:
        axes = tuple(_axis(seen.points[:, column], side) for column in range(2))
        losses = torch.full((side, side), torch.nan, dtype=torch.float64)
        for row, b in enumerate(axes[1].tolist()):
            for column, a in enumerate(axes[0].tolist()):
                losses[row, column] = ground.on_plane(a, b, new_row=column == 0)
            share, note = clock.after(side)
            yield Progress(0.5 + 0.5 * share, note, known)
        known = replace(seen, axes=axes, losses=losses)
    yield Progress(1.0, value=known)


def _axis(values: Tensor, side: int) -> Tensor:
    low, high = float(values.min()), float(values.max())
    room = ROOM * max(high - low, 1e-9)
    return torch.linspace(low - room, high + room, side, dtype=torch.float64)


def _tensor(values: list[float]) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


@lru_cache(maxsize=16)
def result(setting: TrainingPath) -> PathPlane:
    """All of it, computed here and now."""
    return last(path_plane(setting))


@lru_cache(maxsize=32)
def numbers(setting: TrainingPath) -> dict[str, float]:
    """The shares of two components, and the losses of the path and of its shadow."""
    gone = walk_of(setting)
    path = gone.points
    shares, directions = components(path)
    ground, middle = _Ground(gone, directions), len(path) // 2
    points = (path - path[-1]) @ directions[:2].T
    shown = {
        "share of two components": float(shares[:2].sum()),
        "of a random walk": float(walk_shares(len(path))[:2].sum()),
    }
    for name, step in (("at first", 0), ("half way", middle), ("at the end", -1)):
        shown[f"loss {name}"] = ground.loss(path[step])
        shadow = path[-1] + points[step] @ directions[:2]
        shown[f"loss of the shadow {name}"] = ground.loss(shadow)
    return shown
