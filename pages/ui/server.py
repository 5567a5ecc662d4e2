"""What a server does once, before its first page."""

import gc
import importlib
import sys
from types import ModuleType

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
    leave_out_the_compiler()
    for topic in TOPICS.values():
        importlib.import_module(topic.module)
    importlib.import_module("core.vision.digits.figures")
    store.clean()
    freeze()


def freeze() -> None:
    """What is there by now is no work for the garbage collector any more."""
    gc.collect()
    gc.freeze()


class _NoCompiler(ModuleType):
    """Stands for torch._dynamo: what runs uncompiled anyway is left alone; asked for more, the real
    one is loaded.
    """

    def disable(self, function=None, recursive=True, **options):
        return function

    def graph_break(self, message=""):
        pass

    def __getattr__(self, name):
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        torch._dynamo = importlib.import_module(self.__name__)
        return getattr(torch._dynamo, name)


def leave_out_the_compiler() -> None:
    """Saves 140 MB and a second: torch loads its compiler at an optimizer's first step only to say
    "not this one".
    """
    if "torch._dynamo" not in sys.modules:
        torch._dynamo = sys.modules["torch._dynamo"] = _NoCompiler("torch._dynamo")
