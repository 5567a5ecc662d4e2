"""What a server does once, before its first page."""

import gc
import importlib
from collections.abc import Iterator
from pathlib import Path

import torch

from core.plots.fast_figure import write_once
from core.training import store

ROOT = Path(__file__).parents[2]

LATE = ("pandas", "torchvision")
"""Packages that are else imported when they are first needed: the one by Streamlit and Plotly, the
other by us, for the networks that torchvision makes (a tenth of a second, 13 MB).
"""

SCRIPTS = ("page.py", "home.py", "__main__.py")
"""Files that are run, not imported."""


def prepare() -> None:
    """Imports what the pages need, tidies the store, and makes sessions cheap.

    The pages wait for it. Sessions are threads: while one of them imports pandas, Plotly in another
    would take the half that is there, and fail. So all is imported before the first page.

    When garbage is collected, some 250,000 objects of torch and others would be looked through, a
    tenth of a second under the interpreter's lock, unless they are frozen. One thread a session,
    since sessions share the cores.
    """
    torch.set_num_threads(1)
    for name in (*LATE, *own_modules()):
        importlib.import_module(name)
    write_once()
    take_first_steps()
    store.clean()
    freeze()


def own_modules() -> Iterator[str]:
    """The names of all modules of the app, but for those that are run."""
    for folder in ("core", "pages"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if file.name not in SCRIPTS:
                parts = file.relative_to(ROOT).with_suffix("").parts
                yield ".".join(parts).removesuffix(".__init__")


def take_first_steps() -> None:
    """The first step of a training in a process and the first sum on the device `meta` import more
    of torch, its compiler too unless `pages.ui.compiler` leaves it out: before the first reader, so
    that nobody waits for it.
    """
    weight = torch.nn.Parameter(torch.zeros(1))
    weight.sum().backward()
    torch.optim.SGD([weight]).step()
    torch.empty_like(torch.zeros(1, device="meta") + 1)


def freeze() -> None:
    """What is there by now is no work for the garbage collector any more."""
    gc.collect()
    gc.freeze()
