"""The steps of a backward pass as scenes: which box is at work, and its numbers in a sentence."""

from collections.abc import Sequence

from torch import Tensor

from core.foundations.autograd.backward import Part, Step, is_elementwise
from core.foundations.autograd.figures.parts import node_name
from core.foundations.autograd.graph import Graph
from core.foundations.autograd.runs import Run
from core.foundations.autograd.writing import is_single, shape, written
from core.plots.graphs import Scene, cut_to
from core.plots.numbers import short
from core.plots.words import capitalised, listed

TERMS = 4
"""Terms of a sum that are written out."""


def grad_lines(run: Run) -> list[str]:
    """Of each node what its box says of the gradient, once it has it."""
    lines = [""] * len(run.graph.nodes)
    for step in run.steps:
        lines[step.node] = cut_to(_grad_line(run, step))
    return lines


def _grad_line(run: Run, step: Step) -> str:
    node = run.graph.nodes[step.node]
    (incoming, *_) = step.incoming
    text = "none" if incoming is None else written(incoming)
    return f".grad = {_leaf_grad(run, step)}" if node.is_leaf else f"gradient {text}"


def _leaf_grad(run: Run, step: Step) -> str:
    """What the leaf has in its `.grad` in the end."""
    grad = run.grads.get(run.graph.nodes[step.node].name)
    return written(step.incoming[0] if grad is None else grad)


def backward_scenes(run: Run, side: str = "") -> tuple[Scene, ...]:
    """A scene for each node, in the order in which torch visits them."""
    lines = grad_lines(run)
    scenes = []
    for number, step in enumerate(run.steps, 1):
        arrows = [
            (index, step.outgoing[edge.slot])
            for index, edge in enumerate(run.graph.edges)
            if edge.source == step.node and step.outgoing[edge.slot] is not None
        ]
        scenes.append(
            Scene(
                sentence=f"{number} of {len(run.steps)}. {sentence(run, step)}",
                live=(node_name(step.node, side),),
                arrows=tuple(index for index, _ in arrows),
                rows={node_name(step.node, side): {2: lines[step.node]}},
                labels={index: cut_to(written(gradient, 3), 150) for index, gradient in arrows},
            )
        )
    return tuple(scenes)


def sentence(run: Run, step: Step) -> str:
    """What a node does with the gradient that comes in."""
    node = run.graph.nodes[step.node]
    came = _came(run, step)
    if node.is_leaf:
        grad = f"{node.name}.grad = {_leaf_grad(run, step)}"
        return (
            f"{capitalised(came)} at {f'the leaf {node.name}: {grad}' if node.name else 'a leaf'}."
        )
    gone = [
        _gone(run.graph, step, edge.target, edge.slot)
        for edge in run.graph.edges
        if edge.source == step.node and step.outgoing[edge.slot] is not None
    ]
    title = f"{node.kind} ({node.name})" if node.name else node.kind
    return f"{title}: {came}. {capitalised(listed(gone)) if gone else 'Nothing is passed on'}."


def _came(run: Run, step: Step) -> str:
    """What comes in, as a sum where the output was used more than once."""
    (incoming, *_) = step.incoming
    if incoming is None:
        return "no gradient comes in"
    if step.parts and step.parts[0].source < 0:
        return f"backward starts with {written(incoming)}"
    if len(step.parts) > 1 and len(step.incoming) == 1:
        uses = len(step.parts)
        return f"{_sum(step.parts)} = {written(incoming)} comes in (it was used {uses} times)"
    return f"{written(incoming)} comes in"


def _sum(parts: Sequence[Part]) -> str:
    """The gradients of several uses, as a sum."""
    if len(parts) > TERMS:
        return f"a sum of {len(parts)} gradients"
    return " + ".join(_signed(part.gradient) for part in parts)


def _signed(tensor: Tensor) -> str:
    """A number within a sum: a negative one in parentheses."""
    text = written(tensor)
    return f"({text})" if text.startswith("−") else text


def _gone(graph: Graph, step: Step, target: int, slot: int) -> str:
    """What goes to one of the inputs, and how it is made of what came in."""
    outgoing, local, incoming = step.outgoing[slot], step.local[slot], step.incoming[0]
    target_node = graph.nodes[target]
    to = f"to {target_node.name or target_node.kind}"
    if local is None or incoming is None:
        return f"{written(outgoing)} goes {to}"
    if is_single(incoming) and is_single(outgoing):
        product = f"{_signed(incoming)} · {_signed(local.reshape(()))}"
        return (
            f"{product} = {written(outgoing)} goes {to} (local derivative {written(local[0, 0])})"
        )
    if is_selection(local):
        return f"{written(outgoing)} goes {to}, passed on unchanged"
    if is_stretched(local):
        return f"{_stretched(incoming, local, outgoing)} goes {to}"
    if is_elementwise(local) and incoming.shape == outgoing.shape:
        slopes = local.diagonal().reshape(outgoing.shape)
        each = f"local derivative {written(slopes)}, element by element"
        return f"{written(outgoing)} goes {to} ({each})"
    if local.numel() <= 9:
        return (
            f"{written(outgoing)} goes {to} (the incoming gradient times the Jacobian "
            f"{written(local, 9)})"
        )
    return (
        f"{written(outgoing)} goes {to} (the incoming gradient times a Jacobian of shape "
        f"{shape(local)})"
    )


def is_selection(jacobian: Tensor) -> bool:
    """Whether each number of the input is one of the outputs, unchanged."""
    return bool((jacobian.sum(0) == 1).all() and (jacobian != 0).sum(0).eq(1).all())


def is_stretched(jacobian: Tensor) -> bool:
    """Whether an input was broadcast: each output depends on one number of it, and one of these
    went into several outputs.
    """
    used = jacobian != 0
    rows, columns = jacobian.shape
    return rows > columns and bool((used.sum(1) <= 1).all()) and bool((used.sum(0) > 1).any())


def _stretched(incoming: Tensor, local: Tensor, outgoing: Tensor) -> str:
    """The sum over all outputs that a broadcast number went into."""
    if outgoing.numel() == 1:
        terms = (incoming.flatten() * local[:, 0]).tolist()
        if len(terms) <= 2 * TERMS:
            return f"{' + '.join(_term(term) for term in terms)} = {written(outgoing)}"
    return f"{written(outgoing)}, summed over the positions it was stretched to,"


def _term(value: float) -> str:
    text = short(value)
    return f"({text})" if text.startswith("−") else text
