"""What is said of layers and networks has their numbers."""

import pytest

from core.foundations.neuron.large import LARGE_MODELS
from core.foundations.neuron.layer import product
from core.foundations.neuron.layer_words import (
    in_words,
    layer_rows,
    layer_sentence,
    model_rows,
    model_sentence,
    network_sentence,
)
from core.foundations.neuron.network import compare


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (3, "3"),
        (61_706, "61,706"),
        (11_689_512, "11.7 million"),
        (1_557_611_200, "1.56 billion"),
        (174_604_259_328, "175 billion"),
    ],
)
def test_counts_in_words(count, words):
    assert in_words(count) == words


def test_a_layer():
    said = layer_sentence(product(10, 5, 3))
    assert "5 · 10 = 50 weights and 5 biases: **55 parameters**" in said
    assert "3 × 10 numbers gives **3 × 5** outputs" in said
    assert "1 · 1 = 1 weight and 1 bias: **2 parameters**" in layer_sentence(product(1, 1, 1))


def test_a_network():
    result = compare((784, 512, 128, 10))
    said = network_sentence("784-512-128-10", result)
    assert said.startswith("784-512-128-10 has **468,874** parameters, 86\xa0% of them")
    assert said.endswith("the largest difference is 0.")
    rows = layer_rows(result.layers)
    assert [row["Parameters"] for row in rows] == ["401,920", "65,664", "1,290", "468,874"]
    assert rows[1]["Weights"] == "128 · 512 = 65,536"
    hidden = layer_rows(result.layers, hidden=True)
    assert {row["Parameters"] for row in hidden} == {"?"} and hidden[0]["Layer"] == rows[0]["Layer"]


def test_a_large_network():
    said = model_sentence("GPT-2 small", LARGE_MODELS["GPT-2 small"])
    assert said == (
        "**GPT-2 small** has **124,439,808** parameters, 41.5 million times as many as one neuron. "
        "As float32 they take 498 MB."
    )
    said = model_sentence("One neuron", LARGE_MODELS["One neuron"])
    assert said == "**One neuron** has **3** parameters. As float32 they take 12 bytes."
    assert model_rows(LARGE_MODELS["LeNet-5"])[0] == {
        "Part": "Convolution 1",
        "Counted": "6 · 1 · 5 · 5 + 6",
        "Parameters": "156",
    }
    assert model_rows(LARGE_MODELS["GPT-2 small"])[0]["Counted"] == "50,257 · 768"
