"""Everything that the sessions of one server share. `max_entries` everywhere: a cache is not to grow."""

import streamlit as st


@st.cache_resource(max_entries=1, show_spinner=False)
def prepared() -> bool:
    """Once a server: heavy imports done, the store tidy, the garbage collector's work small."""
    from core import serving  # imports torch, for which the home page is not to wait

    serving.prepare()
    return True


@st.cache_resource(max_entries=1, show_spinner=False)
def trainer():
    """The one `Trainer` of the server, which trains for all sessions in a process of its own."""
    from core.training.worker import Trainer

    return Trainer()
