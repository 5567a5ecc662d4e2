"""States of the neuron page that are worth seeing: the steps of its guide."""

from core.catalogue.activations import ACTIVATIONS
from core.foundations.neuron.rules import YOUR_LINE
from core.foundations.neuron.state import BY_HAND, HIDDEN, LAYER, NETWORK, RULES, SCALE, State
from core.registry import Preset

OF_ONE = (
    Preset(
        "A weighted sum",
        "It multiplies each input by its weight, adds up the products, and adds the bias: 1 · 1 + "
        "2 · 0.5 − 1 = 1.",
        State(),
        question="A neuron gets two numbers as inputs. What does it do with them?",
    ),
    Preset(
        "Zero in, something out",
        "With both inputs at 0, only the bias is left. Sigmoid turns −1 into 0.27.",
        State(x1=0.0, x2=0.0),
        question="Both inputs are 0 and the bias is −1. What comes out?",
        answers=("0", "0.27", "0.5"),
        right="0.27",
    ),
    Preset(
        "The line",
        "On the line the sum is exactly 0. The weights form the arrow, its normal vector: "
        "perpendicular to the line, pointing to where the sum is positive.",
        State(w1=1.0, w2=1.0, b=-1.0, x1=0.5, x2=0.5),
        question="Where is the neuron undecided?",
        answers=("At one point", "On a line", "On a circle"),
        right="On a line",
    ),
    Preset(
        "The bias shifts",
        "A larger bias moves the line against the arrow, so more inputs lie on the positive side. "
        "It never turns the line.",
        State(w1=1.0, w2=1.0, b=1.0, x1=0.0, x2=0.0),
        question="You make the bias larger. Does the line turn or shift?",
        answers=("It turns", "It shifts"),
        right="It shifts",
    ),
    Preset(
        "Twice as steep",
        "Weights and bias are twice those of the step “The line”. The line stays where it was, but "
        "the sum changes twice as fast on both sides of it.",
        State(w1=2.0, w2=2.0, b=-2.0, x1=0.5, x2=0.5),
        question="You double both weights and the bias. Does the line move?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "A weight of 0",
        "An input with weight 0 does not count at all: change x2, and the output stays the same.",
        State(w1=1.5, w2=0.0, b=-0.5, x1=1.0, x2=1.0),
        question="What does a weight of 0 mean?",
    ),
    Preset(
        "The ReLU bend",
        "With ReLU the output is flat on one side of the line and a ramp on the other. A ReLU "
        "network is built from many such ramps.",
        State(activation=ACTIVATIONS.pick("ReLU")),
        question="What does the output look like with ReLU?",
        answers=("A plane", "A flat part and a ramp", "A bowl"),
        right="A flat part and a ramp",
    ),
)

OF_LEARNING = (
    Preset(
        "AND by hand",
        "Two of the four points are on the wrong side. Drag the line until only (1, 1) is on the "
        "orange side. A bias of −1.5 works.",
        State(view=BY_HAND, w1=1.0, w2=1.0, b=-0.5),
        question="Can you move the line so that the neuron computes AND?",
    ),
    Preset(
        "The perceptron learns AND",
        "If its answer is wrong, the perceptron adds the point to its weights or subtracts it. "
        "After 24 steps it makes no more mistakes, so it stops changing.",
        State(view=RULES, step=24),
        question="A neuron changes only when it makes a mistake. Does it ever stop changing?",
        answers=("Never", "Once all are right"),
        right="Once all are right",
    ),
    Preset(
        "A bad start",
        "The line starts on the wrong side. The perceptron jumps and gradient descent glides. "
        "After 60 steps both classify all four points of OR correctly.",
        State(view=RULES, examples="OR", start=YOUR_LINE, w1=-1.5, w2=-1.5, b=1.0, step=60),
        question="Which rule jumps, and which glides?",
    ),
    Preset(
        "XOR: no line works",
        "Even the best line gets only three points right. The perceptron goes in circles forever. "
        "Gradient descent never moves from zero: the four pushes cancel out.",
        State(view=RULES, examples="XOR", step=40),
        question="XOR: how many of the four points can one neuron get right?",
        answers=("2", "3", "4"),
        right="3",
    ),
    Preset(
        "Two hidden neurons",
        "Each hidden neuron draws a line. Plot their two outputs as a new plane, and there a "
        "single line separates the classes: all four points are right.",
        State(view=HIDDEN, examples="XOR"),
        question="Two neurons see the inputs, a third sees their outputs. How many points of XOR "
        "are right?",
        answers=("Still 3 of 4", "4 of 4"),
        right="4 of 4",
    ),
    Preset(
        "Unlucky weights",
        "The same network with other initial weights gets stuck in a local minimum: it stays "
        "undecided about two of the points. Try other seeds under More.",
        State(view=HIDDEN, examples="XOR", seed=3),
        question="Does a network with two hidden neurons always learn XOR?",
        answers=("Yes", "No"),
        right="No",
    ),
)

OF_LAYERS = (
    Preset(
        "A layer is a matrix",
        "Five neurons with ten inputs each have a matrix of 5 · 10 weights, plus 5 biases: 55 "
        "parameters.",
        State(view=LAYER),
        question="How many parameters does nn.Linear(10, 5) have?",
        answers=("15", "50", "55"),
        right="55",
    ),
    Preset(
        "One output, one row",
        "y[1, 3] uses row 1 of the batch and row 3 of the weight matrix, multiplied pair by pair "
        "and added up, plus one bias. No other number matters.",
        State(view=LAYER, output_row=1, output_column=3),
        question="Which part of the weight matrix does output 3 use?",
        answers=("A row", "A column", "All of it"),
        right="A row",
    ),
    Preset(
        "Where the parameters are",
        "The first layer has 401,920 of the 468,874 parameters: nearly all are weights for the 784 "
        "pixels.",
        State(view=NETWORK),
        question="Which layer of a 784-512-128-10 network has the most parameters?",
        answers=("The first", "The second", "The last"),
        right="The first",
    ),
    Preset(
        "A smaller network",
        "With 128 and 64 hidden neurons it has 109,386 parameters, less than a quarter as many.",
        State(view=NETWORK, mlp="784-128-64-10"),
        question="How many parameters remain with 128 and 64 hidden neurons?",
        answers=("About 109,000", "About 234,000", "About 400,000"),
        right="About 109,000",
    ),
    Preset(
        "From 3 to billions",
        "GPT-3 has 174,604,259,328 parameters, 58 billion times as many as this neuron. Nearly all "
        "of them are weights and biases, just as here.",
        State(view=SCALE, model="GPT-3"),
        question="How many neurons with two inputs have as many parameters as GPT-3?",
        answers=("58 million", "58 billion", "58 trillion"),
        right="58 billion",
    ),
)

PRESETS = OF_ONE + OF_LEARNING + OF_LAYERS
