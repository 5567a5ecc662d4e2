"""Shapes and counts that a reader predicts, and the rule that a wrong guess missed."""

from core.foundations.neuron.large import LARGE_MODELS
from core.foundations.neuron.layer import product
from core.foundations.neuron.layer_questions import (
    about_a_model,
    about_the_network,
    about_the_parameters,
    about_the_shape,
)
from core.foundations.neuron.network import compare
from core.prediction import check

LAYER = product(10, 5, 3)


def test_the_parameters_of_a_layer():
    question = about_the_parameters(LAYER)
    assert check(question, "55").right
    assert "biases count too" in check(question, "50").sentence
    assert "a weight for each of the 10 inputs" in check(question, "15").sentence


def test_the_shape_of_its_outputs():
    question = about_the_shape(LAYER)
    assert "(3, 10)" in question.asked
    assert check(question, "3, 5").right
    assert "only changes the last dimension" in check(question, "(5, 3)").sentence


def test_the_parameters_of_a_network():
    question = about_the_network("784-128-64-10", compare((784, 128, 64, 10)))
    assert check(question, "109,386").right
    assert "has a bias too" in check(question, "109184").sentence
    assert "Add up the layers" in check(question, "100").sentence


def test_a_large_network_to_within_ten_per_cent():
    question = about_a_model("GPT-3", LARGE_MODELS["GPT-3"])
    assert check(question, "175000000000").right and not check(question, "2e11").right
