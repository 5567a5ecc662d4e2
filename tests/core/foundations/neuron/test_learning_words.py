"""What is said of a step is what happened in it."""

import dataclasses

from core.catalogue.activations import ACTIVATIONS
from core.foundations.neuron.examples import SETS
from core.foundations.neuron.fitting import best, fit
from core.foundations.neuron.hidden import learn
from core.foundations.neuron.learning_words import (
    descent_step,
    fit_sentence,
    hidden_sentence,
    perceptron_step,
    rules_sentence,
)
from core.foundations.neuron.rules import DESCENT, PERCEPTRON, courses

AND, XOR = SETS["AND"](""), SETS["XOR"]("")
BOTH = courses(AND, (0.0, 0.0, 0.0), 1.0)


def test_a_fit():
    wrong = fit_sentence(fit(1.0, 1.0, -0.5, AND))
    assert wrong.startswith("**2 of 4** points are on the correct side of the line")
    assert wrong.endswith("The best line gets 4 right. Move yours.")
    assert "No line can do better" in fit_sentence(fit(1.0, 1.0, -1.5, AND))
    assert "No line can do better" in fit_sentence(fit(1.0, 1.0, -0.5, XOR))


def test_the_steps_of_the_perceptron():
    course = BOTH[PERCEPTRON]
    assert perceptron_step(AND, course, 0) == "Starts with w = (0, 0), b = 0."
    assert perceptron_step(AND, course, 1) == (
        "Looks at (0, 0) of class 0: the sum is 0, so it answers 0. Right: nothing changes."
    )
    assert perceptron_step(AND, course, 4) == (
        "Looks at (1, 1) of class 1: the sum is 0, so it answers 0. Wrong: it adds the point to w, "
        "and 1 to b. Now w = (1, 1), b = 1."
    )
    assert "subtracts the point from w, and 1 from b" in perceptron_step(AND, course, 5)


def test_the_steps_of_gradient_descent():
    """At zero every output is 1/2: the slope is the mean of (1/2 − y) · x."""
    assert descent_step(BOTH[DESCENT], 0, 1.0) == "Starts with w = (0, 0), b = 0."
    assert descent_step(BOTH[DESCENT], 1, 1.0) == (
        "The gradient over all points is (0, 0, 0.25). It subtracts 1 times that. Now "
        "w = (0, 0), b = −0.25."
    )


def test_both_rules():
    said = rules_sentence(BOTH, 24, 4)
    assert said.startswith("After 24 steps, the perceptron gets **4 of 4** points right")
    assert "After 1 step," in rules_sentence(BOTH, 1, 4)


def test_a_hidden_layer():
    lesson = learn(XOR, ACTIVATIONS.pick("Tanh"), 2.0, 1)
    said = hidden_sentence(lesson, 150, 4, best(XOR))
    assert "**4 of 4** points right" in said and said.endswith("A single neuron gets at most 3.")
    assert best(AND) == 4
    assert hidden_sentence(lesson, 150, 4, 4).endswith("can get all of them right too.")


def test_weights_that_run_away():
    lesson = learn(XOR, ACTIVATIONS.pick("Tanh"), 2.0, 1)
    away = dataclasses.replace(lesson, losses=1000 * lesson.losses + 200)
    assert "diverge" in hidden_sentence(away, 150, 4, 3)
