"""A reader's mistakes, each shown as the one line it is."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.plots.words import plain


@contextmanager
def reader_mistakes() -> Iterator[None]:
    """Shows a `ValueError` as the one line it is. Anything else is our own bug and goes on its
    way.
    """
    try:
        yield
    except ValueError as error:
        mistake(str(error))


def mistake(line: str) -> None:
    """A reader's mistake in one line."""
    st.warning(plain(line), icon=":material/info:")
