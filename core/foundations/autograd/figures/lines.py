"""The picture of a program line by line: its lines at the left, the graph at the right."""

import re
from collections.abc import Collection
from dataclasses import replace

from core.foundations.autograd.changes import changes
from core.foundations.autograd.figures.parts import cut_name, draw, node_name, without_losses
from core.foundations.autograd.graph import FREED
from core.foundations.autograd.trace import Moment, Trace, Variable
from core.foundations.autograd.writing import written
from core.plots.graphs import Box, GraphPicture, Scene, cut_to
from core.plots.words import capitalised

ALT = "A program line by line, and the graph that autograd builds meanwhile"

HIDDEN = "?"
"""What stands for a gradient that is still to be guessed."""


def lines_picture(trace: Trace, hidden: bool = False, masked: Collection[str] = ()) -> GraphPicture:
    """A program with its graph after each line.

    Args:
        hidden: whether the gradients, and whether torch refuses a line, are still to be guessed.
        masked: the variables whose values are too.
    """
    names = [node_name(index) for index in range(len(trace.graph.nodes))]
    cuts = [cut_name(index) for index in range(len(trace.cuts))]
    texts = [_grad_texts(trace, node.name) if node.is_leaf else () for node in trace.graph.nodes]
    drawing = draw(trace.graph, trace.cuts, texts)
    first = Scene(
        f"Nothing has run yet. Press → to run line {1 + _first_line(trace)}.",
        marks=dict.fromkeys([*names, *cuts], "hidden"),
    )
    scenes = [first]
    for index in range(len(trace.moments)):
        scenes.append(_scene(trace, index, hidden, masked))
    if trace.message is not None and not hidden:
        scenes.append(_refusal(trace))
    boxes = tuple(map(without_losses, drawing.boxes)) if hidden else drawing.boxes
    return GraphPicture(
        tuple(_masked_box(box, masked) for box in boxes),
        drawing.arrows,
        tuple(scenes),
        max(drawing.width, 1.0),
        max(drawing.height, 1.0),
        ALT,
        code=trace.program.lines,
        start=(names[-1],) if names else (),
    )


def _first_line(trace: Trace) -> int:
    return trace.moments[0].line if trace.moments else max(trace.line, 0)


def _grad_texts(trace: Trace, name: str) -> tuple[str, ...]:
    """All that a leaf's box will say of its value and its gradient."""
    at = [moment.variables[name] for moment in trace.moments if name in moment.variables]
    return tuple(text for variable in at for text in (_value(name, variable), _grad(variable)))


def _value(name: str, variable: Variable) -> str:
    return cut_to(f"{name} = {written(variable.value)}")


def _grad(variable: Variable, hidden: bool = False) -> str:
    if variable.grad is None:
        return ""
    return f".grad = {HIDDEN}" if hidden else cut_to(f".grad = {written(variable.grad)}")


def _masked_box(box: Box, masked: Collection[str]) -> Box:
    """A box that tells nothing of the values of masked variables, or of what comes of them."""
    rows = tuple(_masked(row, masked) for row in box.rows)
    return box if rows == box.rows else replace(box, rows=rows, detail="")


def _masked(text: str, masked: Collection[str]) -> str:
    """A line, without the values of these variables: "h = ?, with the node MulBackward0"."""
    for name in masked:
        text = re.sub(rf"(?<![\w.]){name} = [^a-z]*", f"{name} = {HIDDEN}, ", text)
    return text.rstrip(", ")


def _scene(trace: Trace, index: int, hidden: bool, masked: Collection[str]) -> Scene:
    """How it stands after a line."""
    before, now = trace.moments[index - 1] if index else None, trace.moments[index]
    parts = [_masked(_hiding(part, hidden), masked) for part in changes(trace, index)]
    warned = [f"PyTorch warns: {message.kind}" for message in now.warnings]
    note = "; ".join([*parts, *warned])
    said = f"Line {now.line + 1}: {note}." if note else f"Line {now.line + 1} has run."
    return Scene(
        capitalised(said),
        live=tuple(_live(trace, before, now)),
        rows=_rows(trace, now, hidden, masked),
        marks=_marks(trace, before, now),
        line=now.line,
        notes={now.line: note} if note else {},
    )


def _hiding(part: str, hidden: bool) -> str:
    """A part of a sentence, without the gradient or the Jacobian that it tells."""
    if not hidden:
        return part
    if part.startswith("the Jacobian"):
        return f"{part.partition(' is ')[0]} is {HIDDEN}"
    before, equal, _ = part.partition(".grad = ")
    return f"{before}.grad = {HIDDEN}" if equal else part


def _live(trace: Trace, before: Moment | None, now: Moment) -> list[str]:
    """The boxes of new nodes and cuts, and of leaves whose gradient has changed."""
    first, cut = (before.nodes, before.cuts) if before else (0, 0)
    names = [node_name(index) for index in range(first, now.nodes)]
    names += [cut_name(index) for index, at in enumerate(trace.cut_at) if cut < at <= now.cuts]
    for index, node in enumerate(trace.graph.nodes[: now.nodes]):
        variable = now.variables.get(node.name) if node.is_leaf else None
        old = before.variables.get(node.name) if before and node.is_leaf else None
        if variable and variable.grad is not None and (old is None or _differs(old, variable)):
            names.append(node_name(index))
    return list(dict.fromkeys(names))


def _differs(old: Variable, now: Variable) -> bool:
    is_other = old.identity != now.identity or old.grad is None
    return is_other or not bool((old.grad == now.grad).all())


def _rows(
    trace: Trace, now: Moment, hidden: bool, masked: Collection[str]
) -> dict[str, dict[int, str]]:
    """What the leaves' boxes say now."""
    return {
        node_name(index): {
            1: _masked(_value(node.name, now.variables[node.name]), masked),
            2: _grad(now.variables[node.name], hidden),
        }
        for index, node in enumerate(trace.graph.nodes[: now.nodes])
        if node.is_leaf and node.name in now.variables
    }


def _marks(trace: Trace, before: Moment | None, now: Moment) -> dict[str, str]:
    """What is there now, and what has lost what it saved."""
    first, cut = (before.nodes, before.cuts) if before else (0, 0)
    marks = {node_name(index): "" for index in range(first, now.nodes)}
    marks |= {cut_name(index): "" for index, at in enumerate(trace.cut_at) if cut < at <= now.cuts}
    for index, reason in now.lost.items():
        marks[node_name(index)] = "freed" if reason == FREED else "error"
    return marks


def _refusal(trace: Trace) -> Scene:
    """The line that PyTorch refuses."""
    message = trace.message
    return Scene(
        f"Line {trace.line + 1}: PyTorch raises {message.kind}.",
        line=trace.line,
        failed=trace.line,
        notes={trace.line: f"{message.kind}, see below"},
        marks=dict.fromkeys(_causes(trace), "error"),
    )


def _causes(trace: Trace) -> list[str]:
    """The boxes of the tensor that the refused line begins with: its node, or where its graph has
    been cut.
    """
    nodes = {node.name: index for index, node in enumerate(trace.graph.nodes) if node.name}
    cuts = {cut.name for cut in trace.cuts if cut.name}
    origins = [cut_name(index) for index, cut in enumerate(trace.cuts) if cut.nodes]
    for name in re.findall(r"[A-Za-z_]\w*", trace.program.lines[trace.line]):
        if name in cuts:
            return origins
        if name in nodes:
            return [node_name(nodes[name])]
    return []
