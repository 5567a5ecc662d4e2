"""Everything that the sessions of one server share. `max_entries` everywhere: a cache is not to grow."""

import streamlit as st

from core import serving
from core.training.worker import Trainer


@st.cache_resource(max_entries=1, show_spinner="Starting torch")
def prepared() -> bool:
    """Once a server: heavy imports done, the store tidy, the garbage collector's work small."""
    serving.prepare()
    return True


@st.cache_resource(max_entries=1, show_spinner=False)
def trainer() -> Trainer:
    """The one that trains for all sessions, in a process of its own."""
    return Trainer()
