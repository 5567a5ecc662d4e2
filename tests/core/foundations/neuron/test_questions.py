"""What a reader predicts of a neuron, and which rule a wrong guess missed."""

import pytest

from core.foundations.neuron.neuron import Neuron, activity
from core.foundations.neuron.questions import about_the_output, about_the_sum
from core.prediction import check

NEURON = Neuron(w1=1.5, w2=-2.0, b=0.5, x1=2.0, x2=1.5)
"""Its sum is 3 − 3 + 0.5."""


def about(question, guess: str):
    return check(question(NEURON, activity(NEURON)), guess)


def test_the_sum_is_right_to_a_hundredth():
    assert about(about_the_sum, "0.5").right and about(about_the_sum, "0.509").right
    assert not about(about_the_sum, "0.52").right


@pytest.mark.parametrize(
    ("guess", "rule"),
    [
        ("0", "Add the bias too"),
        ("-0.5", "Add the bias with its own sign"),
        ("4", "First multiply each input"),
        ("7", "Multiply each input"),
    ],
)
def test_a_wrong_sum_is_told_its_rule(guess, rule):
    assert rule in about(about_the_sum, guess).sentence


def test_a_sum_of_the_weights_alone():
    neuron = Neuron(w1=1.0, w2=2.0, b=0.25, x1=2.0, x2=-1.0)
    verdict = check(about_the_sum(neuron, activity(neuron)), "3.25")
    assert "multiply each weight by its input" in verdict.sentence


def test_the_output_is_right_to_a_twentieth():
    assert about(about_the_output, "0.6").right and about(about_the_output, "0.66").right
    wrong = about(about_the_output, "0.5")
    assert not wrong.right
    assert wrong.sentence == (
        "Not 0.5. Sigmoid: squeezes any number between 0 and 1. With x as the sum, it is "
        "1 / (1 + exp(−x))."
    )
    assert "The sum is 0.5." in about_the_output(NEURON, activity(NEURON)).asked
