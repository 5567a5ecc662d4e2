"""Notebooks: a script as a Jupyter notebook, with words around it and a picture at its end."""

import ast
import json
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from core.parsing import parse_python
from core.script import Script

DISTRIBUTIONS = {"PIL": "pillow"}
"""What pip calls packages whose name in Python differs."""


def notebook(script: Script, title: str, words: str) -> str:
    """A script as a Jupyter notebook (nbformat 4.5), as JSON text.

    First come words: the title, a sentence or two, what the script does and what it needs. Then
    comes a cell of code for each part of the script, and, if the script has one, its picture.

    Args:
        title: of the page.
        words: of the page, in Markdown.
    """
    return _written(script.text, script.plot, tuple(script.files), title, words)


@lru_cache(maxsize=16)
def _written(text: str, plot: str, files: tuple[str, ...], title: str, words: str) -> str:
    """The notebook, without the bytes of the files, which are too large to be kept here too."""
    about, code = _described(text)
    needed = _needed(packages(f"{text}\n{plot}"), files)
    cells = [_words("\n\n".join(each for each in (f"# {title}", words, about, needed) if each))]
    cells += [_code(part) for part in re.split(r"\n{3,}", code) if part]
    if plot:
        about, code = _described(plot)
        cells += [_words(f"## Picture\n\n{about}".strip()), _code(code)]
    cells = [{"id": f"part-{index}"} | cell for index, cell in enumerate(cells)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    content = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1)


def packages(text: str) -> tuple[str, ...]:
    """The packages that a text imports and that do not come with Python, as pip calls them, each
    once, torch first.
    """
    names = dict.fromkeys(name.partition(".")[0] for name in _imported(parse_python(text)))
    others = [name for name in names if name not in sys.stdlib_module_names]
    return tuple(
        sorted((DISTRIBUTIONS.get(name, name) for name in others), key=lambda name: name != "torch")
    )


def _imported(tree: ast.Module) -> Iterator[str]:
    """The dotted names of the modules that a text imports at its top."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _needed(names: tuple[str, ...], files: tuple[str, ...]) -> str:
    """What a reader installs and saves before the first cell runs; empty if that is nothing."""
    sentences = []
    if names:
        listed = _listed([f"`{name}`" for name in names])
        sentences.append(f"This notebook needs {listed}: `pip install {' '.join(names)}`.")
    if files:
        listed = _listed([f"`{file}`" for file in files])
        pronoun = "it" if len(files) == 1 else "them"
        sentences.append(f"It reads {listed}: save {pronoun} beside the notebook.")
    return " ".join(sentences)


def _listed(words: list[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _described(text: str) -> tuple[str, str]:
    """The docstring of a text, and what stands below it."""
    tree = parse_python(text)
    words = ast.get_docstring(tree)
    if words is None:
        return "", text.strip("\n")
    return words, "\n".join(text.splitlines()[tree.body[0].end_lineno :]).strip("\n")


def _words(text: str) -> dict[str, Any]:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(text: str) -> dict[str, Any]:
    """A cell of code that has not run yet."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": text.splitlines(keepends=True),
    }


def draw_pictures(pictures):
    """The pictures side by side, each from its smallest number to its largest."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, len(pictures), figsize=(4 * len(pictures), 4), squeeze=False)
    for axis, (name, picture) in zip(axes[0], pictures.items(), strict=True):
        picture = picture.detach().float()
        picture = (picture - picture.min()) / (picture.max() - picture.min()).clamp(min=1e-12)
        axis.imshow(picture.permute(1, 2, 0), cmap="gray")  # channels come last here
        axis.set_title(name)
        axis.axis("off")
    plt.show()
