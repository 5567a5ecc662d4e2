"""Every preset of the view "Line by line" shows what its sentence says."""

import pytest
import torch

from core.foundations.autograd import line_examples as programs
from core.foundations.autograd.graph import FREED, OVERWRITTEN
from core.foundations.autograd.state import headline, line_trace
from core.foundations.autograd.trace import trace
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def words(state, *expected):
    """Asserts that torch refuses a line in these words, and that a cure is known."""
    message = line_trace(state).message
    assert all(word.lower() in message.text.lower() for word in expected), message.text
    assert message.cure


def variant(state, old, new):
    """The trace of the program with something in it replaced."""
    assert old in state.lines
    return trace(state.lines.replace(old, new), state.values)


@CLAIMS.of("Gradients add up")
def _(state):
    grads = [moment.variables["x"].grad for moment in line_trace(state).moments if moment.line == 3]
    assert [float(grad) for grad in grads] == [4, 8, 12]


@CLAIMS.answer("Gradients add up")
def _(state):
    return f"{headline(state)['x.grad']:.0f}"


@CLAIMS.of("zero_grad in each round")
def _(state):
    values = [
        float(moment.variables["w"].value)
        for moment in line_trace(state).moments
        if moment.line == 6
    ]
    assert values == pytest.approx([1.6, 1.28, 1.024])


@CLAIMS.answer("zero_grad in each round")
def _(state):
    after = [moment for moment in line_trace(state).moments if moment.line == 3][1]
    grad, weight = after.variables["w"].grad, float(after.variables["w"].value)
    return "To clear the old gradient" if grad is None and weight else "To free memory"


@CLAIMS.of("Leaf or not")
def _(state):
    final = line_trace(state).final
    assert final["x"].is_leaf and not final["y"].is_leaf and float(final["y"].grad) == 12


@CLAIMS.answer("Leaf or not")
def _(state):
    without = variant(state, "y.retain_grad()\n", "")
    return yes(without.final["y"].grad is not None)


@CLAIMS.of("no_grad")
def _(state):
    result = line_trace(state)
    assert [cut.name for cut in result.cuts] == ["z"]
    assert float(result.final["x"].grad) == float(result.final["z"].value)


@CLAIMS.answer("no_grad")
def _(state):
    return f"{headline(state)['x.grad']:.0f}"


@CLAIMS.of("inference_mode goes further")
def _(state):
    words(state, "inference", "saved for backward")


@CLAIMS.answer("inference_mode goes further")
def _(state):
    return "No" if line_trace(state).message else "Yes, as a constant"


@CLAIMS.of("backward with a vector")
def _(state):
    for values in ((1.0, 0.0, 0.0), (0.5, -1.0, 2.0)):
        result = trace(state.lines, values)
        x = result.final["x"].value
        jacobian = torch.tensor([[x[1], x[0]], [1, 1], [0, 2 * x[1]]])
        assert torch.equal(result.jacobians["y", "x"], jacobian)
        assert torch.equal(result.final["x"].grad, torch.tensor(values) @ jacobian)


@CLAIMS.answer("backward with a vector")
def _(state):
    result = line_trace(state)
    first = torch.equal(result.final["x"].grad, result.jacobians["y", "x"][0])
    return "Its first row" if first else "Its diagonal"


@CLAIMS.of("The derivative of the derivative")
def _(state):
    shown = headline(state)
    assert shown["g"] == 3 * state.first**2 == 12 and shown["h"] == 6 * state.first == 12
    assert line_trace(state).final["g"].grad_fn


@CLAIMS.answer("The derivative of the derivative")
def _(state):
    without = variant(state, ", create_graph=True", "")
    assert without.message
    return "Yes, with create_graph" if "h" in headline(state) else "No"


@CLAIMS.of("A function of your own")
def _(state):
    assert headline(state) == {"x": 2, "x.grad": 4, "y": 4, "right": 1}


@CLAIMS.answer("A function of your own")
def _(state):
    wrong = trace(programs.WRONG_FUNCTION, state.values)
    return "Only gradcheck" if wrong.message else "Nobody"


@CLAIMS.of("retain_graph")
def _(state):
    result = line_trace(state)
    assert FREED not in result.moments[2].lost.values()
    assert float(result.final["x"].grad) == pytest.approx(2 * float(result.final["y"].value))


@CLAIMS.answer("retain_graph")
def _(state):
    without = variant(state, "retain_graph=True", "")
    assert without.message
    return "Never" if line_trace(state).message else "Yes, with retain_graph"


@CLAIMS.of("Backward a second time")
def _(state):
    words(state, "second time", "freed")
    assert FREED in line_trace(state).lost.values()


@CLAIMS.of("Not a scalar")
def _(state):
    words(state, "implicitly", "scalar")


@CLAIMS.of("A vector of the wrong shape")
def _(state):
    words(state, "mismatch in shape", "grad_output")


@CLAIMS.of("No way back from argmax")
def _(state):
    words(state, "does not require grad", "grad_fn")
    assert [cut.call for cut in line_trace(state).cuts][0] == "argmax"


@CLAIMS.of("Cut off by detach")
def _(state):
    words(state, "does not require grad", "grad_fn")
    assert [cut.call for cut in line_trace(state).cuts][0] == "detach"
    assert variant(state, "y.detach()", "y").message is None


@CLAIMS.of("A loss inside no_grad")
def _(state):
    words(state, "does not require grad", "grad_fn")
    assert variant(state, "torch.no_grad()", "torch.enable_grad()").message is None


@CLAIMS.answer("Cut off by detach")
@CLAIMS.answer("A loss inside no_grad")
def _(state):
    return yes(line_trace(state).message is None)


@CLAIMS.of("A leaf in place")
def _(state):
    words(state, "leaf variable", "in-place")
    allowed = trace(f"{programs.LEAF}with torch.no_grad():\n    x += 1", state.values)
    assert allowed.message is None


@CLAIMS.of("A view of a leaf in place")
def _(state):
    words(state, "view of a leaf", "in-place")


@CLAIMS.of("Saved, then overwritten")
def _(state):
    words(state, "inplace", "version 1; expected version 0")
    assert OVERWRITTEN in line_trace(state).lost.values()


@CLAIMS.of("A step before backward")
def _(state):
    words(state, "inplace", "version")
    assert line_trace(state).final["w"].version == 1


@CLAIMS.of("The gradient of a non-leaf")
def _(state):
    result = line_trace(state)
    (warning,) = result.moments[-1].warnings
    assert "not a leaf" in warning.text and warning.cure and result.final["y"].grad is None
    retained = variant(state, "z = y", "y.retain_grad()\nz = y")
    assert float(retained.final["y"].grad) == 12


@CLAIMS.of("To NumPy")
def _(state):
    words(state, "numpy()", "detach")
    assert variant(state, "y.numpy", "y.detach().numpy").message is None


@CLAIMS.of("A copy that forgets")
def _(state):
    words(state, "does not require grad")
    result = line_trace(state)
    assert any("copy construct" in each.text for each in result.moments[1].warnings)
    assert variant(state, "torch.tensor(x)", "x.clone()").message is None


@CLAIMS.of("All frozen")
def _(state):
    words(state, "does not require grad")
    assert variant(state, "w.requires_grad = False", "w.requires_grad = True").message is None


@CLAIMS.of("A wrong derivative")
def _(state):
    words(state, "jacobian mismatch", "numerical", "analytical")
    assert headline(state)["x.grad"] == 2
