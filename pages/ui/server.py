"""What a server does once, before its first page."""

import gc
import importlib

import torch

from core.topics import TOPICS
from core.training import store


def prepare() -> None:
    """Imports what the pages need, tidies the store, and makes sessions cheap.

    Streamlit collects garbage after every rerun. With torch imported that is some 250,000 objects
    and a tenth of a second under the interpreter's lock, unless they are frozen. One thread a
    session, since sessions share the cores.
    """
    torch.set_num_threads(1)
    for topic in TOPICS.values():
        importlib.import_module(topic.module)
        importlib.import_module(f"{topic.module}.figures")
    take_a_step()
    store.clean()
    freeze()


def take_a_step() -> None:
    """The first step of an optimizer in a process imports torch's compiler, 80 MB and a second:
    before the first reader, so that nobody waits for it.
    """
    weight = torch.nn.Parameter(torch.zeros(1))
    weight.grad = torch.zeros(1)
    torch.optim.SGD([weight]).step()


def freeze() -> None:
    """What is there by now is no work for the garbage collector any more."""
    gc.collect()
    gc.freeze()
