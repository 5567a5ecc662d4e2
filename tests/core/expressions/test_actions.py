"""What a program may do with autograd, and how it is refused."""

import pytest
import torch

from core.expressions.actions import FUNCTIONS, names_in
from core.expressions.execution import Execution
from core.expressions.programs import parse_program
from core.expressions.tokens import tree


def run(text):
    execution = Execution(parse_program(text, actions=True), {})
    list(execution.run())
    return execution.names


LEAF = "x = torch.tensor([1.0, 2.0], requires_grad=True)\n"


def test_backward_and_what_it_takes():
    names = run(LEAF + "y = x ** 2\ny.backward(torch.tensor([1.0, 10.0]), retain_graph=True)")
    assert names["x"].grad.tolist() == [2.0, 40.0]


def test_gradients_of_gradients():
    text = "y = (x ** 3).sum()\ng = torch.autograd.grad(y, x, create_graph=True)[0]\n"
    names = run(LEAF + text + "h = torch.autograd.grad(g.sum(), x)[0]")
    assert names["g"].tolist() == [3.0, 12.0] and names["h"].tolist() == [6.0, 12.0]


def test_an_optimizer_steps_and_forgets():
    text = "optimizer = torch.optim.SGD([x], lr=0.1)\nx.sum().backward()\noptimizer.step()\n"
    names = run(LEAF + text + "optimizer.zero_grad()")
    assert names["x"].tolist() == pytest.approx([0.9, 1.9]) and names["x"].grad is None


def test_functions_of_our_own():
    names = run(LEAF + "y = Square.apply(x)\ny.sum().backward()")
    assert names["x"].grad.tolist() == [2.0, 4.0]
    double = LEAF.replace("2.0]", "2.0], dtype=torch.float64") + "ok = torch.autograd.gradcheck("
    assert run(double + "Square.apply, x)")["ok"] is True
    with pytest.raises(RuntimeError, match="Jacobian mismatch"):
        run(double + "WrongSquare.apply, x)")
    assert all(issubclass(each, torch.autograd.Function) for each in FUNCTIONS.values())


def test_attributes_that_may_be_set():
    names = run(LEAF + "x.sum().backward()\nx.grad = None\nx.requires_grad = False")
    assert names["x"].grad is None and not names["x"].requires_grad


@pytest.mark.parametrize(
    "line, words",
    [
        ("x.backward(inputs=[x])", "retain_graph=True"),
        ("x.backward(x, x, x)", "3 arguments"),
        ("x.backward(retain_graph=x)", "keyword"),
        ("optimizer = torch.optim.SGD([x])", "learning rate"),
        ("optimizer = torch.optim.SGD([x], lr=x)", "learning rate"),
        ("ok = torch.autograd.gradcheck(x.exp, x)", "Square.apply"),
        ("torch.autograd.set_detect_anomaly(True)", "not among"),
        ("x.register_hook(x)", "not among"),
        ("x.step()", "of something that has none"),
        (
            "y = x ** 9\nfor i in range(20):\n"
            "    y = torch.autograd.grad((y * torch.sin(y)).sum(), x, create_graph=True)[0]",
            "nodes",
        ),
        (
            "z = torch.ones(17, dtype=torch.float64, requires_grad=True)\n"
            "ok = torch.autograd.gradcheck(Square.apply, z)",
            "more than 16 numbers",
        ),
    ],
)
def test_another_form_is_refused_in_one_line(line, words):
    with pytest.raises(ValueError) as error:
        run(LEAF + line)
    assert words in str(error.value) and "\n" not in str(error.value)


def test_names_in_the_order_in_which_they_are_read():
    assert list(names_in(tree("w * x + torch.sin(b) + F.relu(w)"))) == ["w", "x", "b"]
