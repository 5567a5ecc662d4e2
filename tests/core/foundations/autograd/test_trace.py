"""Programs line by line."""

import pytest

from core.expressions.programs import parse_program
from core.foundations.autograd.graph import FREED
from core.foundations.autograd.line_examples import LEAF, LINE_PROGRAMS, VECTOR_JACOBIAN
from core.foundations.autograd.trace import jacobian_of, trace, with_a_vector

TEXT = "x = torch.tensor(a, requires_grad=True)\ny = x ** 2\ny.backward()\nz = x.detach()"


def test_each_line_has_its_moment():
    result = trace(TEXT, (3.0,))
    assert [moment.line for moment in result.moments] == [0, 1, 2, 3]
    assert [moment.nodes for moment in result.moments] == [1, 2, 2, 2]
    assert [FREED in moment.lost.values() for moment in result.moments] == [
        False,
        False,
        True,
        True,
    ]
    after = result.moments[2].variables
    assert (
        float(after["x"].grad) == 6 and after["x"].is_leaf and after["y"].grad_fn == "PowBackward0"
    )
    assert "z" not in after and not result.final["z"].requires_grad
    assert [cut.call for cut in result.cuts] == ["detach"] and result.cut_at == (1,)


def test_what_torch_refuses_ends_it():
    result = trace(TEXT.replace("z = x.detach()", "y.backward()\nz = x"), (3.0,))
    assert result.line == 3 and result.message.kind == "RuntimeError" and "z" not in result.final


def test_a_readers_mistake_is_one_line():
    with pytest.raises(ValueError, match="no whole number"):
        trace("for i in range(a):\n    y = torch.ones(1)", (1.5,))
    with pytest.raises(ValueError, match="are drawn"):
        trace(f"{LEAF}y = x\nfor i in range(20):\n    y = torch.sin(y * x) + x", (1.0,))


def test_programs_with_a_vector_have_a_jacobian():
    program = parse_program(VECTOR_JACOBIAN, actions=True)
    assert with_a_vector(program) == {"y": "v"}
    assert trace(VECTOR_JACOBIAN, (1.0, 2.0, 3.0)).jacobians.keys() == {("y", "x")}
    assert jacobian_of.__doc__


@pytest.mark.parametrize("text", LINE_PROGRAMS)
def test_every_example_runs_or_is_refused_by_torch(text):
    result = trace(text, (2.0, 0.5, 1.0))
    assert result.moments or result.message


def test_a_graph_that_grows_with_each_derivative_is_refused_at_once():
    lines = ["x = torch.tensor(a, requires_grad=True)", "y = x.sin() * x.exp()"]
    loop = ["for i in range(20):", "    y = torch.autograd.grad(y, x, create_graph=True)[0]"]
    loop.append("    y = y * y")
    with pytest.raises(ValueError, match="are drawn here"):  # 3 ** 20 nodes, if it went on
        trace("\n".join(lines + loop), (1.0,))
