"""What a reader may guess on the autograd page before it is shown: gradients, values and counts."""

import re

from core.foundations.autograd.modules import ModuleGraph
from core.foundations.autograd.runs import Run
from core.foundations.autograd.trace import Trace, Variable
from core.foundations.autograd.writing import written
from core.plots.words import plain
from core.prediction import Number, OrError, Question

PATHS = (
    "Multiply the local derivatives along each path from the result back to the input, then add "
    "up the paths. PyTorch raises an error if nothing requires a gradient, or if a node has lost "
    "what it saved."
)

ADDED = (
    "Each backward adds the derivative to what is already in .grad, unless it was reset before. "
    "PyTorch raises an error if there is no graph to go back through, or if a node has lost what "
    "it saved."
)

COMPUTED = (
    "Follow the lines one by one with the numbers. Some are not allowed on a tensor that requires "
    "a gradient: changing a leaf in place, for example, or calling numpy()."
)


def tolerance(value: float) -> float:
    """How far off a guess of a number may be: a twentieth of it."""
    return float(f"{max(0.05 * abs(value), 0.01):.1g}")


def gradient_question(run: Run) -> Question | None:
    """What a reader guesses before the gradients are shown: that of the input which comes first, or
    that torch raises an error; None if no input can get one.
    """
    fails = run.message is not None
    singles = {
        name: 0.0 if grad is None else float(grad)
        for name, grad in run.grads.items()
        if (fails or grad is not None) and run.tensors[name].numel() == 1
    }
    if run.line >= 0 or not singles:
        return None
    name, value = next(iter(singles.items()))
    leaf = written(run.tensors[name])
    return Question(
        f"After backward from {plain(run.output)}, what is {plain(name)}.grad at "
        f"{plain(name)} = {plain(leaf)}?",
        OrError(Number(value, tolerance(value)), fails),
        PATHS,
    )


def lines_question(trace: Trace) -> Question | None:
    """What a reader guesses before a program is shown line by line: the gradient of its first leaf
    where it calls `backward`, else what its last line sets; or that torch raises an error. None
    where there is no number to ask for.
    """
    name, variable, is_grad = _asked(trace)
    if variable is None:
        return None
    tensor = variable.grad if is_grad else variable.value
    fails = trace.message is not None
    value = 0.0 if tensor is None or not tensor.numel() else float(tensor.flatten()[0])
    what = f"{plain(name)}.grad" if is_grad else plain(name)
    index = "[0]" * variable.value.ndim
    return Question(
        f"What will {what}{index} be after the last line?",
        OrError(Number(value, tolerance(value)), fails),
        ADDED if is_grad else COMPUTED,
    )


def masked_names(trace: Trace) -> tuple[str, ...]:
    """The variables whose values would tell the answer: the one that is asked for, or those that
    are set to a gradient.
    """
    name, variable, is_grad = _asked(trace)
    if variable is None:
        return ()
    if not is_grad:
        return (name,)
    set_to_grad = (re.match(r"\s*(\w+)\s*=.*\.grad\b", line) for line in trace.program.lines)
    return tuple(match[1] for match in set_to_grad if match)


def _asked(trace: Trace) -> tuple[str, Variable | None, bool]:
    """The variable that is asked for, by name, and whether its gradient is."""
    fails, tensors = trace.message is not None, _tensors(trace)
    if any(".backward(" in line for line in trace.program.lines):
        leaves = {name: each for name, each in tensors.items() if each.is_leaf}
        first = {name: each for name, each in leaves.items() if each.requires_grad} or leaves
        asked = {name: each for name, each in first.items() if fails or each.grad is not None}
        if asked:
            return *next(iter(asked.items())), True
    last = re.match(r"\s*(\w+)", trace.program.lines[-1])
    name = last[1] if last and last[1] in tensors else next(reversed(tensors), "")
    return name, tensors.get(name), False


def _tensors(trace: Trace) -> dict[str, Variable]:
    """The variables in the end that hold numbers."""
    return {
        name: variable
        for name, variable in trace.final.items()
        if not variable.plain and variable.value.numel()
    }


def leaves_question(name: str, network: ModuleGraph) -> Question:
    """What a reader guesses before the counts are shown."""
    return Question(
        f"How many leaves does the graph of {plain(name)} have? Open the modules and count.",
        Number(network.leaves),
        "Each parameter tensor is a leaf: most layers have two, a weight and a bias.",
    )


def output_question(asked: str, number: float, rule: str) -> Question:
    """What a reader guesses before the output of a program is shown."""
    return Question(plain(asked), Number(number, tolerance(number) if number % 1 else 0.0), rule)
