"""What a server does once, before its first page."""

import gc
import importlib

import torch

from core.topics import TOPICS
from core.training import store


def prepare() -> None:
    """Imports what the pages need, tidies the store, and makes sessions cheap.

    Streamlit collects garbage after every rerun. With torch imported that is some 250,000 objects and a tenth of a
    second under the interpreter's lock, unless they are frozen. One thread a session, since sessions share the cores.
    """
    torch.set_num_threads(1)
    for topic in TOPICS.values():
        importlib.import_module(topic.module)
    importlib.import_module("core.plots.digits")
    store.clean()
    gc.collect()
    gc.freeze()
