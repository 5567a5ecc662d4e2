"""The code of a puzzle; tests/test_scripts.py runs that of all presets."""

import pytest

from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.puzzles_script import puzzles_script
from core.foundations.tensors.solving import Solving, headline
from tests.printed import numbers


def printed(state: Solving, capsys) -> str:
    exec(compile(puzzles_script(state).text, "script", "exec"), {"__name__": "__main__"})
    return capsys.readouterr().out


@pytest.mark.parametrize("name", PUZZLES)
def test_the_script_prints_the_numbers_of_the_screen(name, capsys):
    for answer in ("", *PUZZLES[name].parameters["answer"].examples):
        state = Solving(puzzle=PUZZLES.pick(name, answer=answer))
        shown = headline(state)
        assert numbers(printed(state, capsys)) == pytest.approx(shown, rel=1e-6), answer


def test_what_torch_refuses_is_printed(capsys):
    state = Solving(puzzle=PUZZLES.pick("Outer sum", answer="a + b"))
    assert "RuntimeError: The size of tensor" in printed(state, capsys)
