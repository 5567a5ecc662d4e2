"""Guesses: what is read as one, which is right, and what is said of those that are not."""

import math

import pytest

from core.prediction import LONGEST, Number, OrError, Question, Shape, Verdict, Word, check, told

SUM = Question("How much is it?", Number(-1.5, 0.01), "Add up.")
PARAMETERS = Question("How many parameters?", Number(567_434), "Weights and biases.")
ROW = Question("Which shape?", Shape((2, 3)), lambda guess: f"{len(guess)} dimensions of 2.")
MEMORY = Question("View or copy?", Word("View", ("View", "Copy")), "Transposing copies nothing.")


@pytest.mark.parametrize(
    "text", ["2, 3", "(2, 3)", "[2,3]", "2 3", "2x3", "2 × 3", "torch.Size([2, 3])", " (2,3,) "]
)
def test_a_shape_may_be_written_in_many_ways(text):
    assert check(ROW, text) == Verdict(True, "Right: (2, 3).")


@pytest.mark.parametrize(("text", "shape"), [("()", ()), ("[]", ()), ("4", (4,)), ("(4,)", (4,))])
def test_shapes_of_one_dimension_and_of_none(text, shape):
    assert Shape(shape).fits(Shape(shape).read(text))
    assert not Shape((1, *shape)).fits(Shape(shape).read(text))


@pytest.mark.parametrize("text", ["-1.5", "−1.5", "-1,5", "-1.495", "-3/2", " -1.5 ", "-15e-1"])
def test_a_number_may_be_written_in_many_ways(text):
    assert check(SUM, text).right


@pytest.mark.parametrize("text", ["-1.48", "1.5", "0", "nan", "inf"])
def test_a_number_beyond_the_tolerance_is_wrong(text):
    assert not check(SUM, text).right


@pytest.mark.parametrize("text", ["567434", "567,434", "567 434", "567_434", "567434.0"])
def test_a_count_must_be_exact(text):
    assert check(PARAMETERS, text) == Verdict(True, "Right: 567,434.")
    assert not check(PARAMETERS, text.replace("434", "435")).right


def test_a_tolerance_may_be_a_share():
    billions = Number(1.5e9, share=0.1)
    assert billions.fits(billions.read("1.6e9")) and not billions.fits(1.7e9)
    assert billions.form == "a number, up to 10\xa0% off"


def test_rounding_is_no_mistake():
    assert Number(0.1 + 0.2).fits(Number(0).read("0.3"))
    assert Number(1 / 3, 0.005).fits(0.33) and not Number(1 / 3, 0.003).fits(0.33)


def test_numbers_that_are_not_finite():
    assert Number(math.nan).fits(Number(0).read("nan")) and not Number(math.nan).fits(0.0)
    assert Number(math.inf).fits(Number(0).read("∞")) and not Number(math.inf).fits(-math.inf)


def test_an_error_may_be_the_answer():
    works = Question("Which shape?", OrError(Shape((2, 3))), "Sum.")
    fails = Question("Which shape?", OrError(Shape(()), fails=True), "The inner sizes differ.")
    assert works.answer.form == fails.answer.form == "a shape, such as 2, 3, or error"
    assert check(works, "2, 3").right and not check(fails, "()").right
    assert check(fails, " An error ") == Verdict(True, "Right: an error.")
    assert check(works, "error").sentence == "Not an error. Sum."
    assert told(fails) == "It is an error. The inner sizes differ."
    with pytest.raises(ValueError, match="a shape"):
        check(works, "errors")


def test_a_word_is_one_of_those_that_are_shown():
    assert check(MEMORY, "view").right
    assert check(MEMORY, "COPY") == Verdict(False, "Not Copy. Transposing copies nothing.")
    with pytest.raises(ValueError, match="value='Both' must be one of View, Copy"):
        Word("Both", ("View", "Copy"))


def test_the_rule_may_depend_on_the_guess():
    assert check(ROW, "2").sentence == "Not (2,). 1 dimensions of 2."
    assert check(SUM, "2.25").sentence == "Not 2.25. Add up."


def test_who_gives_up_is_told_the_answer_and_the_rule():
    assert told(SUM) == "It is −1.5. Add up."
    assert told(PARAMETERS) == "It is 567,434. Weights and biases."


@pytest.mark.parametrize("question", [SUM, ROW, MEMORY])
@pytest.mark.parametrize(
    "text", ["", "   ", "what?", "1/0", "2;3", "½", "x" * 1000, "--1", "2.5.1"]
)
def test_what_cannot_be_read_is_said_in_one_line(question, text):
    with pytest.raises(ValueError, match="^guess=.* must be .") as error:
        check(question, text)
    assert len(str(error.value)) < 2 * LONGEST + 40 and "\n" not in str(error.value)


def test_a_reader_is_told_how_a_guess_is_written():
    assert SUM.answer.form == "a number, up to 0.01 off"
    assert PARAMETERS.answer.form == "a number"
    assert ROW.answer.form == "a shape, such as 2, 3"
    assert MEMORY.answer.form == "View and Copy"
