"""A network cut in two: the frozen front, whose numbers for a picture never change, and the rest.

What the front makes of a picture is computed once; a training then runs the rest alone.
"""

from collections.abc import Collection

from torch import nn
from torch.fx import Graph, GraphModule, Node, Tracer


def split(model: nn.Module, learning: Collection[str]) -> tuple[nn.Module, nn.Module] | None:
    """The front and the rest of a network, which share its modules; None if no module lies before
    those of these names, or more than one tensor leads into them.

    torch.fx traces the network, and replaces `nn.Module.__call__` for the whole process while it
    does: not for a process with sessions.

    Args:
        learning: names of modules that learn; all that they need from before is the front's.
    """
    nodes = list(Tracer().trace(model).nodes)
    first = next(index for index, node in enumerate(nodes) if _is_in(node, learning))
    before = nodes[:first]
    used = {value for node in nodes[first:] for value in node.all_input_nodes if value in before}
    if len(used) != 1 or not any(node.op == "call_module" for node in before):
        return None
    cut = used.pop()
    front, names = _copied(before)
    front.output(names[cut])
    rest = Graph()
    names = {cut: rest.placeholder("x")}
    for node in nodes[first:]:
        names[node] = rest.node_copy(node, names.__getitem__)
    return GraphModule(model, front), GraphModule(model, rest)


def _is_in(node: Node, modules: Collection[str]) -> bool:
    """Whether a node is the work of one of these modules."""
    names = (node.target == name or node.target.startswith(f"{name}.") for name in modules)
    return node.op == "call_module" and any(names)


def _copied(nodes: Collection[Node]) -> tuple[Graph, dict[Node, Node]]:
    """A graph of these nodes, and the new ones by the old."""
    graph, names = Graph(), {}
    for node in nodes:
        names[node] = graph.node_copy(node, names.__getitem__)
    return graph, names
