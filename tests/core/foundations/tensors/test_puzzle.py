"""What a puzzle consists of: inputs that are drawn, and answers that are read."""

import pytest
import torch

from core.foundations.tensors.puzzle import KINDS, Input, puzzle, read


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_has_its_shape_and_holds_what_it_says(kind):
    generator = torch.Generator().manual_seed(0)
    tensor = Input(("n",), kind, below="k").draw({"n": 50, "k": 3}, generator)
    assert tensor.shape == (50,)
    low, high = tensor.min().item(), tensor.max().item()
    if kind == "class numbers":
        assert set(tensor.tolist()) == {0, 1, 2}
    elif kind == "the numbers 0, 1, 2 ...":
        assert tensor.tolist() == list(range(50))
    elif kind == "positive numbers":
        assert low >= 1 and tensor.is_floating_point()
    elif kind == "pixels":
        assert tensor.dtype == torch.uint8 and high > 200
    else:
        assert low < 0 < high


def test_an_empty_answer_is_none():
    assert read(" ", ("x",), ()) is None


def test_what_gives_it_away_is_refused_in_any_form():
    for text in ("x.cumsum(0)", "torch.cumsum(x, 0)"):
        with pytest.raises(ValueError, match="must not use cumsum"):
            read(text, ("x",), ("cumsum",))
    assert read("x + 1", ("x",), ("cumsum",)).code == "x + 1"


def test_an_entry_takes_its_own_names_only():
    entry = puzzle(list, "x", "x", inputs={"x": Input(("n",))}, sizes={"n": (1, 2)})
    spec = entry.parameters["answer"]
    assert spec.check("answer", "x + 1") == "x + 1"
    with pytest.raises(ValueError, match="y"):
        spec.check("answer", "y + 1")
