"""The backward pass, node by node, as torch's engine does it.

Hooks on the nodes of the real graph write down what comes in and what goes out, in the order in
which the engine visits them. Nothing is worked out here but two things that torch does on the way
and does not tell: which gradients were added up to what comes in, and the local derivative of each
node, for which the node is asked once for each number of its output.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.autograd.graph import GradientEdge
from torch.autograd.graph import Node as TorchNode

from core.foundations.autograd.graph import LEAF, kind_of, node_of

MOST = 9
"""Numbers of an output for which a local derivative is asked; a larger one is too much to read."""


@dataclass(frozen=True, eq=False)
class Part:
    """A gradient that comes to a node from one of those that used its output.

    Args:
        source: index of that node; -1 for the 1 with which backward begins.
        slot: which of its inputs it was.
        output: of which output of this node.
        gradient: what came.
    """

    source: int
    slot: int
    output: int
    gradient: Tensor


@dataclass(frozen=True, eq=False)
class Step:
    """One node at work.

    Args:
        node: its index.
        parts: the gradients that came to it; those of one output were added up.
        incoming: their sum for each output of the node; None where nothing came.
        outgoing: for each input of the node; None where no gradient goes.
        local: for each input the Jacobian of the node, (outputs, inputs); None where no gradient
            goes or where it would be too large.
    """

    node: int
    parts: tuple[Part, ...]
    incoming: tuple[Tensor | None, ...]
    outgoing: tuple[Tensor | None, ...]
    local: tuple[Tensor | None, ...]


def backward_steps(
    root: Tensor, torch_nodes: Sequence[TorchNode], gradient: Tensor | None = None
) -> tuple[Step, ...]:
    """Runs backward from an output, which adds to the leaves' `.grad`; keeps the graph.

    Args:
        root: the output.
        torch_nodes: all nodes that can be reached from it.
        gradient: with which it begins, of the root's shape; by default 1, for a root of one number.

    Raises:
        RuntimeError: what torch raises where it cannot go back.
    """
    index = {node: position for position, node in enumerate(torch_nodes)}
    visits = _visits(root, torch_nodes, gradient)
    start = torch.ones_like(root) if gradient is None else gradient
    arrived: dict[int, list[Part]] = {index[node_of(root)]: [Part(-1, 0, root.output_nr, start)]}
    steps = []
    for node, incoming, outgoing in visits:
        position = index[node]
        for slot, (target, output) in enumerate(node.next_functions):
            if target is not None and outgoing[slot] is not None:
                part = Part(position, slot, output, outgoing[slot])
                arrived.setdefault(index[target], []).append(part)
        parts = tuple(arrived.get(position, ()))
        steps.append(Step(position, parts, incoming, outgoing, jacobians(node, incoming)))
    return tuple(steps)


Visit = tuple[TorchNode, tuple[Tensor | None, ...], tuple[Tensor | None, ...]]
"""A node, and copies of the gradients that came and that went."""


def _visits(root: Tensor, torch_nodes: Sequence[TorchNode], gradient: Tensor | None) -> list[Visit]:
    """The nodes in the order in which the engine calls them."""
    came: dict[TorchNode, tuple[Tensor | None, ...]] = {}
    visits: list[Visit] = []

    def before(node: TorchNode, gradients: Sequence[Tensor | None]) -> None:
        came[node] = _copies(gradients)

    def after(node: TorchNode, gradients: Sequence[Tensor | None]) -> None:
        visits.append((node, came[node], _copies(gradients)))

    handles = []
    try:
        for node in torch_nodes:
            handles.append(
                node.register_prehook(lambda gradients, node=node: before(node, gradients))
            )
            handles.append(
                node.register_hook(lambda gradients, _, node=node: after(node, gradients))
            )
        root.backward(gradient, retain_graph=True)
    finally:
        for handle in handles:
            handle.remove()
    return visits


def _copies(gradients: Sequence[Tensor | None]) -> tuple[Tensor | None, ...]:
    return tuple(None if each is None else each.detach().clone() for each in gradients)


def jacobians(
    node: TorchNode, incoming: Sequence[Tensor | None], most: int = MOST
) -> tuple[Tensor | None, ...]:
    """The local derivative of a node for each of its inputs, by what it makes of unit vectors.

    Args:
        incoming: gradients of its outputs, of which only shape and dtype count.
        most: numbers of the output, above which there is no Jacobian.
    """
    nothing = (None,) * len(node.next_functions)
    edges = [GradientEdge(*following) for following in node.next_functions if following[0]]
    if kind_of(node) == LEAF or len(incoming) != 1 or incoming[0] is None or not edges:
        return nothing
    output = incoming[0]
    if not 0 < output.numel() <= most:
        return nothing
    rows = []
    for position in range(output.numel()):
        unit = torch.zeros_like(output).flatten()
        unit[position] = 1
        with _outgoing(node) as gradients:
            torch.autograd.grad(
                GradientEdge(node, 0),
                edges,
                unit.reshape(output.shape),
                retain_graph=True,
                allow_unused=True,
            )
        rows.append(gradients)
    return tuple(
        None if row[0] is None else torch.stack([each.flatten() for each in row])
        for row in zip(*rows, strict=True)
    )


@contextmanager
def _outgoing(node: TorchNode) -> Iterator[list[Tensor | None]]:
    """The gradients that leave a node, after it has been called."""
    gradients: list[Tensor | None] = []
    handle = node.register_hook(lambda outgoing, _: gradients.extend(_copies(outgoing)))
    try:
        yield gradients
    finally:
        handle.remove()


def is_elementwise(jacobian: Tensor) -> bool:
    """Whether each number of the output depends on one number of the input, the one at its own
    position.
    """
    rows, columns = jacobian.shape
    return rows == columns and not bool((jacobian - jacobian.diagonal().diag()).any())
