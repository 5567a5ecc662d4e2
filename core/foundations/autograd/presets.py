"""The presets of the autograd page: the steps of its guide."""

from core.foundations.autograd.examples import (
    BRANCH,
    BROADCAST,
    CHAIN,
    CROSS_ENTROPY,
    DETACHED,
    NEURON,
    OVERWRITTEN,
    TWICE,
)
from core.foundations.autograd.line_presets import LINE_PRESETS
from core.foundations.autograd.network_presets import NETWORK_PRESETS, QUESTION_PRESETS
from core.foundations.autograd.state import State
from core.registry import Preset

GRAPHS = (
    Preset(
        "The chain rule",
        "Go back step by step: each node multiplies the incoming gradient by its local derivative. "
        "The product of all of them arrives at x: 3 · cos(x²) · 2x.",
        State(program=CHAIN, first=1.0),
        question="What does each node of the graph do with the gradient that reaches it?",
        answers=("Adds its derivative", "Multiplies by its derivative", "Replaces it"),
        right="Multiplies by its derivative",
    ),
    Preset(
        "A neuron",
        "The gradient of w is the gradient of b times x. So a larger input changes its weight "
        "more.",
        State(program=NEURON, first=0.5, second=2.0, third=-0.5),
        question="The input x is 2. Which gradient is larger: w's or b's?",
        answers=("That of w", "That of b", "Both are equal"),
        right="That of w",
    ),
    Preset(
        "A variable used twice",
        "Three arrows come back to x, two of them from x * x. Its gradient is their sum: "
        "2 + 2 + 1 = 5.",
        State(program=TWICE, first=2.0),
        question="x is used three times. What happens to its three gradients?",
        answers=("The last counts", "They are added up", "They are averaged"),
        right="They are added up",
    ),
    Preset(
        "Softmax and cross-entropy",
        "The gradient of the logits is softmax minus the target, and its three numbers add up to "
        "0. A step against it raises the right class and lowers all others.",
        State(program=CROSS_ENTROPY, first=2.0, second=1.0, third=-1.0),
        question="Which logit does gradient descent on the cross-entropy raise?",
        answers=("The largest", "The right class", "All of them"),
        right="The right class",
    ),
    Preset(
        "Broadcasting, backwards",
        "Going forward, w was stretched to three numbers. Going back, the three gradients are "
        "added up into one.",
        State(program=BROADCAST, first=0.5, second=1.0),
        question="w is one number, multiplied by three. In what form does its gradient come back?",
        answers=("As three numbers", "As their sum", "As their mean"),
        right="As their sum",
    ),
    Preset(
        "Another input, another graph",
        "PyTorch builds a new graph at every run. If the program takes another branch, or loops "
        "more often, the graph has different nodes.",
        State(program=BRANCH, first=1.5, second=2.0, compare=True, other=-1.5),
        question="The program has an if and a loop. Does it always build the same graph?",
        answers=("Yes, always", "No, a new one each run"),
        right="No, a new one each run",
    ),
    Preset(
        "detach cuts the graph",
        "z is x³, and its full derivative is 3x² = 12. But what went through detach counts as a "
        "constant, so only x² = 4 comes back.",
        State(program=DETACHED, first=2.0),
        question="z = x² · x, but x² is detached. What gradient does x get at x = 2?",
        answers=("12", "4", "0"),
        right="4",
    ),
    Preset(
        "Overwritten too soon",
        "The derivative of exp is its own result, which the node has saved. y += 1 overwrites it, "
        "so PyTorch raises an error: the version has changed.",
        State(program=OVERWRITTEN, first=1.0),
        question="y = exp(x), then y += 1. Can backward still be right?",
        answers=("Yes", "No, and PyTorch says so", "No, and nobody notices"),
        right="No, and PyTorch says so",
    ),
)

PRESETS = GRAPHS + LINE_PRESETS + NETWORK_PRESETS + QUESTION_PRESETS
