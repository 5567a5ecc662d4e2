"""Sentences over the picture."""

from core.foundations.autograd.runs import run
from core.foundations.autograd.words import (
    gradient_question,
    graph_sentence,
    pair_sentence,
    pair_titles,
    tolerance,
)
from core.prediction import check

PROGRAM = "y = w * x"


def test_the_sentence_has_the_result_and_each_gradient():
    text = graph_sentence(run(PROGRAM, (2.0, 3.0)))
    assert text == "y = **6**, and back through 3 nodes: w.grad = **3** and x.grad = **2**."
    refused = graph_sentence(run("y = x.detach()", (2.0,)))
    assert "There is no gradient" in refused


def test_two_graphs_and_their_sizes():
    first, second = run("y = x * x", (1.0,)), run("y = x", (2.0,))
    text = pair_sentence(first, second, "x", (1.0, 2.0))
    assert "2 nodes for x = 1 and 1 node for x = 2" in text
    assert pair_titles("x", (1.0, -2.0)) == ("x = 1", "x = −2")


def test_the_question_is_about_the_first_input():
    question = gradient_question(run(PROGRAM, (2.0, 3.0)))
    assert check(question, "3").right and not check(question, "6").right
    assert gradient_question(run("y = x.detach()", (2.0,))) is None
    assert tolerance(10.0) == 0.5 and tolerance(0.0) == 0.01
