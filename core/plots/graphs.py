"""Graphs of boxes and arrows that are walked through step by step, as the graph component takes
them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

TITLE, LETTER = 7.7, 7.6
"""Pixels of a letter in the title of a box, and in its other lines."""

LINE, EDGES = 16.0, 8.0
"""Pixels of a line of a box, and of what is above and below them all."""

NARROWEST, WIDEST, STEP = 80.0, 260.0, 20.0
"""Of a box's width, which grows in steps: the drawing stays as it is while its numbers change."""

LEAF, OPERATION, CUT, MODULE = "leaf", "operation", "cut", "module"
"""Kinds of boxes."""


@dataclass(frozen=True)
class Box:
    """A box of a few lines.

    Args:
        name: its own in the graph.
        kind: LEAF, OPERATION, CUT or MODULE.
        centre: of the box, in pixels of the drawing.
        size: width and height.
        rows: the lines that stand in it at first, of which the first is its title.
        detail: what else is said of it once a reader points at it, a line each.
        opens: whether a click opens or closes it.
    """

    name: str
    kind: str
    centre: tuple[float, float]
    size: tuple[float, float]
    rows: tuple[str, ...]
    detail: str = ""
    opens: bool = False


@dataclass(frozen=True)
class Arrow:
    """An arrow between two boxes.

    Args:
        source, target: names of the boxes; a gradient goes from the first to the second.
        path: the points from the target, where it begins, to the source.
        at: where its number stands.
        kind: "" or CUT.
    """

    source: str
    target: str
    path: tuple[tuple[float, float], ...]
    at: tuple[float, float]
    kind: str = ""


@dataclass(frozen=True)
class Frame:
    """A frame around a part of the drawing, with a name at its top."""

    left: float
    top: float
    width: float
    height: float
    name: str


@dataclass(frozen=True)
class Scene:
    """What a step changes; all else stays as the steps before have left it.

    Args:
        sentence: what happens.
        live: names of the boxes at work.
        arrows: indices of the arrows that a gradient goes along.
        rows: by box, lines by their index.
        marks: by box "error", "freed", "hidden" or "".
        labels: by arrow its number.
        line: of the program, the line at work; -1 for none.
        failed: the line at which torch refused to go on; -1 for none.
        notes: by line of the program what is said of it.
    """

    sentence: str
    live: tuple[str, ...] = ()
    arrows: tuple[int, ...] = ()
    rows: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    line: int = -1
    failed: int = -1
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class GraphPicture:
    """A drawing with its steps.

    Args:
        boxes, arrows, frames: what it consists of.
        scenes: its steps, the first of which is how it stands at first.
        width, height: of the drawing in pixels.
        alt: is read out in its stead.
        file: under which name it is downloaded.
        code: the lines of a program beside it.
        start: the boxes that are in sight at first, where not all are.
        empty: what stands in its room where there are no boxes.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    scenes: tuple[Scene, ...]
    width: float
    height: float
    alt: str
    file: str = "graph.svg"
    frames: tuple[Frame, ...] = ()
    code: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    empty: str = "There is no graph: no tensor here requires a gradient."

    def as_data(self) -> dict[str, Any]:
        """What the drawing in JavaScript gets, as JSON knows it; made once."""
        return self._data

    @cached_property
    def _data(self) -> dict[str, Any]:
        return {
            "boxes": [vars(box) for box in self.boxes],
            "arrows": [vars(arrow) for arrow in self.arrows],
            "frames": [vars(frame) for frame in self.frames],
            "scenes": [vars(scene) for scene in self.scenes],
            "width": self.width,
            "height": self.height,
            "alt": self.alt,
            "file": self.file,
            "code": list(self.code),
            "start": list(self.start),
            "empty": "" if self.boxes else self.empty,
        }


def size_of(lines: tuple[str, ...], widest: float = WIDEST) -> tuple[float, float]:
    """Width and height of a box that holds these lines."""
    letters = [len(line) * (LETTER if index else TITLE) for index, line in enumerate(lines)]
    width = min(max([NARROWEST, *(each + 18 for each in letters)]), widest)
    return STEP * math.ceil(width / STEP), LINE * len(lines) + EDGES


def cut_to(text: str, widest: float = WIDEST) -> str:
    """A text that fits into a box, with "…" where it was longer."""
    most = int((widest - 18) / LETTER)
    return text if len(text) <= most else f"{text[: most - 1]}…"
