"""What is said of a text names it, and not the whole of a long one."""

from core.expressions.mistakes import LONGEST_SHOWN, Mistake, shortened


def test_a_mistake_names_the_argument_and_the_text():
    mistake = Mistake("ends too early").named("expression", "x +")
    assert isinstance(mistake, ValueError)
    assert str(mistake) == "expression='x +' ends too early"


def test_a_long_text_is_shortened():
    assert shortened("x" * LONGEST_SHOWN) == "x" * LONGEST_SHOWN
    assert len(shortened("x" * 1000)) == LONGEST_SHOWN
