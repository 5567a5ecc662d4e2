"""The picture of a network's graph, in which modules are boxes until a reader opens them."""

from collections.abc import Collection

from core.foundations.autograd.figures.parts import Plan, put
from core.foundations.autograd.modules import ModuleGraph, group_of
from core.plots.graphs import LEAF, MODULE, OPERATION, GraphPicture, Scene, cut_to, size_of
from core.plots.words import counted

ALT = "Graph of a network: a box for each closed module, and for each node of the open ones"


def module_picture(network: ModuleGraph, opened: Collection[str], name: str) -> GraphPicture:
    """A network's graph.

    Args:
        opened: paths of the modules whose nodes are seen.
        name: of the network, for the file.
    """
    groups = [group_of(owners, opened) for owners in network.owners]
    keys = [group or str(index) for index, group in enumerate(groups)]
    order = list(dict.fromkeys(keys))
    position = {key: number for number, key in enumerate(order)}
    plans = [
        _module(network, key, groups) if key in groups else _node(network, int(key), opened)
        for key in order
    ]
    pairs = dict.fromkeys(
        (position[keys[edge.source]], position[keys[edge.target]])
        for edge in network.graph.edges
        if keys[edge.source] != keys[edge.target]
    )
    drawing = put(
        plans,
        [size_of(plan.lines) for plan in plans],
        [(source, target, "") for source, target in pairs],
    )
    nodes = len(network.graph.nodes)
    sentence = (
        f"{len(order)} boxes for {counted(nodes, 'node')}. Click a module to open it, and "
        "one of its nodes to close it again."
    )
    return GraphPicture(
        drawing.boxes,
        drawing.arrows,
        (Scene(sentence),),
        drawing.width,
        drawing.height,
        ALT,
        f"{name.lower().replace(' ', '-')}.svg",
        start=tuple(key for key in order if _is_within(network, key, opened)) or (order[0],),
    )


def _is_within(network: ModuleGraph, key: str, opened: Collection[str]) -> bool:
    """Whether a box stands in the module that was opened last, and not all are."""
    if not opened or len(opened) == len(network.kinds):
        return False
    *_, last = opened
    return last in network.owners[int(key)] if key.isdecimal() else key.startswith(f"{last}.")


def _module(network: ModuleGraph, path: str, groups: list[str]) -> Plan:
    """A module that is closed."""
    inside = [index for index, group in enumerate(groups) if group == path]
    numbers = sum(network.sizes.get(index, 0) for index in inside)
    lines = [cut_to(path), network.kinds[path], counted(len(inside), "node")]
    if numbers:
        lines.append(f"{numbers:,} weights")
    detail = f"Module {path}, {network.kinds[path]}. Click to open it."
    return Plan(path, MODULE, tuple(lines), detail, opens=True)


def _node(network: ModuleGraph, index: int, opened: Collection[str]) -> Plan:
    """A node of a module that is opened, or of none."""
    node, owners = network.graph.nodes[index], network.owners[index]
    around = [path for path in owners if path in opened]
    detail = f"In the module {around[-1]}. Click to close it." if around else "In no module."
    if node.is_leaf:
        shape = "×".join(map(str, node.value.shape)) if node.value is not None else ""
        lines = (cut_to(node.name), f"Leaf, {shape or '1'}")
        return Plan(str(index), LEAF, lines, detail, bool(around))
    call = network.calls[index]
    lines = (cut_to(node.kind), cut_to(f"By {call}") if call else "Within the call below")
    return Plan(str(index), OPERATION, lines, detail, bool(around))
