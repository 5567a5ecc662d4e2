"""Numbers of machines on a page: 1e-05, -3, 0.349012216768186, 98.8% in place of 10⁻⁵, −3, 0.349012
and 98.8 %.

Code, equations in LaTeX and what a reader types are written as machines take them.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.labels import component_data, of_component, of_figure

CODE = re.compile(r"`[^`]*`|\$[^$]+\$|\]\([^)]*\)")
"""What stands in a Markdown text as code, as an equation, or as an address."""

MACHINE = {
    "a power of ten with an e": re.compile(r"\d[eE][+\-−]?\d"),
    "a hyphen for a minus": re.compile(r"(?<![\w.)\]−-])-\d"),
    "a percentage without a space": re.compile(r"\d%"),
    "more than six significant digits": re.compile(r"\d*\.\d+"),
    "a format that a pointer shows as a machine": re.compile(r"%\{[^}]*:[^}]*(?:[egr]|%)\}"),
}

DIGITS = 6


@cache
def machine_written(text: str) -> list[str]:
    """What is wrong with the numbers of a text, in words. Many stand on page after page."""
    bare = CODE.sub("", text).replace("\\", "")
    return [
        words
        for words, pattern in MACHINE.items()
        if any(_is_wrong(match[0]) for match in pattern.finditer(bare))
    ]


def _is_wrong(number: str) -> bool:
    """Whether a match is, as it is for all but decimals with few digits."""
    digits = number.replace(".", "").lstrip("0")
    return not re.fullmatch(r"\d*\.\d+", number) or len(digits) > DIGITS


def wrong_numbers(app: AppTest) -> list[str]:
    """The texts of a page with numbers that only a machine writes so."""
    texts = dict.fromkeys(text for text in _told(app) if isinstance(text, str))
    return [f"{text}: {words}" for text in texts for words in machine_written(text)]


def _told(app: AppTest) -> Iterator[Any]:
    """What a page says: its sentences, tables, charts, pointers, and components of ours."""
    for element in app.main:
        match element.type:
            case "markdown" | "caption" | "warning" | "info":
                yield element.value
            case "table" | "dataframe":
                yield from element.value.columns
                yield from element.value.to_numpy().flatten()
            case "plotly_chart":
                figure = json.loads(element.proto.spec)
                yield from of_figure(figure)
                for trace in figure["data"]:
                    yield from _texts_of(trace)
                for name, axis in figure["layout"].items():
                    if re.match("[xy]axis", name):
                        yield from axis.get("ticktext", ())
            case "bidi_component":
                yield from of_component(component_data(element.proto))


def _texts_of(trace: dict[str, Any]) -> Iterator[str]:
    """What stands at the points of a trace, and what a pointer tells there."""
    for name in ("text", "customdata"):
        pending = [trace.get(name, ())]
        while pending:
            part = pending.pop()
            if isinstance(part, list | tuple):
                pending.extend(part)
            elif isinstance(part, str):
                yield part
