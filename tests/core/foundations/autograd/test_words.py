"""Sentences over the picture."""

from core.foundations.autograd.line_examples import (
    ACCUMULATE,
    NO_LEAF,
    SECOND,
    TWICE,
    VECTOR_JACOBIAN,
)
from core.foundations.autograd.modules import module_graph
from core.foundations.autograd.runs import run
from core.foundations.autograd.trace import trace
from core.foundations.autograd.words import (
    graph_sentence,
    jacobian_rows,
    lines_sentence,
    network_sentence,
    pair_sentence,
    pair_titles,
    variable_rows,
)

PROGRAM = "y = w * x"


def test_the_sentence_has_the_result_and_each_gradient():
    text = graph_sentence(run(PROGRAM, (2.0, 3.0)))
    assert text == "y = **6**. Backward goes through 3 nodes: w.grad = **3** and x.grad = **2**."
    unnamed = "y = torch.tensor([1.0, 2.0], requires_grad=True).sum()"
    assert graph_sentence(run(unnamed, ())) == "y = **3**. Backward goes through 2 nodes."
    refused = graph_sentence(run("y = x.detach()", (2.0,)))
    assert "There is no gradient" in refused


def test_two_graphs_and_their_sizes():
    first, second = run("y = x * x", (1.0,)), run("y = x", (2.0,))
    text = pair_sentence(first, second, "x", (1.0, 2.0))
    assert "2 nodes for x = 1 and 1 node for x = 2" in text
    assert pair_titles("x", (1.0, -2.0)) == ("x = 1", "x = −2")


def test_lines_say_what_they_come_to():
    text = lines_sentence(trace(ACCUMULATE, (2.0,)))
    assert text == "At the end x.grad = **12**."
    assert "error at line 4" in lines_sentence(trace(TWICE, (2.0,)))
    assert "warns at line 5" in lines_sentence(trace(NO_LEAF, (2.0,)))
    assert lines_sentence(trace(SECOND, (2.0,))) == "At the end h = **12**."
    assert lines_sentence(trace("n = 3", ())) == "The program sets no tensor."


def test_variables_have_a_row_each_at_every_moment():
    result = trace(ACCUMULATE, (2.0,))
    first, last = variable_rows(result, 4), variable_rows(result, 200)
    assert [row["Variable"] for row in last] == ["x", "loss"]
    assert first[0][".grad"] == "4" and last[0][".grad"] == "12"
    assert last[1][".grad_fn"] == "PowBackward0" and last[0]["._version"] == "0"


def test_the_jacobian_has_a_row_for_each_output_and_their_sum():
    rows = jacobian_rows(trace(VECTOR_JACOBIAN, (1.0, 2.0, 0.5)))
    assert [list(row.values()) for row in rows] == [
        ["y[0]", "1", "2", "1"],
        ["y[1]", "2", "1", "1"],
        ["y[2]", "0.5", "0", "4"],
        ["x.grad", "sum", "4", "5"],
    ]
    assert jacobian_rows(trace(ACCUMULATE, (2.0,))) == []


def test_networks_and_their_leaves():
    network = module_graph("LeNet")
    assert "**26 nodes**, 10 of them leaves" in network_sentence("LeNet", network)
