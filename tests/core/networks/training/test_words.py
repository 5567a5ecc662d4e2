"""What is said of a training has its numbers."""

from dataclasses import replace

import pytest
import torch

from core.networks.training import words
from core.networks.training.evaluated import Evaluated
from core.networks.training.modes import ModeChoice, compare
from core.networks.training.state import STEP, State
from core.networks.training.steps import CALLS, StepChoice, take_step
from core.training.evaluation import answers

pytestmark = pytest.mark.usefixtures("one_thread", "small")


def step(**settings) -> tuple[str, list[dict[str, str]]]:
    state = State(view=STEP, **settings)
    choice = state.part(StepChoice)
    record = take_step(state.config, choice)
    return words.step_sentence(record, choice), words.step_rows(record, choice)


def test_every_call_says_what_it_changes_and_what_stays():
    for call in CALLS:
        sentence, rows = step(call=call)
        assert sentence.startswith(f"`{words.CODE[call]}` ") and len(rows) == 4
    assert "finds no gradients yet" in step(call="zero_grad", step=1)[0]
    assert "is left out" in step(call="zero_grad", zero=False)[0]
    assert "adds to the gradients" in step(call="backward", zero=False)[0]


def test_a_table_has_an_arrow_where_a_call_changes_something():
    arrows = {call: ["→" in cell for cell in _cells(call)] for call in CALLS}
    assert arrows["forward"] == arrows["loss"] == [False] * 8
    assert arrows["zero_grad"] == arrows["backward"] == [False, True] * 4
    assert arrows["step"] == [True, False] * 4


def _cells(call: str) -> list[str]:
    """Norm and gradient of each parameter, a cell each."""
    rows = step(call=call)[1]
    return [row[name] for row in rows for name in ("Norm", "Norm of its gradient")]


def test_the_modes_are_told_apart():
    choice = ModeChoice()
    assert "differ by up to **0.395**" in words.modes_sentence(compare(choice), choice)
    rows = words.modes_rows(compare(choice))
    assert [row["Graph begins with"] for row in rows] == ["AddmmBackward0", "No graph"] * 2
    plain = ModeChoice(dropout=0.0, norm=False)
    assert words.modes_sentence(compare(plain), plain).startswith("Without dropout two calls give")
    assert words.modes_rows(compare(plain))[0]["Running mean moved by"] == "No batch norm"


def test_two_calls_that_differ_by_rounding_alone_are_equal():
    plain = ModeChoice(dropout=0.0)
    outcomes = {
        name: replace(outcome, scores=outcome.scores[:1] + torch.tensor([[0.0], [2.0**-52]]))
        for name, outcome in compare(plain).items()
    }
    assert all(outcome.difference > 0 for outcome in outcomes.values())
    assert words.modes_sentence(outcomes, plain).startswith("Without dropout two calls give")
    assert {row["Both calls differ by"] for row in words.modes_rows(outcomes)} == {"0"}


def test_an_evaluation_says_how_good_the_network_is():
    result = answers("MLP 784-128-10")
    assert "8 pictures of class **4** got the answer **9**" in words.confusion_sentence(
        Evaluated(), result
    )
    assert "best on **1** (99.1\xa0% right) and worst on **7**" in words.classes_sentence(result)
    assert "overconfident" in words.calibration_sentence(Evaluated(), result)
    cold = words.calibration_sentence(Evaluated(temperature=2.0), result)
    assert "underconfident" in cold and "Best temperature: 1.13." in cold
    assert words.mistakes_sentence(result).startswith("It makes 166 mistakes in 10,000 test")
