"""The picture of a program's graph: alone, or two of them side by side."""

from dataclasses import replace
from itertools import zip_longest

from core.foundations.autograd.figures.parts import (
    Drawing,
    cut_name,
    draw,
    node_name,
    without_losses,
)
from core.foundations.autograd.figures.steps import backward_scenes, grad_lines
from core.foundations.autograd.graph import OVERWRITTEN
from core.foundations.autograd.runs import Run
from core.foundations.autograd.writing import written
from core.plots.graphs import Arrow, Box, Frame, GraphPicture, Scene
from core.plots.words import counted

ALT = "Graph of autograd: a box for each node, arrows from the inputs down to the result"

BETWEEN = 46.0
"""Pixels between two graphs."""

PRESS = "Press → to walk back through"

HEAD = 34.0
"""Pixels above a graph for its title, and around it."""


def graph_picture(run: Run, hidden: bool = False) -> GraphPicture:
    """A program's graph with its backward pass.

    Args:
        hidden: whether the gradients are still to be guessed.
    """
    drawing, scenes = _drawn(run, hidden)
    return GraphPicture(
        drawing.boxes,
        drawing.arrows,
        scenes,
        drawing.width,
        drawing.height,
        ALT,
        start=(node_name(0),),
    )


def pair_picture(
    first: Run, second: Run, titles: tuple[str, str], hidden: bool = False
) -> GraphPicture:
    """The graphs of one program for two inputs, side by side.

    Args:
        titles: of the two.
        hidden: whether the gradients are still to be guessed.
    """
    left, left_scenes = _drawn(first, hidden)
    right, right_scenes = _drawn(second, hidden, side="b")
    shift = left.width + BETWEEN + HEAD / 2
    height = max(left.height, right.height)
    left, right = (
        _moved(left, HEAD / 2, HEAD + height - left.height),
        _moved(right, HEAD / 2 + shift, HEAD + height - right.height),
    )
    frames = tuple(
        Frame(start, 0, drawing.width + HEAD, height + 1.5 * HEAD, title)
        for start, drawing, title in zip((0, shift), (left, right), titles, strict=True)
    )
    count = len(left.arrows)
    scenes = tuple(
        _merged(one_scene, other, count, titles)
        for one_scene, other in zip_longest(left_scenes, right_scenes)
    )
    return GraphPicture(
        (*left.boxes, *right.boxes),
        (*left.arrows, *right.arrows),
        scenes,
        shift + right.width + HEAD,
        height + 1.5 * HEAD,
        f"{ALT}; for two inputs side by side",
        frames=frames,
        start=(node_name(0), node_name(0, "b")),
    )


def _drawn(run: Run, hidden: bool = False, side: str = "") -> tuple[Drawing, tuple[Scene, ...]]:
    """A graph, and what its steps say."""
    lines = grad_lines(run)
    drawing = draw(run.graph, run.cuts, [[line] for line in lines], side)
    if hidden:
        drawing = replace(drawing, boxes=tuple(map(without_losses, drawing.boxes)))
    first = _first_scene(run, hidden, side)
    return drawing, (first,) if hidden else (first, *backward_scenes(run, side))


def _first_scene(run: Run, hidden: bool, side: str) -> Scene:
    """How it stands after the forward pass; or after torch has refused to go on."""
    asked = {
        node_name(index, side): {2: ".grad = ?"}
        for index, node in enumerate(run.graph.nodes)
        if node.is_leaf
    }
    nodes = counted(run.reached, "node")
    forward = (
        f"Forward: {run.output} = {written(run.tensors[run.output])}. It left a graph of {nodes}."
    )
    if hidden:
        return Scene(forward, rows=asked)
    if run.message is None:
        return Scene(f"{forward} {PRESS} it.")
    where = "Backward" if run.line < 0 else f"Line {run.line + 1}"
    marks = dict.fromkeys(_failed(run, side), "error")
    return Scene(f"{where} fails: {run.message.kind}. The graph has {nodes}.", marks=marks)


def _failed(run: Run, side: str) -> list[str]:
    """The boxes that make torch refuse: those of nodes whose saved values are gone, or else those
    of the cuts, or else the result's.
    """
    overwritten = [
        node_name(index, side)
        for index, node in enumerate(run.graph.nodes)
        if any(saved.lost == OVERWRITTEN for saved in node.saved)
    ]
    cuts = [cut_name(index, side) for index in range(len(run.cuts))]
    result = [node_name(0, side)] if run.reached else []
    return overwritten or (result if run.reached else cuts)


def _moved(drawing: Drawing, right: float, down: float) -> Drawing:
    """A drawing with all in it moved."""

    def moved(point: tuple[float, float]) -> tuple[float, float]:
        return round(point[0] + right, 1), round(point[1] + down, 1)

    def box(each: Box) -> Box:
        return replace(each, centre=moved(each.centre))

    def arrow(each: Arrow) -> Arrow:
        return replace(each, path=tuple(map(moved, each.path)), at=moved(each.at))

    return Drawing(
        tuple(map(box, drawing.boxes)),
        tuple(map(arrow, drawing.arrows)),
        drawing.width,
        drawing.height,
    )


def _merged(
    first: Scene | None, second: Scene | None, count: int, titles: tuple[str, str]
) -> Scene:
    """A step of both graphs; of the one that is through already nothing is said.

    Args:
        count: arrows of the first graph.
    """
    scenes = [(scene, shift) for scene, shift in ((first, 0), (second, count)) if scene is not None]
    names = [
        title for title, scene in zip(titles, (first, second), strict=True) if scene is not None
    ]
    said = [f"{name}: {scene.sentence}" for name, (scene, _) in zip(names, scenes, strict=True)]
    if all(sentence.endswith(f" {PRESS} it.") for sentence in said):
        said = [*(sentence.removesuffix(f" {PRESS} it.") for sentence in said), f"{PRESS} both."]
    return Scene(
        " ".join(said),
        live=tuple(name for scene, _ in scenes for name in scene.live),
        arrows=tuple(index + shift for scene, shift in scenes for index in scene.arrows),
        rows={name: rows for scene, _ in scenes for name, rows in scene.rows.items()},
        marks={name: mark for scene, _ in scenes for name, mark in scene.marks.items()},
        labels={
            index + shift: text for scene, shift in scenes for index, text in scene.labels.items()
        },
    )
