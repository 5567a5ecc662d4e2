"""Our own components: HTML, CSS and JavaScript from `assets/components`, each behind one function.

They stand where a Plotly chart is too slow: what changes with every movement of a pen, a dozen times a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from core.plots.columns import Column
from core.plots.pixels import Pixels
from core.plots.theme import share
from core.vision.digits_state import Reading, verdict
from core.vision.strokes import SIZE, Strokes

FOLDER = Path(__file__).parents[2] / "assets" / "components"


def component(name: str):
    parts = {kind: (FOLDER / name / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")}
    return st.components.v2.component(f"playground_{name}", **parts)


CANVAS, ANSWER, STRIP, MAPS = (component(name) for name in ("canvas", "answer", "strip", "maps"))


MOST = 2000
"""Points that a drawing may have, ten times those of a digit: a longer one could not be read while it is drawn."""


@dataclass(frozen=True)
class Drawing:
    """What is on the canvas; `done` is False while the pen is down; `number` is that of the browser's message."""

    strokes: Strokes
    done: bool
    number: int = 0


def canvas(key: str, start: Strokes, revision: int, brush: int) -> Drawing:
    """The drawing canvas.

    Args:
        key: of the widget.
        start: the drawing it shows first, and again whenever `revision` changes.
        revision: a number that a caller raises to put another drawing on the canvas.
        brush: width of the line in canvas pixels.
    """
    data = {"strokes": start, "revision": revision, "brush": brush, "most": MOST}
    sent = CANVAS(key=key, data=data, on_drawing_change=lambda: None).drawing
    return _drawing(sent, revision) or Drawing(start, True)


def _drawing(sent: Any, revision: int) -> Drawing | None:
    """What a browser sent; None if it is of an earlier revision, or nothing that our canvas would send."""
    try:
        if sent["revision"] != revision or sum(map(len, sent["strokes"])) > MOST:
            return None
        strokes = (tuple((_place(x), _place(y)) for x, y in stroke) for stroke in sent["strokes"] if stroke)
        return Drawing(tuple(strokes), bool(sent["done"]), int(sent.get("number", 0)))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _place(value: Any) -> int:
    return min(max(int(value), 0), SIZE)


def answer(key: str, reading: Reading, done: bool) -> None:
    """Each model's digit, how sure it is and the runner-up, and bars of its ten probabilities.

    Args:
        key: of the element.
        reading: what the models make of the picture.
        done: False while the pen is down; a screen reader is told of the answer once it is lifted.
    """
    models = []
    for name, probabilities in reading.answers.items():
        found = verdict(probabilities)
        models.append({
            "name": f"{name} reads", "digit": str(found.digit), "sure": f"{share(found.probability)} sure",
            "next": f"then {found.runner_up} with {share(found.next_probability)}",
            "shares": probabilities.tolist(), "texts": [share(one) for one in probabilities.tolist()],
        })
    ANSWER(key=key, data={"models": models, "blank": False, "done": done})


def no_answer(key: str, ask: str, more: str) -> None:
    """The same place while there is nothing to answer; `ask` and `more` say what is wanted."""
    empty = {"name": "", "digit": "?", "sure": ask, "next": more, "shares": [0] * 10, "texts": [""] * 10}
    ANSWER(key=key, data={"models": [empty], "blank": True, "done": True})


def strip(key: str, pictures: Sequence[Pixels], arrows: bool = True, answers: int = 0) -> None:
    """Pictures side by side, each pixel a square, under their captions.

    Args:
        key: of the element.
        pictures: from left to right.
        arrows: whether one follows from the other.
        answers: the number of the canvas's message that these pictures are the answer to: once they are shown, the
            canvas sends the next.
    """
    data = {"pictures": [picture.as_data() for picture in pictures], "arrows": arrows, "answers": answers}
    STRIP(key=key, data=data)


def maps(key: str, columns: Sequence[Column], narrowest: int = 60, widest: int = 150, wrap: int = 0,
         stack: bool = False, answers: int = 0) -> tuple[str, int] | None:
    """Columns of small pictures; the layer and the unit that were clicked just now, else None.

    Args:
        key: of the element.
        columns: from left to right.
        narrowest: pixels of a column of width 1; what does not fit is scrolled to.
        widest: likewise.
        wrap: if above 0, so many columns stand beside each other, and the next below them.
        stack: on a phone the first column stands over the others, which share the row below.
        answers: as in `strip`.
    """
    data = {"columns": [column.as_data() for column in columns], "narrowest": narrowest, "widest": widest,
            "wrap": wrap, "stack": stack, "answers": answers}
    return _unit(MAPS(key=key, data=data, on_picked_change=lambda: None).picked)


def _unit(sent: Any) -> tuple[str, int] | None:
    """The layer and the unit that a browser sent; None if it is nothing that our component would send."""
    try:
        return str(sent["layer"])[:80], max(0, int(sent["unit"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
