"""All that a page tells a reader: words, tables, pictures, and what is said of them."""

import json
import re
from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

ELSEWHERE = ("-guide", "-controls", "-foot", "-leads")
"""Ends of the keys of what is no answer: the guide's own questions, and what the reader has set."""


def seen(app: AppTest) -> str:
    """The texts of a page's top, picture and open section; of pictures and components all data."""
    return "\n".join(_texts(app.main))


def _texts(block) -> Iterator[str]:
    if str(getattr(block.proto, "id", "")).endswith(ELSEWHERE):
        return
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _texts(child)
        elif child.type == "plotly_chart":
            yield _spelled(child.proto.spec)
        elif child.type == "table":
            yield child.value.to_string()
        elif child.type == "bidi_component":
            yield _spelled(child.proto.json)
        elif isinstance(getattr(child, "value", None), str):
            yield re.sub(r"\\(\W)", r"\1", child.value)  # what Markdown would take for its own


def _spelled(text: str) -> str:
    """JSON with all letters as people read them."""
    return json.dumps(json.loads(text), ensure_ascii=False)
