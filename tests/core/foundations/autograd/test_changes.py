"""What a line has changed, in words."""

from core.foundations.autograd.changes import changes
from core.foundations.autograd.line_examples import OVERWRITTEN, VECTOR_JACOBIAN, ZERO_GRAD
from core.foundations.autograd.trace import trace


def said(text, *values):
    result = trace(text, values)
    return [changes(result, index) for index in range(len(result.moments))]


def test_variables_gradients_and_what_is_freed():
    lines = said(
        "x = torch.tensor(2.0, requires_grad=True)\ny = x ** 2\nc = torch.ones(1)\n"
        "y.backward(retain_graph=True)\ny.backward()"
    )
    assert lines == [
        ("x = 2, a leaf that requires a gradient",),
        ("y = 4, with the node PowBackward0",),
        ("c = [1], without a gradient",),
        ("x.grad = 4",),
        ("x.grad = 4 + 4 = 8", "the saved values of 1 node are freed"),
    ]


def test_steps_in_place_and_gradients_that_are_taken_away():
    lines = [part for line in said(ZERO_GRAD, 2.0) for part in line]
    assert "w = 1.6, changed in place: version 1" in lines and "w.grad = None" in lines


def test_what_is_overwritten_and_the_jacobian():
    lines = [part for line in said(OVERWRITTEN) for part in line]
    assert "what ExpBackward0 has saved is overwritten" in lines
    lines = [part for line in said(VECTOR_JACOBIAN, 1.0, 0.0, 0.0) for part in line]
    assert "the Jacobian of y by x is [[2, 1], [1, 1], [0, 4]]" in lines
