"""Registers our own components with Streamlit: the HTML, CSS and JavaScript of `assets/components`.

Most stand where a Plotly chart is too slow: what changes with every movement of a pen, a dozen
times a second. Two have a Plotly chart do what it does not: the player plays paths and curves over
it, and the tap tells where on it a reader clicked. `pages.ui.canvas`, `panels`, `player` and
`clicks` show them on a page.
"""

from functools import wraps
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

FOLDER = Path(__file__).parents[2] / "assets" / "components"

SHARED = {
    "answer": ("elements.js", "palette.js"),
    "canvas": ("elements.js", "palette.js", "answered.js", "button.css"),
    "cells": ("elements.js", "palette.js", "button.css"),
    "graph": ("elements.js", "palette.js", "button.css"),
    "decision": ("elements.js", "palette.js", "bytes.js"),
    "kernel": ("elements.js", "palette.js", "button.css"),
    "maps": ("elements.js", "palette.js", "answered.js"),
    "morph": ("elements.js", "palette.js", "bytes.js", "button.css", "slider.css"),
    "nerve": ("elements.js", "button.css"),
    "picture": ("elements.js", "palette.js", "answered.js"),
    "playground": ("elements.js", "palette.js", "button.css"),
    "player": ("elements.js", "palette.js", "plot.js", "bytes.js", "button.css", "slider.css"),
    "strip": ("elements.js", "palette.js", "answered.js"),
    "tap": ("elements.js", "plot.js"),
    "tensor": ("elements.js", "palette.js"),
    "unet": ("elements.js", "palette.js"),
}
"""Every component, and the files of `assets/components/shared` that it needs."""

MALFORMED = (KeyError, TypeError, ValueError, OverflowError)
"""What reading a message raises that our components would not send: a browser may send anything."""


def component(name: str) -> ComponentRenderer:
    """Registers a component, a key of `SHARED`; the function that is returned puts it on a page.

    To be called once, when a module is imported.
    """
    html = (FOLDER / name / f"{name}.html").read_text(encoding="utf-8")
    renderer = st.components.v2.component(
        f"playground_{name}", html=html, css=source(name, "css"), js=source(name, "js")
    )

    @wraps(renderer)
    def show(*, data: Any, **options: Any) -> Any:
        """Streamlit looks whether a list in a dictionary could be a table, which takes as long as
        to send it all; a tuple is none, and is sent as a list.
        """
        if isinstance(data, dict):
            data = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in data.items()
            }
        return renderer(data=data, **options)

    return show


def source(name: str, kind: str) -> str:
    """The text of all files of a kind, "css" or "js", that a component consists of.

    Streamlit takes one text, and no module that imports another. So the shared files come first,
    then the component's own in alphabetical order; last the one with the component's name, whose
    default export Streamlit calls.
    """
    shared = [FOLDER / "shared" / file for file in SHARED[name] if file.endswith(f".{kind}")]
    own = sorted((FOLDER / name).glob(f"*.{kind}"), key=lambda path: (path.stem == name, path.name))
    return "\n".join(path.read_text(encoding="utf-8") for path in [*shared, *own])
