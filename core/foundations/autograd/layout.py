"""A drawing of a graph in layers, as Sugiyama, Tagawa and Toda (1981) have it.

Every edge leads from a layer to a later one. First each node gets its layer, the longest way from
a start; an edge that passes a layer gets a bend there. Then the nodes of a layer are ordered by the
mean position of their neighbours, to and fro, so that few edges cross. At last each comes as close
to its neighbours as its layer allows. All of it is plain and gives the same drawing each time.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

SWEEPS = 8
"""How often the layers are ordered and moved, down and up."""

THROUGH = 1000.0
"""How much more a neighbour counts that leads on than one that ends there."""

BEND = 12.0
"""Width that an edge takes up in a layer that it passes."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the parts of a graph stand.

    Args:
        centres: x and y of the middle of each node.
        paths: of each edge the points where it starts, passes layers and ends.
        width, height: of the whole drawing, from 0 on.
    """

    centres: tuple[tuple[float, float], ...]
    paths: tuple[tuple[tuple[float, float], ...], ...]
    width: float
    height: float


def lay_out(
    sizes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
    gap: float = 24.0,
    rise: float = 20.0,
) -> Layout:
    """A drawing with the starts of the edges below their ends.

    Args:
        sizes: width and height of each node.
        edges: indices of the nodes from and to which they lead; there is no circle.
        gap: between nodes of a layer.
        rise: between layers.
    """
    if not sizes:
        return Layout((), (), 0.0, 0.0)
    depths = layers_of(len(sizes), edges)
    chains, layers, links = _with_bends(depths, edges)
    width_of = {index: size[0] for index, size in enumerate(sizes)}
    layers = _ordered(layers, links)
    across = _moved(layers, links, lambda item: width_of.get(item, BEND), gap)
    tallest = [
        max((sizes[item][1] for item in layer if item in width_of), default=0.0) for layer in layers
    ]
    down = _heights(tallest, rise)
    left = min(across[item] - width_of[item] / 2 for item in width_of)
    centres = tuple((across[i] - left, down[depths[i]]) for i in range(len(sizes)))
    paths = tuple(
        tuple(
            (across[item] - left, down[depths[edges[number][0]] + step])
            for step, item in enumerate(chain)
        )
        for number, chain in enumerate(chains)
    )
    right = max(across[item] - left + width_of[item] / 2 for item in width_of)
    return Layout(centres, paths, right, sum(tallest) + rise * (len(layers) - 1))


def layers_of(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """Of each node the length of the longest way that leads to it.

    Raises:
        ValueError: the edges make a circle.
    """
    following: list[list[int]] = [[] for _ in range(count)]
    missing = [0] * count
    for source, target in edges:
        following[source].append(target)
        missing[target] += 1
    depths, free = [0] * count, [index for index in range(count) if not missing[index]]
    for index in free:
        for target in following[index]:
            depths[target] = max(depths[target], depths[index] + 1)
            missing[target] -= 1
            if not missing[target]:
                free.append(target)
    if len(free) < count:
        raise ValueError("edges make a circle: they must lead from layer to layer")
    return depths


Item = Hashable
"""A node, by its index, or the bend of an edge in a layer, as (edge, layer)."""

Links = dict[Item, tuple[list[Item], list[Item]]]
"""The neighbours of an item in the layer before and in the layer after."""


def _with_bends(
    depths: Sequence[int], edges: Sequence[tuple[int, int]]
) -> tuple[list[list[Item]], list[list[Item]], Links]:
    """The items that each edge passes, those of each layer, and the neighbours of each."""
    layers: list[list[Item]] = [[] for _ in range(max(depths) + 1)]
    for index, depth in enumerate(depths):
        layers[depth].append(index)
    links: Links = {index: ([], []) for index in range(len(depths))}
    chains = []
    for number, (source, target) in enumerate(edges):
        bends = [(number, depth) for depth in range(depths[source] + 1, depths[target])]
        for bend in bends:
            layers[bend[1]].append(bend)
            links[bend] = ([], [])
        chain = [source, *bends, target]
        for before, after in zip(chain, chain[1:], strict=False):
            links[before][1].append(after)
            links[after][0].append(before)
        chains.append(chain)
    return chains, layers, links


def _ordered(layers: list[list[Item]], links: Links) -> list[list[Item]]:
    """The order with the fewest crossings of those that the sweeps come to."""
    best, fewest = [list(layer) for layer in layers], _crossings(layers, links)
    current = [list(layer) for layer in layers]
    for sweep in range(SWEEPS):
        downwards = sweep % 2 == 0
        for depth in range(len(current)) if downwards else reversed(range(len(current))):
            beside = depth - 1 if downwards else depth + 1
            if 0 <= beside < len(current):
                _order(current[depth], current[beside], links, 0 if downwards else 1)
        crossings = _crossings(current, links)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in current], crossings
    return best


def _order(layer: list[Item], beside: list[Item], links: Links, side: int) -> None:
    """Sorts a layer by the mean position of the neighbours; who has none stays where it is."""
    position = {item: index for index, item in enumerate(beside)}
    scale = (len(beside) - 1) / max(len(layer) - 1, 1)
    weights = {}
    for index, item in enumerate(layer):
        neighbours = [position[other] for other in links[item][side]]
        weights[item] = sum(neighbours) / len(neighbours) if neighbours else index * scale
    layer.sort(key=weights.__getitem__)


def _crossings(layers: list[list[Item]], links: Links) -> int:
    """How many pairs of edges cross."""
    count = 0
    for layer, after in zip(layers, layers[1:], strict=False):
        position = {item: index for index, item in enumerate(after)}
        ends: list[int] = []
        for item in layer:
            targets = sorted(position[other] for other in links[item][1])
            count += sum(end > target for target in targets for end in ends)
            ends += targets
    return count


def _moved(layers: list[list[Item]], links: Links, width_of, gap: float) -> dict[Item, float]:
    """Where each item stands across: as near to its neighbours as its layer allows."""
    across: dict[Item, float] = {}
    for layer in layers:
        edge = 0.0
        for item in layer:
            across[item] = edge + width_of(item) / 2
            edge += width_of(item) + gap
    for sweep in range(2 * SWEEPS):
        side = sweep % 2
        for layer in layers if side == 0 else reversed(layers):
            wanted = [_drawn_to(item, links, side, across) for item in layer]
            apart = [
                (width_of(first) + width_of(second)) / 2 + gap
                for first, second in zip(layer, layer[1:], strict=False)
            ]
            weights = [THROUGH if all(links[item]) else 1.0 for item in layer]
            across.update(zip(layer, spread(wanted, apart, weights), strict=True))
    return across


def _drawn_to(item: Item, links: Links, side: int, across: dict[Item, float]) -> float:
    """Where an item would stand best for its neighbours on a side: at their mean, in which those
    that lead on count more than ends, so that what is long is straight.
    """
    pulls = [(across[other], THROUGH if links[other][side] else 1.0) for other in links[item][side]]
    if not pulls:
        return across[item]
    return sum(position * weight for position, weight in pulls) / sum(weight for _, weight in pulls)


def spread(
    wanted: Sequence[float], apart: Sequence[float], weights: Sequence[float] | None = None
) -> list[float]:
    """The positions nearest to those that are wanted, by the sum of squares, of which each is at
    least so far behind the one before.

    Without the distances it is isotonic regression: neighbours that are too near to each other join
    and stand at their mean (Ayer et al. 1955).

    Args:
        wanted: positions, from left to right.
        apart: the least distance of each to the next, one fewer.
        weights: how much each counts in the sum; by default all the same.
    """
    offsets = [0.0]
    for distance in apart:
        offsets.append(offsets[-1] + distance)
    blocks: list[tuple[float, float, int]] = []  # mean, weight and count
    for position, offset, weight in zip(
        wanted, offsets, weights or [1.0] * len(wanted), strict=False
    ):
        blocks.append((position - offset, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (second, more, rest), (first, some, count) = blocks.pop(), blocks.pop()
            mean = (first * some + second * more) / (some + more)
            blocks.append((mean, some + more, count + rest))
    means = [mean for mean, _, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=False)]


def _heights(tallest: Sequence[float], rise: float) -> list[float]:
    """The middle of each layer, the first at the bottom."""
    bottom, heights = sum(tallest) + rise * (len(tallest) - 1), []
    for height in tallest:
        heights.append(bottom - height / 2)
        bottom -= height + rise
    return heights
