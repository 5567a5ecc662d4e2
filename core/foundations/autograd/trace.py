"""A program line by line: after each line every tensor, as autograd sees it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.autograd.graph import Node as TorchNode

from core.expressions.execution import Execution
from core.expressions.programs import Program, parse_program
from core.expressions.statements import Statement
from core.foundations.autograd.backward import MOST
from core.foundations.autograd.graph import (
    Graph,
    kind_of,
    named_nodes,
    node_of,
    read_graph,
    reason_lost,
    walk,
)
from core.foundations.autograd.recording import Recorder
from core.foundations.autograd.runs import CutBox, check_size, cut_boxes
from core.torch_message import RAISED, TorchMessage, message_of, warned


@dataclass(frozen=True, eq=False)
class Variable:
    """A tensor at a moment.

    Args:
        value: its numbers.
        identity: tells the tensor from others while both are there.
        requires_grad, is_leaf: as torch has them.
        grad_fn: the kind of its node; "" for none.
        grad: its `.grad`; None if it has none.
        version: how often it has been changed in place; None where torch does not count.
        retains: whether it keeps its gradient though it is no leaf.
        plain: whether it is no tensor, but True or False.
    """

    value: Tensor
    identity: int
    requires_grad: bool
    is_leaf: bool
    grad_fn: str
    grad: Tensor | None
    version: int | None
    retains: bool
    plain: bool = False


@dataclass(frozen=True, eq=False)
class Moment:
    """What there is after a line has run.

    Args:
        line: its index.
        variables: by name.
        nodes: how many of the trace's nodes there are by now.
        cuts: how many of its cuts.
        lost: of nodes whose saved values cannot be read any more, the reason by their index.
        warnings: what torch warned of at this line.
    """

    line: int
    variables: Mapping[str, Variable]
    nodes: int
    cuts: int
    lost: Mapping[int, str]
    warnings: tuple[TorchMessage, ...] = ()


@dataclass(frozen=True, eq=False)
class Trace:
    """A program that ran.

    Args:
        program: that ran.
        graph: all nodes that its variables ever led to, in the order in which they were made.
        cuts: where the graph ends though a gradient was asked for.
        cut_at: for each of them how many cuts there are once it is there, as `Moment` counts them.
        jacobians: by output and leaf the Jacobian, for each output that the program calls
            `backward` on with a vector.
        moments: one for each line that ran.
        message: what torch said where it refused to go on.
        line: index of the line at which it said so; -1 if it said nothing.
        final: the variables in the end, after what torch refused.
        lost: as in `Moment`, in the end.
    """

    program: Program
    graph: Graph
    cuts: tuple[CutBox, ...]
    cut_at: tuple[int, ...]
    jacobians: Mapping[tuple[str, str], Tensor]
    moments: tuple[Moment, ...]
    message: TorchMessage | None
    line: int
    final: Mapping[str, Variable]
    lost: Mapping[int, str]


class _Tracer:
    """Looks at a run after each of its lines."""

    def __init__(self, execution: Execution, recorder: Recorder):
        self.execution, self.recorder = execution, recorder
        self.nodes: dict[TorchNode, None] = {}
        self.names: dict[TorchNode, tuple[str, Tensor]] = {}
        self.moments: list[Moment] = []
        self.jacobians: dict[tuple[str, str], Tensor] = {}
        self._outputs = with_a_vector(execution.program)
        self._runs = execution.run()

    def next(self) -> bool:
        """Runs one line; False at the end."""
        with self.recorder:
            line = next(self._runs, None)
        return line is not None

    def look(self, warnings: tuple[TorchMessage, ...]) -> None:
        """Notes what there is now."""
        tensors = self.tensors()
        tracked = {name: each for name, each in tensors.items() if not each.is_inference()}
        self.nodes |= dict.fromkeys(
            walk(node for each in tracked.values() if (node := node_of(each)) is not None)
        )
        check_size(tuple(self.nodes))
        for node, named in named_nodes(tracked).items():
            self.names.setdefault(node, named)
        for name in self._outputs.keys() & tracked.keys():
            self._differentiate(name, tracked)
        self.moments.append(
            Moment(
                self.execution.line,
                self.variables(),
                len(self.nodes),
                len(self.recorder.cuts),
                self.lost(),
                warnings,
            )
        )

    def _differentiate(self, name: str, tensors: Mapping[str, Tensor]) -> None:
        """Notes the Jacobian of an output for each leaf, once."""
        output = tensors[name]
        for leaf, tensor in tensors.items():
            is_leaf = tensor.is_leaf and tensor.requires_grad
            if is_leaf and output.grad_fn is not None and (name, leaf) not in self.jacobians:
                jacobian = jacobian_of(output, tensor)
                if jacobian is not None:
                    self.jacobians[name, leaf] = jacobian

    def variables(self) -> dict[str, Variable]:
        """All tensors as they are now."""
        values = self.execution.names.items()
        return {
            name: _variable(each) if isinstance(each, Tensor) else _of_truth(each)
            for name, each in values
            if isinstance(each, Tensor | bool)
        }

    def tensors(self) -> dict[str, Tensor]:
        """The variables that are tensors."""
        names = self.execution.names
        return {name: each for name, each in names.items() if isinstance(each, Tensor)}

    def lost(self) -> dict[int, str]:
        """Of each node that has lost what it saved, the reason, by its index."""
        reasons = enumerate(map(reason_lost, self.nodes))
        return {index: reason for index, reason in reasons if reason}


@lru_cache(maxsize=64)
def trace(text: str, values: tuple[float, ...]) -> Trace:
    """A program with its inputs at these values, plain numbers, line by line.

    Args:
        values: of the inputs in their order; there may be more.

    Raises:
        ValueError: the program, in one line what is wrong with it.
    """
    program = parse_program(text, actions=True)
    inputs = dict(zip(program.inputs, values, strict=False))
    tracer, message = _Tracer(Execution(program, inputs), Recorder()), None
    while True:
        result, warnings = warned(_one_line, tracer)
        if isinstance(result, ValueError):
            raise result
        if isinstance(result, TorchMessage):
            message = result
        if message or not result:
            break
        tracer.look(warnings)
    return _trace(program, tracer, message)


def _one_line(tracer: _Tracer) -> bool | TorchMessage | ValueError:
    """Runs a line: whether there was one, or what torch raised, or the reader's mistake."""
    try:
        return tracer.next()
    except ValueError as error:
        return message_of(error) if type(error) is ValueError else error
    except RAISED as error:
        return message_of(error)


def _trace(program: Program, tracer: _Tracer, message: TorchMessage | None) -> Trace:
    nodes, recorder = tuple(tracer.nodes), tracer.recorder
    tensors = tracer.tensors()
    leading = recorder.leading_to(tensors.values())
    graph = read_graph(nodes, (), tracer.names, recorder.recorded)
    cuts = tuple(cut_boxes(recorder, leading, tensors, nodes))
    line = tracer.execution.line if message else -1
    return Trace(
        program=program,
        graph=graph,
        cuts=cuts,
        cut_at=tuple(recorder.cuts.index(cut) + 1 for cut in leading),
        jacobians=tracer.jacobians,
        moments=tuple(tracer.moments),
        message=message,
        line=line,
        final=tracer.variables(),
        lost=tracer.lost(),
    )


def with_a_vector(program: Program) -> dict[str, str]:
    """The names of which a program calls `backward` with a vector, and that of the vector, if it
    has one.
    """
    nodes = (node for line in program.statements for node in _expressions(line))
    return {
        node.func.value.id: node.args[0].id if isinstance(node.args[0], ast.Name) else ""
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.attr == "backward"
        and node.args
    }


def _expressions(statement: Statement) -> Iterator[ast.AST]:
    """All nodes of a statement's trees, those of the lines within it too."""
    for value in vars(statement).values():
        if isinstance(value, ast.AST):
            yield from ast.walk(value)
        elif isinstance(value, tuple):
            for inner in value:
                if isinstance(inner, Statement):
                    yield from _expressions(inner)


def jacobian_of(output: Tensor, leaf: Tensor) -> Tensor | None:
    """How each number of an output changes with each of a leaf, (outputs, inputs), by a backward
    pass for each output; None if they are many, or the graph is used up.
    """
    if not 0 < output.numel() <= MOST or leaf.numel() > MOST:
        return None
    rows = []
    for position in range(output.numel()):
        unit = torch.zeros_like(output).flatten()
        unit[position] = 1
        try:
            (row,) = torch.autograd.grad(
                output, leaf, unit.reshape(output.shape), retain_graph=True, allow_unused=True
            )
        except RuntimeError:
            return None
        rows.append(torch.zeros_like(leaf) if row is None else row)
    return torch.stack([row.flatten() for row in rows])


def _variable(tensor: Tensor) -> Variable:
    grad = tensor.grad if tensor.is_leaf or tensor.retains_grad else None
    return Variable(
        value=tensor.detach().clone(),
        identity=id(tensor),
        requires_grad=tensor.requires_grad,
        is_leaf=tensor.is_leaf,
        grad_fn="" if tensor.grad_fn is None else kind_of(tensor.grad_fn),
        grad=None if grad is None else grad.detach().clone(),
        version=None if tensor.is_inference() else tensor._version,
        retains=tensor.retains_grad,
    )


def _of_truth(value: bool) -> Variable:
    """What is True or False, such as the answer of gradcheck."""
    return Variable(torch.tensor(value), id(value), False, True, "", None, None, False, True)
