"""An expression is a value: its text, its code, and what it is for some tensors."""

import pytest
import torch

from core.expressions import Expression, parse

X = torch.arange(12.0).reshape(3, 4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x[1:,::2]", "x[1:, ::2]"),
        (" x.sum( dim = 0 ) ", "x.sum(dim=0)"),
        ("(x)", "x"),
        ("x×2−1", "x * 2 - 1"),
        ('torch.einsum("ij->ji",x)', "torch.einsum('ij->ji', x)"),
    ],
)
def test_the_code_is_plain_pytorch(text, code):
    expression = parse(text, ("x",))
    assert (expression.text, expression.code) == (text, code)
    assert torch.equal(parse(code, ("x",)).value({"x": X}), expression.value({"x": X}))


def test_several_tensors_are_a_tuple():
    assert len(parse("x.split(1)", ("x",)).value({"x": X})) == 3
    assert torch.equal(parse("[x, x[0]]", ("x",)).value({"x": X})[1], X[0])


@pytest.mark.parametrize("text", ["x.shape", "3", "x.dtype", "x.ndim", "[x, 1]", "()", "None"])
def test_what_is_no_tensor_is_a_mistake(text):
    with pytest.raises(ValueError, match="expression=.* gives .* which is no tensor"):
        parse(text, ("x",)).value({"x": X})


def test_a_mistake_is_one_line_that_names_the_text():
    for text in ("x +", "x" * 300, "y", "torch.zeros(99999)"):
        with pytest.raises(ValueError, match="^expression=") as caught:
            parse(text, ("x",)).value({"x": X})
        assert len(str(caught.value).splitlines()) == 1 and len(str(caught.value)) < 400


def test_it_is_a_value():
    assert parse("x + 1", ("x",)) == parse("x + 1", ("x",)) != parse("x+1", ("x",))
    assert len({parse("x", ("x",)), parse("x", ("x", "y"))}) == 2
    assert isinstance(parse("x", ("x",)), Expression)


def test_it_knows_what_it_uses():
    expression = parse("x + 1", ("x", "y"))
    assert expression.uses("x") and not expression.uses("y")


def test_gradients_flow():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    parse("(x ** 2).sum()", ("x",)).value({"x": x}).backward()
    assert torch.equal(x.grad, torch.tensor([2.0, 4.0]))


def test_changing_in_place_is_only_for_who_asks():
    with pytest.raises(ValueError, match="add_"):
        parse("x.add_(1)", ("x",))
    x = X.clone()
    parse("x.add_(1)", ("x",), in_place=True).value({"x": x})
    assert torch.equal(x, X + 1)
