"""What is said of shapes that meet."""

from core.foundations.tensors.broadcasting import Shapes, broadcast
from core.foundations.tensors.broadcasting_words import broadcasting_sentence, question_of
from core.prediction import check


def said(shapes: Shapes) -> str:
    return broadcasting_sentence(shapes, broadcast(shapes))


def test_the_sentence_tells_the_shape_and_what_is_stretched():
    assert said(Shapes(shape_a="3, 1", shape_b="4")) == (
        "`a` **(3, 1)** and `b` **(4,)** give the shape **(3, 4)**. `a` is stretched along dim 1 "
        "and `b` is stretched along dim 0."
    )
    assert "Nothing is stretched" in said(Shapes(shape_a="3", shape_b="3"))


def test_the_sentence_tells_what_clashes():
    words = said(Shapes(shape_a="4, 3", shape_b="4"))
    assert "do not fit" in words and "in dim 1 the sizes are 3 and 4" in words


def test_the_sentence_tells_of_a_loss_that_should_be_0():
    words = said(Shapes(shape_a="4, 1", shape_b="4", combination="MSE loss"))
    assert "**2.5**" in words and "16 pairs" in words and "same numbers" in words
    assert "same numbers" not in said(Shapes(shape_a="4", shape_b="4", combination="MSE loss"))


def test_what_is_asked_first():
    def right(shapes: Shapes, guess: str) -> bool:
        question = question_of(shapes, "a + b", broadcast(shapes))
        assert "`a` is" in question.asked and "`b` is" in question.asked
        return check(question, guess).right

    assert right(Shapes(), "3, 3") and not right(Shapes(), "3")
    clash = Shapes(shape_a="3", shape_b="4")
    assert right(clash, "error") and not right(clash, "3") and not right(Shapes(), "error")
    assert right(clash.replace(combination="MSE loss"), "an error")
    assert right(Shapes(shape_a="4, 1", shape_b="4", combination="MSE loss"), "2.5")
