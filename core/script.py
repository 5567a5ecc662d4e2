"""Scripts: a state as plain PyTorch text that prints the numbers on the screen, as a script and as
a notebook.

A script may use torch, torchvision, Pillow, safetensors and the standard library, and nothing of
this project: it is to run in an empty folder. Source is taken from the classes that the app itself
runs, so that the two cannot differ.
"""

import inspect
import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Script:
    """A text of PyTorch, and the files that it reads, by name; both are offered for download."""

    text: str
    files: Mapping[str, bytes] = field(default_factory=dict, hash=False)


def source(thing: Any) -> str:
    """The text of a class or function as it stands in the project."""
    return textwrap.dedent(inspect.getsource(thing)).rstrip()


def join(*parts: str) -> str:
    """Parts of a script, in the spacing of PEP 8."""
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def numbers(printed: str) -> dict[str, float]:
    """The headline numbers a script printed: its lines of the form `name = number`."""
    lines = (re.fullmatch(r"(.+?) = (\S+)", line.strip()) for line in printed.splitlines())
    return {line[1].strip(): float(line[2]) for line in lines if line}


def notebook(text: str) -> str:
    """The script as a Jupyter notebook (nbformat 4.5), a cell for each of its parts."""
    parts = [part for part in re.split(r"\n{3,}", text.strip()) if part]
    cells = [
        {
            "cell_type": "code",
            "id": f"part-{place}",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": part.splitlines(keepends=True),
        }
        for place, part in enumerate(parts)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps(
        {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, indent=1
    )
