"""What is to be seen now, in a sentence with its numbers."""

from core.foundations.autograd.runs import Run
from core.foundations.autograd.writing import written
from core.plots.words import counted, listed, plain
from core.prediction import Number, Question


def graph_sentence(run: Run) -> str:
    """The result and the gradients, or that there are none."""
    result = f"{plain(run.output)} = **{plain(written(run.tensors[run.output]))}**"
    nodes = counted(run.reached, "node")
    if run.message is not None:
        return f"{result}. There is no gradient: torch refuses, and says why below."
    grads = [
        f"{plain(name)}.grad = **{plain(written(grad))}**"
        for name, grad in run.grads.items()
        if grad is not None
    ]
    return f"{result}, and back through {nodes}: {listed(grads)}."


def pair_sentence(first: Run, second: Run, name: str, values: tuple[float, float]) -> str:
    """How the graphs of two values differ."""
    counts = [
        f"{counted(run.reached, 'node')} for {plain(name)} = {written(value)}"
        for run, value in zip((first, second), values, strict=True)
    ]
    return f"Each run builds its own graph: {listed(counts)}."


def pair_titles(name: str, values: tuple[float, float]) -> tuple[str, str]:
    """What stands over the two graphs."""
    first, second = (f"{name} = {written(value)}" for value in values)
    return first, second


def gradient_question(run: Run) -> Question | None:
    """What a reader guesses before the gradients are shown: that of the input which comes first;
    None if no gradient comes back.
    """
    singles = {
        name: float(grad)
        for name, grad in run.grads.items()
        if grad is not None and grad.numel() == 1
    }
    if run.message is not None or not singles:
        return None
    name, value = next(iter(singles.items()))
    leaf = written(run.tensors[name])
    return Question(
        f"Backward from {plain(run.output)}: what will {plain(name)}.grad be at "
        f"{plain(name)} = {plain(leaf)}?",
        Number(value, tolerance(value)),
        "Multiply the local derivatives along each way from the result back to the input, and add "
        "up the ways.",
    )


def tolerance(value: float) -> float:
    """How far off a guess of a number may be: a twentieth of it."""
    return float(f"{max(0.05 * abs(value), 0.01):.1g}")


EXPLANATION = (
    "**Each box is a node** that an operation has left behind: torch made it while your program "
    "ran, because an input requires a gradient. The arrows show how the values flowed, from "
    "the leaves at the top to the result at the bottom. A green, round box is a **leaf**: a tensor "
    "that you made, with `requires_grad=True`.\n\n"
    "**Backward** begins at the result with 1 and goes against the arrows. A node takes the "
    "gradient of its output, multiplies it by its local derivative, and hands the product on to "
    "each of its inputs. Where a value was used more than once, the gradients of all its uses are "
    "added up before the node gets to work. A leaf adds what arrives to its `.grad`.\n\n"
    "**A dashed box** is a call that left no node: from there no gradient comes back. Point at a "
    "box to see what its node has saved for its derivative, and its version."
)
