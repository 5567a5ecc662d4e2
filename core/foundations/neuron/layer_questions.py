"""What a reader may predict of layers and networks before it is shown: shapes and counts."""

from core.foundations.neuron.large import LargeModel
from core.foundations.neuron.layer import Product
from core.foundations.neuron.network import Comparison
from core.prediction import Number, Question, Shape

CLOSE = 0.1
"""How far off the count of a large network may be, as a share of it."""


def about_the_parameters(result: Product) -> Question:
    """How many numbers a layer learns."""
    ins, outs = result.x.shape[1], len(result.bias)

    def rule(guess: float | None) -> str:
        if guess == result.weights:
            return "The biases count too: one for each output."
        return f"Each of the {outs} outputs has a weight for each of the {ins} inputs, and a bias."

    return Question(
        f"How many parameters does `nn.Linear({ins}, {outs})` have?",
        Number(result.parameters),
        rule,
    )


def about_the_shape(result: Product) -> Question:
    """Which shape the outputs have."""
    ins, outs = result.x.shape[1], len(result.bias)
    return Question(
        f"x has the shape {tuple(result.x.shape)}. What shape does `nn.Linear({ins}, {outs})(x)` "
        "have?",
        Shape(tuple(result.y.shape)),
        "Each example in the batch stays a row. The layer only changes the last dimension, from "
        "in_features to out_features.",
    )


def about_the_network(name: str, result: Comparison) -> Question:
    """How many numbers a stack of layers learns."""
    weights = sum(layer.weights for layer in result.layers)

    def rule(guess: float | None) -> str:
        if guess == weights:
            return "Those are the weights. Each output of a layer has a bias too."
        return "Each layer has in · out weights and out biases. Add up the layers."

    return Question(f"How many parameters does {name} have?", Number(result.parameters), rule)


def about_a_model(name: str, model: LargeModel) -> Question:
    """How many numbers a large network learns, roughly."""
    return Question(
        f"How many parameters does {name} have, roughly?",
        Number(model.parameters, share=CLOSE),
        "Multiply the sizes within each part, then add up the parts.",
    )
