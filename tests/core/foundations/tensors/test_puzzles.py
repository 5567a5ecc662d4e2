"""The puzzles' registry: each entry says all that a page needs."""

import pytest

from core.foundations.tensors.puzzle import KINDS, read
from core.foundations.tensors.puzzles import PUZZLES


@pytest.mark.parametrize("name", PUZZLES)
def test_an_entry_is_whole(name):
    puzzle = PUZZLES[name]
    assert puzzle.task.endswith(".") and len(puzzle.task) < 220
    assert 2 <= len(puzzle.hints) <= 3 and all(hint[-1] in ".?" for hint in puzzle.hints)
    letters = {letter for each in puzzle.inputs.values() for letter in each.shape}
    letters |= {each.below for each in puzzle.inputs.values()} - {""}
    assert letters == set(puzzle.sizes)
    assert all(each.kind in KINDS for each in puzzle.inputs.values())
    assert read(puzzle.solution, tuple(puzzle.inputs), puzzle.without).code


def test_there_are_enough_of_growing_difficulty():
    lengths = [len(puzzle.solution) for puzzle in PUZZLES.values()]
    assert len(PUZZLES) >= 12 and sum(lengths[:4]) < sum(lengths[-4:])
