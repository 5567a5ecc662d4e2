"""Boxes and arrows of a graph, laid out: what all views draw alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.foundations.autograd.graph import Graph, Node
from core.foundations.autograd.layout import lay_out
from core.foundations.autograd.runs import CutBox
from core.foundations.autograd.writing import shape, written
from core.plots.graphs import CUT, LEAF, OPERATION, Arrow, Box, cut_to, size_of

PORTS = 13.0
"""Pixels between arrows that begin or end at the same box."""

LOST = "cannot be read"
"""What is said of what a node has saved and lost."""

CUT_DETAIL = "The graph ends here: this call left no node, so no gradient can pass."


@dataclass(frozen=True, eq=False)
class Drawing:
    """Boxes and arrows, with the size of the whole.

    Args:
        boxes: of the nodes in their order, then of the cuts.
        arrows: of the edges in their order, then those of the cuts.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Plan:
    """A box that has no position yet; its fields are those of `Box`."""

    name: str
    kind: str
    lines: tuple[str, ...]
    detail: str = ""
    opens: bool = False


def node_name(index: int, side: str = "") -> str:
    """The name of a node's box."""
    return f"{side}n{index}"


def cut_name(index: int, side: str = "") -> str:
    """The name of a cut's box."""
    return f"{side}c{index}"


def draw(
    graph: Graph, cuts: Sequence[CutBox], texts: Sequence[Sequence[str]], side: str = ""
) -> Drawing:
    """A graph with its cuts.

    Args:
        texts: of each node what else will ever stand in its box, which has to be wide enough.
        side: what the names of its boxes begin with.
    """
    plans = [
        Plan(
            node_name(index, side),
            LEAF if node.is_leaf else OPERATION,
            (title_of(node), value_line(node), ""),
            detail_of(node),
        )
        for index, node in enumerate(graph.nodes)
    ]
    plans += [
        Plan(cut_name(index, side), CUT, (f"{cut.call}: no node", _cut_line(cut), ""), CUT_DETAIL)
        for index, cut in enumerate(cuts)
    ]
    more = [*texts, *[()] * len(cuts)]
    sizes = [
        (size_of((*plan.lines, *others))[0], size_of(plan.lines)[1])
        for plan, others in zip(plans, more, strict=True)
    ]
    edges = [(edge.source, edge.target, "") for edge in graph.edges]
    count = len(graph.nodes)
    for index, cut in enumerate(cuts):
        edges += [(count + index, node, CUT) for node in cut.nodes]
        edges += [(count + index, count + other, CUT) for other in cut.cuts]
        edges += [(node, count + index, CUT) for node in cut.feeds]
    return put(plans, sizes, edges)


def put(
    plans: Sequence[Plan],
    sizes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int, str]],
) -> Drawing:
    """Boxes and arrows where they belong.

    Args:
        edges: from which box to which a gradient goes, and the kind of the arrow.
    """
    pairs = [(source, target) for source, target, _ in edges]
    layout = lay_out(sizes, pairs)
    boxes = tuple(
        Box(plan.name, plan.kind, _rounded(centre), size, plan.lines, plan.detail, plan.opens)
        for plan, centre, size in zip(plans, layout.centres, sizes, strict=True)
    )
    starts, ends = _ports(pairs, layout.paths, 0), _ports(pairs, layout.paths, 1)
    arrows = []
    for number, (source, target, kind) in enumerate(edges):
        (x, y), *bends, (u, v) = layout.paths[number]
        first = (x + starts[number], y - sizes[source][1] / 2)
        last = (u + ends[number], v + sizes[target][1] / 2)
        path = tuple(map(_rounded, [last, *reversed(bends), first]))
        (a, b), (c, d) = path[-2:]
        at = _rounded(((a + c) / 2, (b + d) / 2))
        arrows.append(Arrow(plans[source].name, plans[target].name, path, at, kind))
    return Drawing(boxes, tuple(arrows), layout.width, layout.height)


def _ports(
    pairs: Sequence[tuple[int, int]],
    paths: Sequence[Sequence[tuple[float, float]]],
    end: int,
) -> list[float]:
    """How far from the middle of its box each arrow starts (end 0) or ends (end 1): side by side,
    in the order in which they lead on.
    """
    offsets = [0.0] * len(pairs)
    for box in {pair[end] for pair in pairs}:
        at_box = [number for number, pair in enumerate(pairs) if pair[end] == box]
        following = 1 if end == 0 else -2
        at_box.sort(key=lambda number: paths[number][following][0])
        for position, number in enumerate(at_box):
            offsets[number] = PORTS * (position - (len(at_box) - 1) / 2)
    return offsets


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 1), round(point[1], 1)


def title_of(node: Node) -> str:
    """What stands on top of a node's box: its kind, for a leaf its name."""
    return cut_to(f"{node.name}, a leaf" if node.is_leaf and node.name else node.kind)


def value_line(node: Node) -> str:
    """The value of a node's output in the forward pass, with the name of the variable."""
    if node.value is None:
        return node.name
    value = written(node.value)
    return cut_to(f"{node.name} = {value}" if node.name else f"= {value}")


def _cut_line(cut: CutBox) -> str:
    value = written(cut.value)
    return cut_to(f"{cut.name} = {value}" if cut.name else f"= {value}")


def without_losses(box: Box) -> Box:
    """A box that does not say what its node has lost, and so whether backward can work."""
    lines = [line for line in box.detail.splitlines() if LOST not in line]
    return replace(box, detail="\n".join(lines))


def detail_of(node: Node) -> str:
    """What else there is to say of a node: its kind, shape and version, and what it keeps."""
    lines = [node.kind if node.is_leaf or not node.call else f"{node.kind}, left by {node.call}"]
    if node.value is not None:
        lines.append(f"Output: {written(node.value)}, shape {shape(node.value)}")
    if node.version is not None:
        lines.append(f"Changed in place: {node.version} times (_version)")
    for saved in node.saved:
        text = f"{saved.lost}, {LOST}" if saved.value is None else written(saved.value)
        lines.append(f"Saved {saved.name}: {text}")
    return "\n".join(lines)
