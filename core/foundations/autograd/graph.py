"""The graph that autograd builds, as it is: its nodes are read from `grad_fn.next_functions`.

Each operation on a tensor that requires a gradient leaves a node. A node knows the nodes of its
inputs, and keeps what its derivative will need. A leaf, such as a parameter, has a node of the kind
`AccumulateGrad`, which adds to the leaf's `.grad`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from torch import Tensor
from torch.autograd.graph import Node as TorchNode
from torch.autograd.graph import get_gradient_edge

LEAF = "AccumulateGrad"
"""The kind of a leaf's node."""

SAVED = "_saved_"
"""Begins the names under which a node has what it saved (PyTorch's notes on autograd mechanics)."""

FREED, OVERWRITTEN = "freed", "overwritten"
"""Why what a node saved cannot be read any more: a backward pass has used it, or an operation in
place has written over it.
"""


@dataclass(frozen=True, eq=False)
class Saved:
    """What a node keeps for its derivative.

    Args:
        name: torch's own, such as `other`.
        value: the tensor, or a plain number; None if it cannot be read any more.
        lost: "" or why it cannot be read: FREED or OVERWRITTEN.
    """

    name: str
    value: Tensor | float | None
    lost: str = ""


@dataclass(frozen=True, eq=False)
class Node:
    """A node of the graph.

    Args:
        kind: as torch names it: `MulBackward0`, `AccumulateGrad`.
        name: of the variable that it belongs to; "" for a step in between.
        value: of its output in the forward pass; None if nothing has recorded it.
        version: how often that output has been changed in place, torch's `_version`.
        saved: what it keeps.
        call: the function of torch that was called, such as `mul`; "" if nothing has recorded it.
    """

    kind: str
    name: str = ""
    value: Tensor | None = None
    version: int | None = None
    saved: tuple[Saved, ...] = ()
    call: str = ""

    @property
    def is_leaf(self) -> bool:
        """Whether it adds to the `.grad` of a leaf."""
        return self.kind == LEAF


@dataclass(frozen=True)
class Edge:
    """From a node to the node of one of its inputs: the way that the gradient takes.

    Args:
        source, target: indices of the nodes.
        slot: which of the source's inputs it is.
        output: which of the target's outputs that input was.
    """

    source: int
    target: int
    slot: int
    output: int


@dataclass(frozen=True, eq=False)
class Graph:
    """The nodes that a gradient meets on its way back from one or more outputs.

    Args:
        nodes: the outputs' first, each before those of its inputs as they are first met.
        edges: from each node to those of its inputs.
        roots: indices of the outputs' nodes.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    roots: tuple[int, ...]

    def incoming(self, index: int) -> list[Edge]:
        """The edges on which a gradient comes to a node."""
        return [edge for edge in self.edges if edge.target == index]

    def outgoing(self, index: int) -> list[Edge]:
        """The edges on which it leaves a node."""
        return [edge for edge in self.edges if edge.source == index]


class Record(Protocol):
    """What a node's forward pass tells of it, as `core.foundations.autograd.recording` has it."""

    value: Tensor
    call: str
    output: Tensor


def node_of(tensor: Tensor) -> TorchNode | None:
    """The node that a gradient of this tensor goes to; None if it needs no gradient."""
    return get_gradient_edge(tensor).node if tensor.requires_grad else None


def walk(roots: Iterable[TorchNode]) -> tuple[TorchNode, ...]:
    """All nodes that can be reached from these, each once, in the order in which they are met."""
    met: dict[TorchNode, None] = dict.fromkeys(roots)
    waiting = list(met)
    for node in waiting:
        for following, _ in node.next_functions:
            if following is not None and following not in met:
                met[following] = None
                waiting.append(following)
    return tuple(met)


def read_graph(
    torch_nodes: Sequence[TorchNode],
    roots: Iterable[TorchNode] = (),
    names: Mapping[TorchNode, tuple[str, Tensor]] | None = None,
    recorded: Mapping[TorchNode, Record] | None = None,
    saved: bool = True,
) -> Graph:
    """Torch's nodes as plain values.

    Args:
        torch_nodes: of `walk`.
        roots: the outputs' nodes.
        names: of the nodes, with the variables that they are of, as `named_nodes` has them.
        recorded: what the forward pass tells of the nodes.
        saved: whether what the nodes keep is read too.
    """
    index = {node: position for position, node in enumerate(torch_nodes)}
    nodes = tuple(_node(node, names or {}, recorded or {}, saved) for node in torch_nodes)
    edges = tuple(
        Edge(index[node], index[target], slot, output)
        for node in torch_nodes
        for slot, (target, output) in enumerate(node.next_functions)
        if target is not None
    )
    return Graph(nodes, edges, tuple(index[root] for root in roots))


def kind_of(node: TorchNode) -> str:
    """The name of a node's kind, without C++'s namespaces."""
    return node.name().rpartition("::")[2]


def named_nodes(tensors: Mapping[str, Tensor]) -> dict[TorchNode, tuple[str, Tensor]]:
    """By node the name and the tensor of a variable; of several names the first."""
    named: dict[TorchNode, tuple[str, Tensor]] = {}
    for name, tensor in tensors.items():
        node = node_of(tensor)
        if node is not None:
            named.setdefault(node, (name, tensor))
    return named


def _node(
    node: TorchNode,
    names: Mapping[TorchNode, tuple[str, Tensor]],
    recorded: Mapping[TorchNode, Record],
    saved: bool,
) -> Node:
    result = Node(kind_of(node), saved=tuple(saved_by(node)) if saved else ())
    if node in recorded:
        record = recorded[node]
        result = replace(
            result, value=record.value, version=record.output._version, call=record.call
        )
    if node in names:
        name, tensor = names[node]
        value = tensor.detach().clone() if result.value is None else result.value
        result = replace(result, name=name, value=value, version=tensor._version)
    return result


def reason_lost(node: TorchNode) -> str:
    """Why something that a node saved cannot be read any more; "" if all can."""
    for name in _saved_names(node):
        try:
            getattr(node, name)
        except RuntimeError as error:
            return _reason(error)
    return ""


def _saved_names(node: TorchNode) -> list[str]:
    """Under which names a node has what it saved."""
    names = dir(node)
    own = [name for name in names if name.startswith(SAVED)]
    return own or [name for name in names if name == "saved_tensors"]


def _reason(error: RuntimeError) -> str:
    return OVERWRITTEN if "inplace" in str(error) else FREED


def saved_by(node: TorchNode) -> Iterable[Saved]:
    """What a node keeps for its derivative: tensors, and plain numbers such as an exponent. A
    `torch.autograd.Function` keeps it under another name.
    """
    for name in _saved_names(node):
        short = name.removeprefix(SAVED)
        try:
            values = getattr(node, name)
        except RuntimeError as error:
            yield Saved(short, None, _reason(error))
            continue
        yield from (Saved(short, value) for value in _kept(values))


def _kept(values: Any) -> Iterable[Tensor | float]:
    """The tensors and numbers of what a node says that it saved; sizes, and None, say little."""
    for value in values if isinstance(values, tuple | list) else (values,):
        if isinstance(value, Tensor):
            yield value.detach().clone()
        elif isinstance(value, float) and not isinstance(values, tuple | list):
            yield value
