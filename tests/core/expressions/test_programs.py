"""Programs: what is read, what is refused, and in which words."""

import ast
import random

import pytest

from core.expressions.programs import INPUTS, LINES, parse_program
from core.expressions.statements import Assign, Change, Do, For, If, SetItem, While, With
from tests.core.expressions.hostile import EVIL, hostile

WRAPPERS = (
    "{}",
    "y = {}",
    "x += {}",
    "if {}:\n    y = x",
    "while {}:\n    y = x",
    "for i in range({}):\n    y = x",
    "with {}:\n    y = x",
    "with torch.no_grad():\n    {}",
    "y.grad = {}",
    "a, b = {}",
    "optimizer = torch.optim.SGD([{}], lr=0.1)",
    "y.backward({})",
    "x[{}] = 1",
    "x[0] = {}",
    "x[0] += {}",
)


def test_lines_inputs_and_statements():
    program = parse_program("y = w * x + b  # a line\n\nloss = (y - 1)**2\n")
    assert program.inputs == ("w", "x", "b")
    assert program.lines == ("y = w * x + b  # a line", "loss = (y - 1)**2")
    assert [type(each) for each in program.statements] == [Assign, Assign]
    assert program.code == "\n".join(program.lines)


def test_blocks_are_indented_by_four_spaces():
    program = parse_program(
        "y = x\nfor i in range(3):\n  if y > 1:\n   y = y / 2\n  else:\n   y = 1\nz = y"
    )
    assert program.lines[1:6] == (
        "for i in range(3):",
        "    if y > 1:",
        "        y = y / 2",
        "    else:",
        "        y = 1",
    )
    _, loop, last = program.statements
    assert isinstance(loop, For) and isinstance(loop.body[0], If) and last.line == 6


def test_every_form_of_a_line():
    text = (
        "with torch.no_grad():\n    y = x\nwhile y < 1:\n    y += 1\na, b = torch.stack([x, y])\n"
        "y.add_(1)"
    )
    kinds = [type(each) for each in parse_program(text).statements]
    assert kinds == [With, While, Assign, Do]
    assert isinstance(parse_program(text).statements[1].body[0], Change)


def test_a_part_of_a_tensor_is_set_or_changed():
    text = "y = x * 1\ny[0] = w\ny[y[0] == 1, :] *= 2\nz = y[0] == w[1]"
    _, first, second, last = parse_program(text).statements
    assert isinstance(first, SetItem) and first.operation is None
    assert isinstance(second, SetItem) and second.operation is ast.Mult
    assert isinstance(last, Assign) and parse_program(text).inputs == ("x", "w")


def test_an_expression_on_the_last_line_is_the_output():
    assert parse_program("x ** 2").statements[0].names == ("output",)


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "is empty"),
        ("y = sin(x)", "torch.sin"),
        ("  y = x", "is indented"),
        ("y = x\n    z = y", "is indented"),
        ("if x > 0:\ny = x", "no indented line"),
        ("else:\n    y = x", "allowed are if"),
        ("elif x > 0:\n    y = x", "no 'if' before it"),
        ("def f(x):\n    y = x", "allowed are if"),
        ("import os", "cannot be read"),
        ("for = x", "word of Python"),
        ("torch = x", "word of Python"),
        ("print = x", "word of Python"),
        ("y = show * 2", "word of Python"),
        ("y = a + b + c + d", f"{INPUTS} inputs at most"),
        ("y.data = x", "sets an attribute"),
        ("y.data[0] = x", "'.data'"),
        ("x[0] = y[0] = 1", "cannot be read"),
        ("x.sum(dim=[0]) = 1", "cannot be read"),
        ("x + y[0] = 1", "neither a name nor a part"),
        ("y = x.backward()", "goes back by itself"),
        ("y = x; z = y", "';'"),
        ("with open('a'):\n    y = x", "allowed are if"),
        ("with torch.jit():\n    y = x", "torch.no_grad"),
        ("\n".join(["y = x"] * (LINES + 1)), f"{LINES} are allowed"),
        ("y = x\n" * 200, "at most 600 characters"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_is_allowed(text, words):
    with pytest.raises(ValueError) as error:
        parse_program(text)
    assert words in str(error.value) and "\n" not in str(error.value)


def test_ten_thousand_hostile_programs_are_refused_or_read():
    source = random.Random(0)
    texts = [wrapper.format(text) for wrapper in WRAPPERS for text in EVIL]
    for _ in range(10_000 - len(texts)):
        texts.append(source.choice(WRAPPERS).format(hostile(source)))
    for text in texts:
        try:
            program = parse_program.__wrapped__(text, actions=True)
        except ValueError as error:
            assert len(str(error).splitlines()) == 1 and len(str(error)) < 500, text
        else:
            assert "__" not in program.code
