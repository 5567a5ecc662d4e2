"""Scripts: what they are written from, and what they print."""

import contextlib
import io
from functools import partial

import torch

from core.script import (
    Code,
    SourceText,
    assignment,
    decide,
    source,
    write,
)
from tests.printed import numbers


def test_source_is_the_text_that_runs():
    namespace = {}
    exec(source(_double), namespace)
    assert namespace["_double"](4) == _double(4)


def _double(x):
    return 2 * x


def halve(value):
    """Half of it."""
    return value / 2


def show(values, function, table):
    """The mean of some values, by a function."""
    result = torch.tensor(values).mean()

    print(f"mean = {result.item()}")
    print(f"half = {halve(result.item())}")
    print(f"changed = {function(result).item()}")
    print(f"entries = {len(table)}")


def test_a_script_is_a_functions_body_below_its_arguments():
    files = {"a.png": b""}
    table = {f"a rather long name, number {index}": [float(index)] * 3 for index in range(4)}
    script = write(
        show,
        halve,
        halve,
        values=[0.5] * 40,
        function=Code("nn.ReLU()"),
        table=table,
        files=files,
    )
    assert script.text.startswith(
        '"""The mean of some values, by a function."""\n\nimport torch\nfrom'
    )
    assert script.text.count("def halve") == 1
    assert max(map(len, script.text.splitlines())) <= 100
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(script.text, "script.py", "exec"), {})
    assert numbers(printed.getvalue()) == {"mean": 0.5, "half": 0.25, "changed": 0.5, "entries": 4}
    assert script.files == files


def test_a_script_imports_what_it_uses_and_nothing_of_the_project():
    lines = write(show, halve, values=[1.0], function=Code("nn.ReLU()"), table={}).text.splitlines()
    assert [line for line in lines if "import" in line] == ["import torch", "from torch import nn"]


def test_long_values_are_written_on_several_lines():
    assert assignment("x", [1, 2]) == "x = [1, 2]"
    text = assignment("x", {"points": [[0.125, 0.25]] * 12, "empty": []})
    assert max(map(len, text.splitlines())) <= 100
    assert eval(text.removeprefix("x = ")) == {"points": [[0.125, 0.25]] * 12, "empty": []}


def late():
    """Imports what it needs when it is called."""
    from collections import OrderedDict

    import torchvision

    return OrderedDict(torchvision=torchvision)


def test_imports_inside_of_a_helper_stand_at_the_top():
    def show():
        print(len(late()))

    text = write(show, late).text
    head, helper = text.split("def late():")
    assert "from collections import OrderedDict\n" in head and "import torchvision\n" in head
    assert helper.startswith(
        '\n    """Imports what it needs when it is called."""\n    return OrderedDict('
    )


def branching(values, doubled, loud):
    """A sum."""
    total = 0
    for value in values:
        if doubled:
            if loud:
                print("twice")
            total += 2 * value
        else:
            total += value
    if loud:
        print("done")
    print(f"total = {total}")


def test_branches_are_decided_for_a_state():
    for doubled, loud in ((True, True), (True, False), (False, True), (False, False)):
        text = write(branching, decided={"doubled": doubled, "loud": loud}, values=[1, 2]).text
        assert "if " not in text and ("done" in text) == loud
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(text, {})
        assert numbers(output.getvalue().splitlines()[-1]) == {"total": 6.0 if doubled else 3.0}
    assert decide("if x:\n    y = 1\n", {}) == "if x:\n    y = 1\n"
    assert decide("if needs.x:\n    y = 1\n", {"needs.x": True}) == "y = 1"


def test_a_text_is_shown_as_a_helper_is():
    text = write(
        show_length, SourceText("def length(values):\n    return len(values)"), values=[1, 2]
    ).text
    assert "def length" in text and "noqa" not in text
    exec(text, {})


def show_length(values):
    """How many there are."""
    count = len(values)  # noqa: E501
    print(f"count = {count}")


def draw(values, loud, color):
    """The values, from left to right."""
    import matplotlib.pyplot as plt

    if loud:
        plt.title("values")
    plt.plot(torch.tensor(values), color=color)


def test_a_plot_is_a_functions_body_beside_the_text():
    plain = write(branching, values=[1, 2])
    assert plain.plot == ""
    plot = partial(draw, color="red")
    for loud in (True, False):
        decided = {"doubled": False, "loud": loud}
        script = write(branching, decided=decided, plot=plot, values=[1, 2])
        assert script.text == write(branching, decided=decided, values=[1, 2]).text
        assert script.plot.splitlines() == [
            '"""The values, from left to right."""',
            "",
            "import matplotlib.pyplot as plt",
            "import torch",
            "",
            'color = "red"',
            *(['plt.title("values")'] if loud else []),
            "plt.plot(torch.tensor(values), color=color)",
        ]
