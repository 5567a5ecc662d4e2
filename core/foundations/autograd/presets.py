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
        "Go back step by step: each node multiplies what comes in by its local derivative. At x "
        "the product of all of them arrives: 3 · cos(x²) · 2x.",
        State(program=CHAIN, first=1.0),
        question="What does each node of the graph do with the gradient that reaches it?",
        answers=("Adds its own", "Multiplies by its own", "Replaces it"),
        right="Multiplies by its own",
    ),
    Preset(
        "A neuron",
        "The gradient of w is that of b times x: a large input moves its weight more.",
        State(program=NEURON, first=0.5, second=2.0, third=-0.5),
        question="The input x is 2. Which gradient is larger, that of w or that of b?",
        answers=("That of w", "That of b", "Both are equal"),
        right="That of w",
    ),
    Preset(
        "A variable used twice",
        "Three arrows come back to x, two of them from x * x. Its gradient is their sum: "
        "2 + 2 + 1 = 5.",
        State(program=TWICE, first=2.0),
        question="x is used three times. What becomes of its three gradients?",
        answers=("The last counts", "They are added up", "They are averaged"),
        right="They are added up",
    ),
    Preset(
        "Softmax and cross-entropy",
        "The gradient of the logits is softmax minus the target: the right class is pushed up, all "
        "others down, and the three add up to 0.",
        State(program=CROSS_ENTROPY, first=2.0, second=1.0, third=-1.0),
        question="Which logit does the gradient of cross-entropy move up?",
        answers=("The largest", "The right class", "All of them"),
        right="The right class",
    ),
    Preset(
        "Broadcasting, backwards",
        "w was stretched to three numbers on the way there. On the way back the three gradients "
        "are added up to one.",
        State(program=BROADCAST, first=0.5, second=1.0),
        question="w is one number, and it met three. How does its gradient come back?",
        answers=("As three numbers", "As their sum", "As their mean"),
        right="As their sum",
    ),
    Preset(
        "Another input, another graph",
        "The graph is built anew at each run. Where the program takes another branch or goes round "
        "a loop, other nodes are there.",
        State(program=BRANCH, first=1.5, second=2.0, compare=True, other=-1.5),
        question="The program has an if and a loop. Does it have one graph?",
        answers=("Always the same", "One for each run"),
        right="One for each run",
    ),
    Preset(
        "detach cuts the graph",
        "z is x³, and its derivative would be 3x² = 12. What went through detach counts as a "
        "constant: only x² = 4 comes back.",
        State(program=DETACHED, first=2.0),
        question="z = x² · x, but x² is detached. Which gradient does x get at x = 2?",
        answers=("12", "4", "0"),
        right="4",
    ),
    Preset(
        "Overwritten too soon",
        "The derivative of exp is its own result, which the node has saved. y += 1 has "
        "written over it, so torch refuses: the saved value is at another version.",
        State(program=OVERWRITTEN, first=1.0),
        question="y = exp(x), then y += 1. Can backward still be right?",
        answers=("Yes", "No, and torch says so", "No, and nobody notices"),
        right="No, and torch says so",
    ),
)

PRESETS = GRAPHS + LINE_PRESETS + NETWORK_PRESETS + QUESTION_PRESETS
