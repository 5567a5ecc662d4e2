"""The code of the autograd page: the reader's program as plain PyTorch, with what prints its
numbers.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import torch
from torch import Tensor, nn
from torch.autograd.graph import get_gradient_edge

from core.expressions.actions import FUNCTIONS
from core.foundations.autograd.drawn import draw_gradients, draw_nodes
from core.foundations.autograd.modules import NETWORKS
from core.foundations.autograd.questions import QUESTIONS
from core.foundations.autograd.runs import Run
from core.foundations.autograd.state import (
    GRAPH,
    LINES,
    MODULE,
    QUESTION,
    State,
    graph_run,
    line_trace,
    other_run,
)
from core.script import Code, Script, imports, join, parts, source, write, write_plot

LINES_DOC = "Autograd line by line: every variable in the end, and the gradients."
GRAPH_DOC = "A program, its gradients by autograd, and the number of nodes of its graph."


def write_script(state: State) -> Script:
    """The code of the view."""
    writers = {GRAPH: _graph, LINES: _lines, MODULE: _network, QUESTION: _question}
    return writers[state.view](state)


def _graph(state: State) -> Script:
    run = graph_run(state)
    helpers = (show, count_nodes)
    if state.compare:
        lines = _compared(state, run)
    else:
        lines = [*_leaves(run, state.values), "", *_forward(run), *_shown(run)]
    known = [name for name, grad in run.grads.items() if grad is not None]
    return assemble(GRAPH_DOC, helpers, lines, [] if state.compare else known)


def _lines(state: State) -> Script:
    """The program as it stands, and what prints its variables."""
    trace = line_trace(state)
    inputs = zip(trace.program.inputs, state.values, strict=False)
    lines = [f"{name} = {value!r}" for name, value in inputs]
    program = list(trace.program.lines)
    lines += ["", *(program if trace.message is None else guarded(program)), ""]
    for name, variable in trace.final.items():
        lines.append(f'show("{name}", {f"torch.tensor({name})" if variable.plain else name})')
        if variable.grad is not None:
            lines.append(f'show("{name}.grad", {name}.grad)')
    text = trace.program.code
    used = [function for name, function in FUNCTIONS.items() if f"{name}.apply" in text]
    known = [name for name, variable in trace.final.items() if variable.grad is not None]
    return assemble(LINES_DOC, (*used, show), lines, known)


def _network(state: State) -> Script:
    """A network, and how large the graph of one of its outputs is."""
    network = NETWORKS[state.network]
    draw = getattr(network, "draw", None)
    make, name = (draw, draw.__name__) if draw else (network.build, network.code)
    return write(
        show_network, *parts(make), plot=draw_nodes, shape=network.shape, model=Code(f"{name}()")
    )


def show_network(model: nn.Module, shape: tuple[int, ...]) -> None:
    """The graph of a network: its nodes, its edges and its leaves."""
    output = model.requires_grad_()(torch.zeros(1, *shape)).sum()
    nodes, edges = [output.grad_fn], 0
    for node in nodes:
        for following, _ in node.next_functions:
            if following is not None:
                edges += 1
                if following not in nodes:
                    nodes.append(following)
    print(f"nodes = {len(nodes)}")
    print(f"edges = {edges}")
    print(f"leaves = {sum(hasattr(node, 'variable') for node in nodes)}")
    print(f"parameters = {sum(parameter.numel() for parameter in model.parameters())}")


def _question(state: State) -> Script:
    """The program that answers the question."""
    program = QUESTIONS[state.question].program
    *helpers, _ = parts(program)
    script = write(program, *helpers)
    return replace(script, text=re.sub(r"\bsay\(", "print(", script.text))


def assemble(
    doc: str, helpers: Sequence[Callable], lines: Sequence[str], known: Sequence[str] = ()
) -> Script:
    """A script of helpers and of lines that follow them.

    Args:
        known: names of the tensors whose gradients are drawn.
    """
    text = "\n".join(lines)
    sources = [source(helper) for helper in helpers]
    head = imports("\n".join([*sources, text]), *helpers)
    tensors = {name: Code(name) for name in known}
    plot = write_plot(partial(draw_gradients, tensors=tensors), {}) if known else ""
    return Script(join(f'"""{doc}"""\n\n{head}', *sources, text), {}, plot)


def _leaves(run: Run, values: Sequence[float]) -> list[str]:
    """The inputs as leaves."""
    return [
        f"{name} = torch.tensor({value!r}, requires_grad=True)"
        for name, value in zip(run.program.inputs, values, strict=False)
    ]


def _forward(run: Run) -> list[str]:
    """The program and its backward pass; where torch refuses, what it says is printed."""
    lines = [*program_lines(run), f"{run.output}.backward()"]
    return lines if run.message is None else guarded(lines)


def program_lines(run: Run) -> list[str]:
    """The program, with a name for what an expression on the last line gives."""
    *lines, last = run.program.lines
    is_unnamed = run.output == "output" and "output" not in last
    return [*lines, f"output = {last}" if is_unnamed else last]


def guarded(lines: Sequence[str]) -> list[str]:
    """Lines at one of which torch refuses to go on."""
    return [
        "try:",
        *(f"    {line}" for line in lines),
        "except (RuntimeError, IndexError, TypeError, ValueError) as error:",
        '    print(f"{type(error).__name__}: {error}")',
    ]


def _shown(run: Run, suffix: str = "") -> list[str]:
    """What prints the numbers of a run."""
    lines = ["", f'show("{run.output}{suffix}", {run.output})']
    lines += [
        f'show("gradient of {name}{suffix}", {name}.grad)'
        for name, grad in run.grads.items()
        if grad is not None
    ]
    return [*lines, f'print(f"nodes{suffix} = {{count_nodes({run.output})}}")']


def _compared(state: State, first: Run) -> list[str]:
    """The program for two values of its first input."""
    lines = []
    for value, run in ((state.first, first), (state.other, other_run(state))):
        values = (value, *state.values[1:])
        lines += [*_leaves(run, values), "", *_forward(run), *_shown(run, f" at {value}"), "", ""]
    return lines[:-2]


def show(name: str, tensor: Tensor) -> None:
    """Prints a number, or each number of a tensor."""
    if tensor.ndim == 0:
        print(f"{name} = {tensor.double().item()}")
        return
    for position, value in enumerate(tensor.double().flatten().tolist()):
        print(f"{name}[{position}] = {value}")


def count_nodes(tensor: Tensor) -> int:
    """How many nodes the graph has that ends at a tensor."""
    waiting = [get_gradient_edge(tensor).node] if tensor.requires_grad else []
    nodes = set()
    while waiting:
        node = waiting.pop()
        if node is not None and node not in nodes:
            nodes.add(node)
            waiting += [following for following, _ in node.next_functions]
    return len(nodes)
