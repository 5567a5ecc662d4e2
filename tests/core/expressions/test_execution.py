"""Programs at work, against the same lines run by Python."""

import random

import pytest
import torch

from core.expressions.execution import COUNT, STEPS, Execution
from core.expressions.programs import parse_program
from core.expressions.work import MOST, tensors
from tests.core.expressions.hostile import EVIL, hostile
from tests.core.expressions.test_programs import WRAPPERS

PROGRAMS = (
    "y = w * x + b\nloss = (y - 1) ** 2",
    "y = x\nfor i in range(4):\n    y = torch.sin(w * y) + i\nz = y * y",
    "y = x\nwhile y < 10:\n    y = y * 2\n    y -= 0.5",
    "if x > w:\n    y = x\nelif x > 0:\n    y = w\nelse:\n    y = -w\nz = y.exp()",
    "y = torch.stack([x, w, b])\na, c, d = y.unbind()\ne = a * c + d",
    "with torch.no_grad():\n    y = x * 2\n    with torch.enable_grad():\n        z = x * w\n"
    "q = y + z",
    "y = x.exp()\ny.mul_(2)\ny **= 2",
    "y = torch.stack([x, w, b])\ny[0] = 5\ny[1:] *= w\ny[y > 1] = -x\nz = y.sum()",
    "y = torch.zeros(2, 2)\ny[0] = x\ny[:, 1] = torch.tensor([3, 4])\ny.T[0, 0] -= 1",
    "n = 3\nn += 1\ny = x ** n",
)


def values(names):
    source = (torch.tensor(each, requires_grad=True) for each in (1.5, 0.7, -0.3))
    return dict(zip(names, source, strict=False))


def run(text, actions=False):
    program = parse_program(text, actions)
    execution = Execution(program, values(program.inputs))
    return execution, list(execution.run())


@pytest.mark.parametrize("text", PROGRAMS)
def test_a_program_does_what_python_does(text):
    execution, _ = run(text)
    expected = values(execution.program.inputs)
    exec(text, {"torch": torch}, expected)
    for name, value in expected.items():
        assert torch.equal(torch.as_tensor(execution.names[name]), torch.as_tensor(value)), name
        assert execution.names[name] is value or getattr(value, "requires_grad", 0) == getattr(
            execution.names[name], "requires_grad", 0
        )


def test_the_lines_that_run_are_told_one_by_one():
    _, lines = run("y = x\nfor i in range(2):\n    y = y * w\nz = y")
    assert lines == [0, 1, 2, 1, 2, 3]


@pytest.mark.parametrize(
    "text, words",
    [
        ("y = x\nwhile y > 0:\n    y = y * 1", f"beyond {STEPS} steps"),
        (f"y = x\nfor i in range({COUNT + 1}):\n    y = y * 1", f"{COUNT} are allowed"),
        ("for i in range(x):\n    y = x", "no whole number"),
        ("a, b = x, x, x", "sets 2 names"),
        ("y = [x, x]\ny = [y, y]", "list of lists"),
        ("n = 3\nn.grad = None", "sets an attribute"),
        ("n = 3\nn[0] = 1", "no tensor"),
        ("y = torch.ones(3)\ny[0] = None", "neither tensor nor number"),
        ("y = torch.ones(30)\ny[torch.zeros(40, 30).long()] = 1", "numbers at once"),
        ("y = torch.ones(5000)", "numbers at once"),
        ("if x > 99:\n    y = x\ny * 2", "no line that has run sets it"),
        ("for i in range(0):\n    y = x\ny += 2", "no line that has run sets it"),
    ],
)
def test_a_mistake_names_its_line(text, words):
    with pytest.raises(ValueError) as error:
        run(text)
    assert words in str(error.value) and str(error.value).startswith("line=")


@pytest.mark.parametrize(
    "text, words",
    [
        ("y = torch.ones(2, requires_grad=True)\ny[0] = 1", "leaf Variable that requires grad"),
        ("y = torch.ones(2)\ny[5] = 1", "out of bounds"),
        ("y = torch.ones(2)\ny[0] = y", "number of sizes"),
        ("x[0] = 1", "0-dim"),
    ],
)
def test_torch_says_itself_why_a_part_cannot_be_set(text, words):
    with pytest.raises((RuntimeError, IndexError)) as error:
        run(text)
    assert words in str(error.value)


def test_what_torch_refuses_comes_as_torch_raises_it():
    program = parse_program("y = torch.stack([x, x])\nif y > 0:\n    z = y")
    execution = Execution(program, values(program.inputs))
    with pytest.raises(RuntimeError, match="ambiguous"):
        list(execution.run())
    assert execution.line == 1


@pytest.mark.filterwarnings("ignore")
def test_hostile_programs_end_and_make_little():
    source = random.Random(1)
    texts = [source.choice(WRAPPERS).format(source.choice(EVIL)) for _ in range(500)]
    texts += [source.choice(WRAPPERS).format(hostile(source)) for _ in range(1500)]
    for text in texts:
        try:
            program = parse_program.__wrapped__(text, actions=True)
            execution = Execution(program, values(program.inputs))
            for _ in execution.run():
                assert all(each.numel() <= MOST for each in tensors(list(execution.names.values())))
        except (RuntimeError, IndexError, TypeError, ValueError, OverflowError, AttributeError):
            continue
    assert torch.is_grad_enabled() and not torch.is_inference_mode_enabled()
