"""What a line of a program has changed, as autograd sees it, in sentences."""

from collections.abc import Iterator, Mapping

from core.foundations.autograd.graph import FREED
from core.foundations.autograd.trace import Moment, Trace, Variable
from core.foundations.autograd.writing import written
from core.plots.words import counted

Variables = Mapping[str, Variable]


def changes(trace: Trace, index: int) -> tuple[str, ...]:
    """What is new after the line of a moment.

    Args:
        index: of the moment.
    """
    before = trace.moments[index - 1] if index else None
    now = trace.moments[index]
    known = before.variables if before else {}
    parts = [
        part
        for name, variable in now.variables.items()
        for part in _of_variable(name, known.get(name), variable)
    ]
    return (*parts, *_of_jacobians(trace, known, now), *_of_saved(trace, before, now))


def _of_variable(name: str, before: Variable | None, now: Variable) -> Iterator[str]:
    """What is new of a variable."""
    if before is None or before.identity != now.identity or before.grad_fn != now.grad_fn:
        yield f"{name} = {written(now.value)}{_origin(now)}"
    elif now.version != before.version:
        yield f"{name} = {written(now.value)}, changed in place: version {now.version}"
    elif before.requires_grad != now.requires_grad:
        yield f"{name} requires {'a' if now.requires_grad else 'no'} gradient now"
    if now.retains and not (before and before.retains):
        yield f"{name} will keep its gradient"
    yield from _of_grad(name, before, now)


def _origin(variable: Variable) -> str:
    """What autograd knows of how a tensor was made."""
    if variable.plain:
        return ""
    if variable.grad_fn:
        return f", with the node {variable.grad_fn}"
    if variable.requires_grad:
        return ", a leaf that requires a gradient"
    return ", without a gradient"


def _of_grad(name: str, before: Variable | None, now: Variable) -> Iterator[str]:
    """What is new of its `.grad`."""
    old = before.grad if before is not None and before.identity == now.identity else None
    if now.grad is None:
        if old is not None:
            yield f"{name}.grad = None"
    elif old is None:
        yield f"{name}.grad = {written(now.grad)}"
    elif not bool((old == now.grad).all()):
        added = now.grad - old
        yield f"{name}.grad = {written(old)} + {written(added)} = {written(now.grad)}"


def _of_jacobians(trace: Trace, known: Variables, now: Moment) -> Iterator[str]:
    """The Jacobian that a vector was multiplied with, where a leaf's `.grad` is new."""
    for (output, leaf), jacobian in trace.jacobians.items():
        variable, old = now.variables.get(leaf), known.get(leaf)
        if variable and variable.grad is not None and (old is None or old.grad is None):
            yield f"the Jacobian of {output} by {leaf} is {written(jacobian, 12)}"


def _of_saved(trace: Trace, before: Moment | None, now: Moment) -> Iterator[str]:
    """What nodes have lost by this line."""
    known = before.lost if before else {}
    new = {index: reason for index, reason in now.lost.items() if index not in known}
    freed = [index for index, reason in new.items() if reason == FREED]
    if freed:
        yield f"the saved values of {counted(len(freed), 'node')} are freed"
    for index in new.keys() - set(freed):
        yield f"what {trace.graph.nodes[index].kind} has saved is overwritten"
