"""What is asked of a tensor or an operation before it is shown."""

from core.foundations.tensors.making import Making, made
from core.foundations.tensors.operating import Operating, operated
from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.questions import (
    asked_cell,
    made_shape_question,
    made_value_question,
    shape_question,
    value_question,
)
from core.foundations.tensors.sources import SOURCES
from core.prediction import check


def test_the_shape_of_a_new_tensor_is_asked_and_then_a_number():
    state = Making()
    assert check(made_shape_question(state), "2, 3").right
    question = made_value_question(state)
    assert question.asked == "What is `x[1, 1]`, the marked number?"
    assert check(question, "5").right and "start at 0" in check(question, "4").sentence
    uneven = Making(source=SOURCES.pick("A list", values="[[1, 2], [3]]"))
    assert check(made_shape_question(uneven), "error").right


def test_every_source_asks_for_a_number_that_can_be_known():
    for name, source in SOURCES.items():
        state = Making(source=name, dtype="float32")
        question = made_value_question(state)
        assert (question is None) == bool(source.generator), name
        if question is not None:
            tensor = made(state)
            value = tensor.flatten()[asked_cell(tensor)].item()
            assert check(question, f"{value}").right and not check(question, f"{value + 1}").right
    assert made_value_question(Making(device="meta")) is None
    assert check(made_value_question(Making(dtype="bool")), "true").right
    assert made_value_question(Making(source=SOURCES.pick("A list", values="3.5"))).rule


def test_what_torch_refuses_is_asked_in_the_same_words():
    refused, works = Operating(operation="Matmul (@)", y_shape="2, 3"), Operating()
    assert check(shape_question(refused), "error").right
    assert not check(shape_question(refused), "2, 3").right
    assert not check(shape_question(works), "error").right
    assert shape_question(refused).answer.form == shape_question(works).answer.form


def test_another_cell_of_what_is_seen_already_is_not_asked():
    first, other = value_question(Operating()), value_question(Operating(cell=1))
    assert first.about == other.about and first.asked != other.asked
    assert value_question(Operating(x_shape="3, 2")).about != first.about


def test_the_shape_is_asked_of_the_first_tensor():
    question = shape_question(Operating(operation="Matmul (@)"))
    assert question.asked == (
        "Given x of shape (2, 3) and y of shape (3, 2): what is the shape of `x @ y`?"
    )
    assert check(question, "2, 2").right
    assert "inner sizes" in check(question, "3, 3").sentence
    assert "in `values`?" in shape_question(Operating(operation="Sort")).asked


def test_the_number_of_the_chosen_cell_is_asked():
    state = Operating(operation="Matmul (@)", cell=1)
    question, value = value_question(state), float(operated(state).outputs["result"][0, 1])
    assert question.asked == "What is `result[0, 1]`, the marked number?"
    assert check(question, f"{value:g}").right and not check(question, f"{value + 1:g}").right
    assert "x[0, 0], x[0, 1], x[0, 2], y[0, 1], y[1, 1] and y[2, 1]" in question.rule


def test_a_cell_of_the_second_tensor_a_fraction_and_a_truth_are_asked():
    assert "`indices[1, 0]`" in value_question(Operating(operation="Sort", cell=9)).asked
    share = value_question(Operating(operation="Softmax"))
    assert share.answer.tolerance > 0
    truth = value_question(Operating(operation="Compare", cell=2))
    assert check(truth, "false").right
    nothing = value_question(Operating(operation=OPERATIONS.pick("Tril"), cell=1))
    assert "No input cell changes it" in nothing.rule and check(nothing, "0").right
