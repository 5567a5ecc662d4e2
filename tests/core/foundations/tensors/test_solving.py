"""Answers to puzzles: the solutions pass, what is wrong is shown with its input."""

import math

import pytest
import torch

from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.solving import (
    TRIALS,
    Solving,
    answers,
    remembered,
    solved,
    trial,
    verdict,
    written,
)
from core.torch_message import TorchMessage

EXAMPLES = [(name, PUZZLES[name].parameters["answer"].examples[1]) for name in PUZZLES]

OTHERS = {
    "Outer sum": ["a.unsqueeze(1) + b", "torch.add(a[:, None], b[None])", "(b + a[:, None]).int()"],
    "Back to front": ["x[x.shape[0] - 1 - i]", "x[(-1 - i)]"],
    "Identity": ["1 * (i == i[:, None])", "torch.where(i == i[:, None], 1.0, 0.0)"],
    "Causal mask": ["~(i[:, None] < i)", "(i <= i[:, None]).float()"],
    "Running sum": ["(x * (i[:, None] >= i)).sum(dim=1)"],
    "The label's log-probability": ["z.log_softmax(1)[torch.arange(z.shape[0]), labels]"],
    "Moving average": ["(x[:-2] + x[1:-1] + x[2:]) / 3"],
    "Distances": ["(p.unsqueeze(1) - q.unsqueeze(0)).norm(dim=2)"],
    "Patches": ["x.reshape(x.shape[0] // 2, 2, -1, 2).transpose(1, 2).flatten(2).flatten(0, 1)"],
}


def answered(name: str, text: str):
    return PUZZLES.pick(name, answer=text)


@pytest.mark.parametrize("name", PUZZLES)
def test_the_solution_solves_it(name):
    result = verdict(answered(name, PUZZLES[name].solution))
    assert result.solved and result.passed == TRIALS and result.trial.right


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name in OTHERS for text in OTHERS[name]]
)
def test_so_do_other_ways(name, text):
    assert verdict(answered(name, text)).solved


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_a_wrong_answer_is_shown_with_the_input_that_it_fails_at(name, text):
    result = verdict(answered(name, text))
    assert not result.solved and result.answered and not result.trial.right
    assert result.trial.inputs.keys() == PUZZLES[name].inputs.keys()


def test_no_answer_is_neither_right_nor_wrong():
    result = verdict(answered("Outer sum", "  "))
    assert not result.solved and not result.answered and result.trial.result is None


def test_what_torch_raises_is_its_message():
    result = verdict(answered("Outer sum", "a + b"))
    assert isinstance(result.trial.result, TorchMessage) and result.trial.result.cure
    assert result.trial.result.kind == "RuntimeError"


def test_what_is_no_tensor_is_told_in_a_line():
    result = verdict(answered("Outer sum", "a.sort()"))
    assert "must be one tensor" in result.trial.result
    result = verdict(answered("Outer sum", "torch.zeros(4000, 4000)"))
    assert "4,096" in result.trial.result


def test_what_would_give_it_away_is_refused():
    with pytest.raises(ValueError, match="must not use eye"):
        answered("Identity", "torch.eye(3)")
    with pytest.raises(ValueError, match="must not use tril"):
        answered("Causal mask", "(i[:, None] * 0 + 1 + i * 0).tril()")


def test_values_count_and_the_dtype_does_not():
    for ending in ("float()", "double()", "int()", "half()"):
        assert verdict(answered("Identity", f"(i[:, None] == i).{ending}")).solved
    assert verdict(answered("Identity", "i[:, None] == i")).solved
    assert not verdict(answered("Identity", "(i[:, None] == i).float() + 0.001")).solved
    assert not verdict(answered("Identity", "(i[:, None] == i)[None]")).solved


@pytest.mark.parametrize("name", PUZZLES)
def test_inputs_have_several_sizes_and_are_the_same_each_time(name):
    puzzle = PUZZLES[name]
    shapes = set()
    for number in range(TRIALS):
        first, again = trial(puzzle, number), trial(puzzle, number)
        for key, tensor in first.inputs.items():
            assert torch.equal(tensor, again.inputs[key])
            assert tensor.dim() == len(puzzle.inputs[key].shape)
        shapes.add(tuple(tuple(tensor.shape) for tensor in first.inputs.values()))
        assert math.prod(first.wanted.shape) <= 100 and first.wanted.isfinite().all()
    assert len(shapes) >= 3


@pytest.mark.parametrize("name", PUZZLES)
def test_the_first_inputs_differ_in_size_and_are_small(name):
    puzzle = PUZZLES[name]
    inputs = trial(puzzle, 0).inputs
    sizes = {}
    for key, each in puzzle.inputs.items():
        sizes |= dict(zip(each.shape, inputs[key].shape, strict=True))
    assert max(sizes.values()) <= 6
    if set(sizes) >= {"n", "m"}:
        assert sizes["n"] != sizes["m"]


def test_solved_are_those_whose_answers_are_right():
    known = written({"Outer sum": "a[:, None] + b", "Identity": "i[:, None] * i"})
    state = Solving(solved=known, puzzle=answered("Causal mask", "i[:, None] >= i"))
    assert solved(state) == ("Outer sum", "Causal mask")
    assert solved(Solving()) == ()


def test_a_right_answer_is_remembered_and_a_wrong_one_is_not():
    state = Solving(puzzle=answered("Identity", " i[:, None] == i "))
    assert answers(remembered(state)) == {"Identity": "i[:, None] == i"}
    again = state.replace(solved=remembered(state), puzzle=answered("Identity", "i"))
    assert remembered(again) == again.solved


def test_answers_are_part_of_the_link():
    known = {name: PUZZLES[name].solution for name in PUZZLES}
    state = Solving(puzzle=answered("Identity", "i[:, None] == i"), solved=written(known))
    assert Solving.from_query(state.query()) == state and answers(state.solved) == known
    assert Solving.from_json(state.as_json()) == state and len(solved(state)) == len(PUZZLES)
    assert Solving.unread(state.query()) == []


@pytest.mark.parametrize("text", ["No such puzzle: x", "Outer sum: import os", "Outer sum: y"])
def test_what_is_no_answer_is_told_in_a_line(text):
    with pytest.raises(ValueError):
        Solving(solved=text)
