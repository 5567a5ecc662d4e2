"""What is asked of an operation before it is shown."""

from core.foundations.tensors.operating import Operating, operated
from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.questions import shape_question, value_question
from core.prediction import check


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
