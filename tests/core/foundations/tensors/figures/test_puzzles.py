"""A puzzle's inputs and both results."""

from core.foundations.tensors.figures.puzzles import puzzle_picture
from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.solving import verdict


def panels(name: str, answer: str):
    puzzle = PUZZLES[name]
    return puzzle_picture(puzzle, verdict(PUZZLES.pick(name, answer=answer))).panels


def test_inputs_come_first_then_what_is_wanted_and_what_came():
    shown = panels("Outer sum", "a[:, None]")
    assert [panel.name for panel in shown] == ["a", "b", "wanted", "yours"]
    assert shown[0].title == "a: n = 2" and shown[2].line and not shown[3].line
    assert shown[2].title == "Wanted: (2, 3)" and shown[3].title == "Yours: (2, 1)"


def test_without_a_tensor_nothing_came():
    for answer in ("", "a + b", "a.sort()"):
        assert [panel.name for panel in panels("Outer sum", answer)] == ["a", "b", "wanted"]


def test_whole_numbers_have_no_point():
    texts = panels("Identity", "")[-1].as_data()["texts"]
    assert set(texts) == {"0", "1"}
