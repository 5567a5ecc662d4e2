"""What is asked before gradients, values and counts are shown."""

import pytest

from core.foundations.autograd.line_examples import (
    ACCUMULATE,
    FROZEN,
    LEAF_IN_PLACE,
    LINE_PROGRAMS,
    NO_LEAF,
    SECOND,
    TWICE,
    VECTOR_JACOBIAN,
)
from core.foundations.autograd.modules import module_graph
from core.foundations.autograd.predictions import (
    gradient_question,
    leaves_question,
    lines_question,
    masked_names,
    output_question,
    tolerance,
)
from core.foundations.autograd.runs import run
from core.foundations.autograd.trace import trace
from core.prediction import check


def test_the_question_is_about_the_first_input():
    question = gradient_question(run("y = w * x", (2.0, 3.0)))
    assert check(question, "3").right and not check(question, "6").right
    assert tolerance(10.0) == 0.5 and tolerance(0.0) == 0.01


def test_an_error_is_asked_in_the_same_words():
    refused = gradient_question(run("y = x.detach()", (2.0,)))
    assert refused.asked == "After backward from y, what is x.grad at x = 2?"
    assert check(refused, "error").right and not check(refused, "0").right
    assert gradient_question(run("y = torch.ones(3)", ())) is None


@pytest.mark.parametrize(
    ("program", "asked", "answer"),
    [
        (ACCUMULATE, "x.grad be", "12"),
        (VECTOR_JACOBIAN, "x.grad[0] be", "4"),
        (SECOND, "h be", "12"),
        (TWICE, "x.grad be", "error"),
        (LEAF_IN_PLACE, "x be", "error"),
        (FROZEN, "w.grad be", "error"),
        (NO_LEAF, "x.grad be", "36"),
    ],
)
def test_what_is_asked_of_a_program_line_by_line(program, asked, answer):
    values = (1.0, 2.0, 0.5) if program == VECTOR_JACOBIAN else (2.0, 0.5, 1.0)
    question = lines_question(trace(program, values))
    assert asked in question.asked and check(question, answer).right
    assert not check(question, "−77").right


def test_every_example_has_a_question():
    for program in LINE_PROGRAMS:
        result = trace(program, (2.0, 0.5, 1.0))
        answer = lines_question(result).answer
        assert answer.fails == (result.message is not None)


def test_variables_that_would_tell_are_masked():
    assert masked_names(trace(SECOND, (2.0,))) == ("h",)
    assert masked_names(trace(NO_LEAF, (2.0,))) == ("g",)
    assert masked_names(trace(ACCUMULATE, (2.0,))) == ()


def test_leaves_and_outputs():
    assert check(leaves_question("LeNet", module_graph("LeNet")), "10").right
    assert check(output_question("How much?", 1.7, "Count."), "1.75").right
    assert not check(output_question("How many?", 25.0, "Count."), "24").right
