"""States and their numbers."""

import pytest

from core.foundations.autograd.examples import PROGRAMS
from core.foundations.autograd.presets import PRESETS
from core.foundations.autograd.state import State, headline


def test_the_headline_of_the_page_as_it_opens():
    assert headline(State()) == {
        "loss": 1.0,
        "gradient of w": 1.0,
        "gradient of x": 4.0,
        "gradient of b": 2.0,
        "nodes": 7,
    }


def test_a_tensor_has_a_number_for_each_position():
    state = State(program="y = torch.stack([x, 2 * x])")
    assert headline(state) == {"y[0]": 2.0, "y[1]": 4.0, "nodes": 3}


def test_two_inputs_have_a_headline_each():
    shown = headline(State(program="y = x ** 2", compare=True, first=3.0, other=-1.0))
    assert shown["gradient of x at 3.0"] == 6 and shown["gradient of x at -1.0"] == -2


def test_every_example_has_numbers():
    for program in PROGRAMS:
        assert headline(State(program=program))["nodes"] >= 0


def test_programs_that_cannot_be_read_are_no_state():
    with pytest.raises(ValueError, match="torch.sin"):
        State(program="y = sin(x)")


def test_presets_differ():
    assert len({preset.state for preset in PRESETS}) == len(PRESETS)
