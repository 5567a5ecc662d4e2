"""What is said of a puzzle and of an answer."""

import pytest

from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.puzzles_words import progress, task_words, verdict_sentence
from core.foundations.tensors.solving import Solving, verdict, written


def said(name: str, answer: str) -> str:
    return verdict_sentence(verdict(PUZZLES.pick(name, answer=answer)))


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("Outer sum", "", "Type an expression"),
        ("Outer sum", "a[:, None] + b", "**Right**: on all 8"),
        ("Outer sum", "a + b", "PyTorch raises an error"),
        ("Outer sum", "a[:, None]", "its shape is (2, 1), but it should be (2, 3)"),
        ("Outer sum", "a[:, None] + b + 1", "6 of 6 numbers are wrong"),
        ("Outer sum", "torch.zeros(4000, 4000)", "4,096 are allowed"),
        ("Outer sum", "a.sort()", "must be one tensor"),
        ("Outer sum", "torch.where(a[:, None] < 100, a[:, None] + b, b) + 0", "**Right**"),
    ],
)
def test_the_sentence_tells_what_an_answer_is_worth(name, answer, words):
    assert words in said(name, answer), said(name, answer)


def test_some_inputs_may_be_right():
    assert "It is right on" in said("Rows that add up to 1", "x / x.sum(dim=1)")


@pytest.mark.parametrize("name", PUZZLES)
def test_the_task_tells_the_inputs_and_what_is_not_to_be_used(name):
    puzzle = PUZZLES[name]
    words = task_words(puzzle)
    for word in (*puzzle.inputs, *puzzle.without):
        assert f"`{word}`" in words


def test_an_input_has_its_shape_as_pytorch_writes_it():
    words = task_words(PUZZLES["Outer sum"])
    assert "`a`, whole numbers of shape (n,) and `b`, whole numbers of shape (m,)" in words
    assert "of shape (n, m)" in task_words(PUZZLES["Rows that add up to 1"])


def test_solved_puzzles_have_a_tick():
    state = Solving(solved=written({"Outer sum": "a[:, None] + b"}))
    assert f"1 of {len(PUZZLES)} puzzles" in progress(state)
    assert progress(state).count(":material/check_circle:") == 1
    assert "Outer sum: solved" in progress(state)
