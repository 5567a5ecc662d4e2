"""Scripts of the autograd page: the reader's program as it stands.

tests/test_scripts.py runs them and compares their numbers.
"""

from core.foundations.autograd.examples import DETACHED, OVERWRITTEN
from core.foundations.autograd.script import write_script
from core.foundations.autograd.state import State


def test_the_script_has_the_program_and_what_prints_its_numbers():
    text = write_script(State()).text
    assert text.endswith(
        """\
w = torch.tensor(2.0, requires_grad=True)
x = torch.tensor(0.5, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)

y = w * x + b
loss = (y - 1) ** 2
loss.backward()

show("loss", loss)
show("gradient of w", w.grad)
show("gradient of x", x.grad)
show("gradient of b", b.grad)
print(f"nodes = {count_nodes(loss)}")
"""
    )
    assert "tensors = {" in write_script(State()).plot


def test_what_torch_refuses_is_printed():
    text = write_script(State(program=OVERWRITTEN)).text
    assert "try:\n    y = torch.exp(x)\n    y += 1\n    y.backward()\nexcept" in text
    assert "try" not in write_script(State(program=DETACHED)).text


def test_an_expression_alone_is_given_a_name():
    text = write_script(State(program="torch.sin(x)")).text
    assert "output = torch.sin(x)\noutput.backward()" in text
    assert "from torch.nn import functional as F" in write_script(State(program="F.relu(x)")).text
