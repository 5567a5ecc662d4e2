"""What a reader can set on the autograd page, and the numbers on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from core.expressions.programs import Program, parse_program
from core.foundations.autograd.examples import PROGRAM, PROGRAMS
from core.foundations.autograd.line_examples import ACCUMULATE, LINE_PROGRAMS
from core.foundations.autograd.modules import check_path, module_graph, network_names
from core.foundations.autograd.questions import QUESTIONS, output
from core.foundations.autograd.runs import Run, run
from core.foundations.autograd.trace import Trace, trace
from core.prediction import Predicting
from core.registry import Flag, Options, Range, Several, Text, setting

VIEWS = (GRAPH, LINES, MODULE, QUESTION) = ("Graph", "Line by line", "Network", "Questions")

SETTINGS = ("first", "second", "third")
"""The settings of the inputs."""

MOST_STEPS = 200
"""Steps of a picture that a link can name."""


def parse_lines(text: str) -> Program:
    """A program that may call `backward`, an optimizer and the like."""
    return parse_program(text, actions=True)


def _input(default: float) -> Range:
    return Range(-5.0, 5.0, default, 0.1)


@dataclass(frozen=True)
class State(Predicting):
    """Everything a reader can set.

    Programs have up to three inputs, under names of the reader's own: `first`, `second` and `third`
    are their values in the order in which the program uses them. In the view "Graph" they are
    leaves, and the page goes back from the last result; in "Line by line" they are plain numbers,
    and the program makes its leaves and goes back itself.
    """

    view: str = setting(Options(VIEWS, GRAPH))
    program: str = setting(Text(PROGRAM, 600, parse_program, PROGRAMS, names=True, lines=5))
    first: float = setting(_input(2.0))
    second: float = setting(_input(0.5))
    third: float = setting(_input(1.0))
    compare: bool = setting(
        Flag(False, "Shows the graphs for two values of the first input side by side.")
    )
    other: float = setting(_input(-1.0))
    step: int = setting(Range(0, MOST_STEPS, 0, 1))
    lines: str = setting(Text(ACCUMULATE, 600, parse_lines, LINE_PROGRAMS, names=True, lines=8))
    moment: int = setting(Range(0, MOST_STEPS, MOST_STEPS, 1))
    network: str = setting(Options(network_names, "LeNet"))
    opened: tuple[str, ...] = setting(Several((), (), 0, 80, valid=check_path))
    unfolded: bool = setting(
        Flag(False, "Opens every module, so that you see each node.", names=False)
    )
    question: str = setting(Options(tuple(QUESTIONS), next(iter(QUESTIONS))))

    @property
    def values(self) -> tuple[float, float, float]:
        """Of the inputs."""
        return self.first, self.second, self.third


def graph_run(state: State) -> Run:
    """The program at the state's inputs."""
    return run(state.program, state.values)


def other_run(state: State) -> Run:
    """The program at the other value of the first input."""
    return run(state.program, (state.other, *state.values[1:]))


def line_trace(state: State) -> Trace:
    """The program of the view "Line by line" at the state's inputs."""
    return trace(state.lines, state.values)


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the script prints them."""
    numbers = {
        GRAPH: _of_graphs,
        LINES: _of_lines,
        MODULE: _of_network,
        QUESTION: lambda state: printed_numbers(output(state.question)),
    }
    return numbers[state.view](state)


def _of_network(state: State) -> dict[str, float]:
    """How large the graph of the network is."""
    network = module_graph(state.network)
    return {
        "nodes": len(network.graph.nodes),
        "edges": len(network.graph.edges),
        "leaves": network.leaves,
        "parameters": network.parameters,
    }


def printed_numbers(lines: Sequence[str]) -> dict[str, float]:
    """The numbers among printed lines: those of the form `name = number`."""
    pairs = (line.rpartition(" = ") for line in lines if " = " in line)
    return {name: float(text) for name, _, text in pairs}


def _of_lines(state: State) -> dict[str, float]:
    """Every variable in the end, and its gradient."""
    numbers: dict[str, float] = {}
    for name, variable in line_trace(state).final.items():
        numbers |= numbered(name, variable.value)
        if variable.grad is not None:
            numbers |= numbered(f"{name}.grad", variable.grad)
    return numbers


def _of_graphs(state: State) -> dict[str, float]:
    if not state.compare:
        return of_run(graph_run(state))
    both = ((state.first, graph_run(state)), (state.other, other_run(state)))
    return {
        name: number
        for value, each in both
        for name, number in of_run(each, f" at {value}").items()
    }


def of_run(run: Run, suffix: str = "") -> dict[str, float]:
    """The result, each gradient and the number of nodes; `suffix` tells the run from another."""
    numbers = numbered(f"{run.output}{suffix}", run.tensors[run.output])
    for name, grad in run.grads.items():
        if grad is not None:
            numbers |= numbered(f"gradient of {name}{suffix}", grad)
    return numbers | {f"nodes{suffix}": run.reached}


def numbered(name: str, tensor: Tensor) -> dict[str, float]:
    """The numbers of a tensor, each under the tensor's name with its position."""
    if tensor.ndim == 0:
        return {name: float(tensor)}
    return {f"{name}[{position}]": float(value) for position, value in enumerate(tensor.flatten())}
