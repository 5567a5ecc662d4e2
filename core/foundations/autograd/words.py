"""What is to be seen now, in a sentence with its numbers."""

from core.foundations.autograd.modules import ModuleGraph
from core.foundations.autograd.runs import Run
from core.foundations.autograd.trace import Trace, with_a_vector
from core.foundations.autograd.writing import written
from core.plots.numbers import number
from core.plots.words import counted, listed, plain


def graph_sentence(run: Run) -> str:
    """The result and the gradients, or that there are none."""
    result = f"{plain(run.output)} = **{plain(written(run.tensors[run.output]))}**"
    nodes = counted(run.reached, "node")
    if run.message is not None:
        return f"{result}. There is no gradient: PyTorch raises an error, shown below."
    grads = [
        f"{plain(name)}.grad = **{plain(written(grad))}**"
        for name, grad in run.grads.items()
        if grad is not None
    ]
    ends = f": {listed(grads)}" if grads else ""
    return f"{result}. Backward goes through {nodes}{ends}."


def pair_sentence(first: Run, second: Run, name: str, values: tuple[float, float]) -> str:
    """How the graphs of two values differ."""
    counts = [
        f"{counted(run.reached, 'node')} for {plain(name)} = {written(value)}"
        for run, value in zip((first, second), values, strict=True)
    ]
    return f"Each run builds its own graph: {listed(counts)}."


def lines_sentence(trace: Trace) -> str:
    """What the program comes to, or that torch refuses a line."""
    if trace.message is not None:
        return f"PyTorch raises an error at line {trace.line + 1}, shown below."
    if not trace.final:
        return "The program sets no tensor."
    warned = [moment.line + 1 for moment in trace.moments if moment.warnings]
    grads = _grads_of(trace)
    ends = f"At the end {listed(grads or _values_of(trace))}."
    return f"{ends} PyTorch warns at line {warned[0]}, see below." if warned else ends


def _grads_of(trace: Trace) -> list[str]:
    return [
        f"{plain(name)}.grad = **{plain(written(variable.grad))}**"
        for name, variable in trace.final.items()
        if variable.grad is not None
    ]


def _values_of(trace: Trace) -> list[str]:
    """The last variable, where none has a gradient."""
    *_, (name, variable) = trace.final.items()
    return [f"{plain(name)} = **{plain(written(variable.value))}**"]


def variable_rows(trace: Trace, moment: int) -> list[dict[str, str]]:
    """A row for each variable at a moment: what autograd knows of it.

    Args:
        moment: how many lines have run; more than there are stand for the end.
    """
    count = len(trace.moments)
    at = trace.final if moment > count or not count else trace.moments[max(moment, 1) - 1].variables
    return [
        {
            "Variable": name,
            "Value": written(variable.value),
            ".requires_grad": str(variable.requires_grad),
            ".is_leaf": str(variable.is_leaf),
            ".grad_fn": variable.grad_fn or "None",
            ".grad": "None" if variable.grad is None else written(variable.grad),
            "._version": "not counted" if variable.version is None else str(variable.version),
        }
        for name, variable in at.items()
        if not variable.plain
    ]


def jacobian_rows(trace: Trace) -> list[dict[str, str]]:
    """The Jacobian that `backward` was called on with a vector: a row for each output with its
    weight, and their sum, which is the leaf's gradient; none where there is none.
    """
    vectors = with_a_vector(trace.program)
    for (output, leaf), jacobian in trace.jacobians.items():
        vector, grad = trace.final.get(vectors[output]), trace.final[leaf].grad
        if vector is None or grad is None or vector.value.numel() != len(jacobian):
            continue
        columns = [f"d / d {leaf}[{position}]" for position in range(jacobian.shape[1])]
        weights = map(number, vector.value.flatten().tolist())
        rows = [
            {"Output": f"{output}[{position}]", f"Weight {vectors[output]}": weight}
            | dict(zip(columns, map(number, row), strict=True))
            for position, (weight, row) in enumerate(zip(weights, jacobian.tolist(), strict=True))
        ]
        total = dict(zip(columns, map(number, grad.flatten().tolist()), strict=True))
        return [*rows, {"Output": f"{leaf}.grad", f"Weight {vectors[output]}": "sum"} | total]
    return []


def pair_titles(name: str, values: tuple[float, float]) -> tuple[str, str]:
    """What stands over the two graphs."""
    first, second = (f"{name} = {written(value)}" for value in values)
    return first, second


EXPLANATION = (
    "**Each box is a node** that an operation left behind. PyTorch made it while your program ran, "
    "because an input requires a gradient. The arrows show how the values flowed, from the leaves "
    "at the top to the result at the bottom. A green, round box is a **leaf**: a tensor that you "
    "made, with `requires_grad=True`.\n\n**Backward** starts at the result with 1 and goes against "
    "the arrows. Each node takes the gradient of its output, multiplies it by the local derivative "
    "for each input, and passes the product on to that input. If a value was used more than once, "
    "the gradients of all its uses are added up first. A leaf adds what arrives to its "
    "`.grad`.\n\n**A dashed box** is a call that left no node, so no gradient goes back through "
    "it. Point at a box to see what its node saved for the derivative, and its version."
)


LINES_EXPLANATION = (
    "**The lines run one by one.** Under each line you see what is new for autograd: a variable "
    "and the node that made it, a leaf's `.grad`, or what was freed or overwritten. The graph on "
    "the right grows with the lines.\n\n**A leaf** is a tensor that no operation in the graph "
    "made. Only leaves with `requires_grad=True` get a `.grad`; for any other tensor, call "
    "`retain_grad()`. **Every backward adds** to `.grad`, which is why a training loop calls "
    "`zero_grad` in every round.\n\n**Backward frees** what the nodes have saved, unless you set "
    "`retain_graph=True`. `detach`, `no_grad` and functions such as `argmax` leave no node: these "
    "are the dashed boxes. Do not change what a node has saved in place before backward has used "
    "it: PyTorch notices by its `_version` and raises an error."
)


def network_sentence(name: str, network: ModuleGraph) -> str:
    """How large the graph of a network is."""
    return (
        f"One run of {plain(name)} builds a graph of **{len(network.graph.nodes)} nodes**, "
        f"{network.leaves} of them leaves: one for each parameter tensor. They hold "
        f"{network.parameters:,} numbers in all."
    )


NETWORK_EXPLANATION = (
    "**The graph of a network** has the same kinds of nodes as that of a single product, just more "
    "of them. A blue box is a closed module, with the number of its nodes and weights; click it to "
    "open it. A green box is a leaf: a parameter, whose `.grad` backward adds to. A box outside "
    "all modules is a function that the network calls directly, such as `F.relu` or an "
    "addition.\n\nBackward starts at the sum of the scores, because it needs a single number. The "
    "input picture is not in the graph, because it requires no gradient."
)
