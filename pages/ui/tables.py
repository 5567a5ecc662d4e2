"""Tables that are read: words at the left, numbers at the right, and a shade where more columns lie
beyond the edge.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pyarrow as pa
import streamlit as st

from core.plots.numbers import number
from core.plots.words import plain


def table(rows: Sequence[Mapping[str, str | int | float]], name: str, words: int = 1) -> None:
    """Rows with the same columns, as text that can be selected.

    Args:
        name: of the table, for its key.
        words: how many columns, from the left, hold words and not numbers.
    """
    texts = tuple(tuple((key, _text(value)) for key, value in row.items()) for row in rows)
    with st.container(key=f"words-{words}.{name}"):
        st.table(_written(texts), border="horizontal", hide_index=True, hide_header=False)


@lru_cache(maxsize=64)
def _written(rows: tuple[tuple[tuple[str, str], ...], ...]) -> pa.Table:
    """The rows as Streamlit sends them, which takes pandas two milliseconds."""
    return pa.Table.from_pylist([{plain(key): plain(text) for key, text in row} for row in rows])


def _text(value: str | int | float) -> str:
    """A cell for people: "11,689,512", "0.35"."""
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else number(value)
