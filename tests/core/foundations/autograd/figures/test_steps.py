"""What the steps of a backward pass say."""

import torch

from core.foundations.autograd import examples
from core.foundations.autograd.figures.steps import (
    backward_scenes,
    grad_lines,
    is_selection,
    is_stretched,
)
from core.foundations.autograd.runs import run


def sentences(text, *values):
    return [scene.sentence for scene in backward_scenes(run(text, values))]


def test_a_node_multiplies_and_hands_on():
    said = sentences("y = w * x", 3.0, 4.0)
    assert said == [
        "1 of 3. MulBackward0 (y): backward starts with 1. 1 · 4 = 4 goes to w (local derivative "
        "4) and 1 · 3 = 3 goes to x (local derivative 3).",
        "2 of 3. 4 comes in at the leaf w: w.grad = 4.",
        "3 of 3. 3 comes in at the leaf x: x.grad = 3.",
    ]


def test_the_sum_of_several_uses_is_written_out():
    said = sentences(examples.TWICE, 2.0)
    assert "2 + 2 + 1 = 5 comes in (it was used 3 times) at the leaf x" in said[-1] or (
        "1 + 2 + 2 = 5 comes in (it was used 3 times) at the leaf x" in said[-1]
    )


def test_a_stretched_number_gets_a_sum():
    said = " ".join(sentences(examples.BROADCAST, 0.5, 1.0))
    assert "1 + 2.67 + 5 = 8.67 goes to w" in said


def test_vectors_have_their_jacobian():
    said = " ".join(sentences(examples.CROSS_ENTROPY, 2.0, 1.0, -1.0))
    assert "times the Jacobian [[−1, 0, 0]]" in said and "goes to b, passed on unchanged" in said
    said = " ".join(sentences("z = torch.exp(torch.stack([a, b]))\ny = z.sum()", 0.0, 1.0))
    assert "local derivative [1, 2.72], element by element" in said


def test_scenes_mark_the_box_the_arrows_and_the_gradient():
    result = run("y = w * x", (3.0, 4.0))
    first, second, _ = backward_scenes(result, "b")
    assert first.live == ("bn0",) and first.arrows == (0, 1) and first.labels == {0: "4", 1: "3"}
    assert first.rows == {"bn0": {2: "gradient 1"}} and second.rows == {"bn1": {2: ".grad = 4"}}
    assert grad_lines(result) == ["gradient 1", ".grad = 4", ".grad = 3"]


def test_kinds_of_jacobians():
    assert is_stretched(torch.tensor([[2.0], [3.0]])) and not is_stretched(torch.ones(1, 2))
    assert is_selection(torch.tensor([[0.0], [1.0]])) and not is_selection(torch.ones(2, 1))
