"""A program's graph and its backward pass, computed by torch."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import torch
from torch import Tensor
from torch.autograd.graph import Node as TorchNode

from core.expressions.execution import Execution
from core.expressions.programs import Program, parse_program
from core.foundations.autograd.backward import Step, backward_steps
from core.foundations.autograd.graph import Graph, named_nodes, node_of, read_graph, walk
from core.foundations.autograd.recording import Cut, Recorder
from core.torch_message import RAISED, TorchMessage, message_of

MOST_NODES = 60
"""Nodes of a graph that is drawn with every number."""


@dataclass(frozen=True)
class CutBox:
    """A call at which the graph ends.

    Args:
        call: the function.
        name: of the variable that it made; "" if it made none.
        value: what it gave.
        nodes: indices of the nodes that it got its inputs from.
        cuts: those of its inputs that come from behind another cut, by their index.
        feeds: indices of the nodes that got their input from it.
    """

    call: str
    name: str
    value: Tensor = field(compare=False)
    nodes: tuple[int, ...] = ()
    cuts: tuple[int, ...] = ()
    feeds: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Run:
    """What a program gives.

    Args:
        program: that ran.
        output: the name of its result: the last variable that was set to a tensor of fractions.
        tensors: copies of its variables by name.
        graph: of the result, or of what there was when torch refused to go on; and behind its nodes
            those that only lead to a cut.
        reached: how many of the nodes a gradient of the result can get to.
        cuts: where the graph ends though a gradient was asked for.
        steps: of the backward pass; none if there was no way back.
        grads: the leaves' `.grad` by name; None where no gradient came.
        message: what torch said where it refused to go on; None if it did not.
        line: index of the line at which it said so; -1 in the backward pass.
        lines: indices of the lines that ran, in order.
    """

    program: Program
    output: str
    tensors: Mapping[str, Tensor]
    graph: Graph
    reached: int
    cuts: tuple[CutBox, ...]
    steps: tuple[Step, ...]
    grads: Mapping[str, Tensor | None]
    message: TorchMessage | None
    line: int
    lines: tuple[int, ...]


@lru_cache(maxsize=64)
def run(text: str, values: tuple[float, ...]) -> Run:
    """A program with its inputs at these values, each a leaf that requires a gradient, and its
    backward pass.

    Args:
        values: of the inputs in their order; there may be more.

    Raises:
        ValueError: the program, in one line what is wrong with it.
    """
    program = parse_program(text)
    inputs = {
        name: torch.tensor(value, requires_grad=True)
        for name, value in zip(program.inputs, values, strict=False)
    }
    return run_program(program, inputs)


def run_program(program: Program, inputs: Mapping[str, Tensor]) -> Run:
    """A program with these inputs, leaves of any dtype, and its backward pass."""
    execution, recorder, lines = Execution(program, inputs), Recorder(), []
    with recorder:
        message = _refusal(lambda: lines.extend(execution.run()))
    failed = execution.line if message else -1
    tensors = {name: each for name, each in execution.names.items() if isinstance(each, Tensor)}
    output = _output(tensors, inputs)
    reached = walk([node for node in [_node(tensors[output])] if node is not None])
    leading = recorder.leading_to(tensors.values())
    aside = walk(each for cut in leading for each in cut.inputs if not isinstance(each, Cut))
    torch_nodes = check_size(tuple(dict.fromkeys([*reached, *aside])))
    copies = {name: each.detach().clone() for name, each in tensors.items()}
    names = named_nodes({name: each for name, each in tensors.items() if not each.is_inference()})
    graph = read_graph(torch_nodes, reached[:1], names, recorder.recorded)
    cuts = tuple(cut_boxes(recorder, leading, tensors, torch_nodes))
    steps: list[Step] = []
    if message is None:
        message = _refusal(lambda: steps.extend(backward_steps(tensors[output], reached)))
    return Run(
        program=program,
        output=output,
        tensors=copies,
        graph=graph,
        reached=len(reached),
        cuts=cuts,
        steps=tuple(steps),
        grads=_grads(tensors),
        message=message,
        line=failed,
        lines=tuple(lines),
    )


def _refusal(work: Callable[[], None]) -> TorchMessage | None:
    """What torch says where it refuses to do some work; None if it does it. A mistake of the
    reader, which is a kind of ValueError, goes its way.
    """
    try:
        work()
    except ValueError as error:
        if type(error) is not ValueError:
            raise
        return message_of(error)
    except RAISED as error:
        return message_of(error)
    return None


def check_size(torch_nodes: tuple[TorchNode, ...]) -> tuple[TorchNode, ...]:
    """The nodes, if they are not too many to be drawn."""
    if len(torch_nodes) > MOST_NODES:
        raise ValueError(
            f"program makes a graph of {len(torch_nodes)} nodes, and {MOST_NODES} are drawn here"
        )
    return torch_nodes


def _grads(tensors: Mapping[str, Tensor]) -> dict[str, Tensor | None]:
    """The `.grad` of each leaf."""
    return {
        name: None if each.grad is None else each.grad.detach().clone()
        for name, each in tensors.items()
        if each.is_leaf and each.requires_grad
    }


def _output(tensors: Mapping[str, Tensor], inputs: Mapping[str, Tensor]) -> str:
    """The last variable that was set to a tensor that can have a gradient, or else the last."""
    names = [name for name in tensors if name not in inputs] or list(tensors)
    if not names:
        raise ValueError("program sets no tensor: write something such as y = x ** 2")
    return names[-1]


def _node(tensor: Tensor) -> TorchNode | None:
    return None if tensor.is_inference() else node_of(tensor)


def cut_boxes(
    recorder: Recorder,
    cuts: tuple[Cut, ...],
    tensors: Mapping[str, Tensor],
    torch_nodes: tuple[TorchNode, ...],
) -> Iterator[CutBox]:
    """The cuts that are worth seeing, with the nodes that they stand between."""
    index = {node: position for position, node in enumerate(torch_nodes)}
    position = {cut: number for number, cut in enumerate(cuts)}
    names = {id(tensor): name for name, tensor in tensors.items()}
    for cut in cuts:
        yield CutBox(
            cut.call,
            names.get(id(cut.output), ""),
            cut.output.detach().clone(),
            tuple(index[each] for each in cut.inputs if each in index),
            tuple(position[each] for each in cut.inputs if isinstance(each, Cut)),
            tuple(
                index[node]
                for node, record in recorder.recorded.items()
                if node in index and cut in record.cuts
            ),
        )
