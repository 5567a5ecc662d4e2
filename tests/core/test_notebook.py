"""Notebooks: their cells, in order, from a script and the words of a page."""

import json

import nbformat
import pytest
import torch

from core.notebook import draw_pictures, notebook, packages
from core.script import Script

TEXT = '''"""Prints an area."""

import math

import torch


def area(r):
    """Of a circle."""
    return math.pi * r * r


print(f"area = {area(torch.tensor(2))!r}")
'''
PLOT = '"""The radius."""\n\nimport matplotlib.pyplot as plt\n\nplt.plot([0, 2])\n'


def cells(script):
    """The kind and the text of each cell."""
    text = notebook(script, "Circles", "Round things.")
    nbformat.validate(nbformat.reads(text, as_version=4))
    written = json.loads(text)["cells"]
    assert len({cell["id"] for cell in written}) == len(written)
    return [(cell["cell_type"], "".join(cell["source"])) for cell in written]


def test_words_come_first_then_the_code_then_the_picture():
    assert cells(Script(TEXT, {"r.png": b""}, PLOT)) == [
        (
            "markdown",
            "# Circles\n\nRound things.\n\nPrints an area.\n\n"
            "This notebook needs `torch` and `matplotlib`: `pip install torch matplotlib`. "
            "It reads `r.png`: save it beside the notebook.",
        ),
        ("code", "import math\n\nimport torch"),
        ("code", 'def area(r):\n    """Of a circle."""\n    return math.pi * r * r'),
        ("code", 'print(f"area = {area(torch.tensor(2))!r}")'),
        ("markdown", "## Picture\n\nThe radius."),
        ("code", "import matplotlib.pyplot as plt\n\nplt.plot([0, 2])"),
    ]


def test_a_script_without_a_picture_has_no_cell_of_it():
    kinds = [kind for kind, _ in cells(Script(TEXT))]
    assert kinds == ["markdown", "code", "code", "code"]
    first = cells(Script("print(1)\n", {"a.png": b"", "b.png": b""}))[0]
    assert first[1].endswith("It reads `a.png` and `b.png`: save them beside the notebook.")
    assert cells(Script("print(1)\n")) == [
        ("markdown", "# Circles\n\nRound things."),
        ("code", "print(1)"),
    ]


def test_packages_are_named_as_pip_knows_them():
    text = "import math\nfrom PIL import Image\nfrom torch.nn import Linear\nimport torch\n"
    assert packages(text) == ("torch", "pillow")


@pytest.mark.filterwarnings("ignore:FigureCanvasAgg is non-interactive")
def test_pictures_stand_side_by_side_from_black_to_white():
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    grey, colour = torch.tensor([[[-2.0, 2.0]]]), torch.rand(3, 4, 5)
    draw_pictures({"grey": grey, "colour": colour, "flat": torch.ones(1, 2, 2)})
    axes = pyplot.gcf().axes
    assert [axis.get_title() for axis in axes] == ["grey", "colour", "flat"]
    assert [axis.images[0].get_array().shape for axis in axes] == [(1, 2), (4, 5, 3), (2, 2)]
    assert axes[0].images[0].get_array().tolist() == [[0.0, 1.0]]
    pyplot.close("all")
