"""Scripts: reading what they print, and the notebook."""

import json

from core.script import join, notebook, numbers, source


def test_numbers_are_the_printed_assignments():
    printed = "loading\nCNN 16-32 p(3) = 0.25\nloss = 1e-07\nnot = a number line?\n"
    assert numbers("\n".join(printed.splitlines()[:3])) == {"CNN 16-32 p(3)": 0.25, "loss": 1e-7}


def test_the_notebook_runs_the_same_text():
    text = join(
        "import math", "def area(r):\n    return math.pi * r * r", "print(f'area = {area(2)!r}')"
    )
    cells = json.loads(notebook(text))["cells"]
    assert len(cells) == 3
    assert "\n\n\n".join("".join(cell["source"]) for cell in cells) == text.strip()
    assert len({cell["id"] for cell in cells}) == 3


def test_a_notebook_is_valid():
    import nbformat

    nbformat.validate(nbformat.reads(notebook("import torch\n\n\nprint(1)\n"), as_version=4))


def test_source_is_the_text_that_runs():
    namespace = {}
    exec(source(_double), namespace)
    assert namespace["_double"](4) == _double(4)


def _double(x):
    return 2 * x
