"""States of the neuron page that are worth seeing: the steps of its guide."""

from core.catalogue.activations import ACTIVATIONS
from core.foundations.neuron.rules import YOUR_LINE
from core.foundations.neuron.state import BY_HAND, HIDDEN, LAYER, NETWORK, RULES, SCALE, State
from core.registry import Preset

OF_ONE = (
    Preset(
        "A weighted sum",
        "Each input is multiplied by its weight, the products are added up, and the bias on top: "
        "1 · 1 + 2 · 0.5 − 1 = 1.",
        State(),
        question="A neuron gets two numbers. What does it do with them?",
    ),
    Preset(
        "Zero in, something out",
        "Without inputs the bias alone is left. Sigmoid makes 0.27 of −1.",
        State(x1=0.0, x2=0.0),
        question="Both inputs are 0 and the bias is −1. What comes out?",
        answers=("0", "0.27", "0.5"),
        right="0.27",
    ),
    Preset(
        "The line",
        "On the line the sum is exactly 0. The weights are its normal vector: the arrow is "
        "perpendicular to it and points to where the sum is positive.",
        State(w1=1.0, w2=1.0, b=-1.0, x1=0.5, x2=0.5),
        question="Where is the neuron undecided?",
        answers=("At one point", "On a line", "On a circle"),
        right="On a line",
    ),
    Preset(
        "The bias shifts",
        "A larger bias moves the line against the arrow: more inputs lie on its positive side. "
        "It does not turn the line.",
        State(w1=1.0, w2=1.0, b=1.0, x1=0.0, x2=0.0),
        question="Add to the bias: does the line turn or shift?",
        answers=("It turns", "It shifts"),
        right="It shifts",
    ),
    Preset(
        "Twice as sure",
        "Weights and bias are twice those of the step “The line”. The line has stayed, and the "
        "output changes twice as fast beside it.",
        State(w1=2.0, w2=2.0, b=-2.0, x1=0.5, x2=0.5),
        question="Double both weights and the bias: does the line move?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "A weight of 0",
        "An input with the weight 0 counts for nothing: move x2, and nothing changes.",
        State(w1=1.5, w2=0.0, b=-0.5, x1=1.0, x2=1.0),
        question="What does a weight of 0 mean?",
    ),
    Preset(
        "Bent once",
        "With ReLU the surface is flat on one side of the line and a ramp on the other. Networks "
        "are built from such ramps.",
        State(activation=ACTIVATIONS.pick("ReLU")),
        question="What does the output look like with ReLU?",
        answers=("A plane", "A flat part and a ramp", "A bowl"),
        right="A flat part and a ramp",
    ),
)

OF_LEARNING = (
    Preset(
        "AND by hand",
        "Two of the four points are on the wrong side. Drag the line until only (1, 1) lies on the "
        "orange side: a bias of −1.5 does it.",
        State(view=BY_HAND, w1=1.0, w2=1.0, b=-0.5),
        question="Can you move the line so that the neuron computes AND?",
    ),
    Preset(
        "The perceptron learns AND",
        "Where the answer is wrong, the perceptron adds the point to its weights or takes it away. "
        "After 24 steps it makes no mistake any more, and so it rests.",
        State(view=RULES, step=24),
        question="A neuron that changes only after mistakes: does it ever stop?",
        answers=("Never", "Once it makes none"),
        right="Once it makes none",
    ),
    Preset(
        "Both from a bad start",
        "The line begins on the wrong side. The perceptron jumps, gradient descent glides; after "
        "60 steps both have all four points of OR right.",
        State(view=RULES, examples="OR", start=YOUR_LINE, w1=-1.5, w2=-1.5, b=1.0, step=60),
        question="Which rule jumps, and which glides?",
    ),
    Preset(
        "XOR: no line does it",
        "The best of all lines has three points right. The perceptron goes round in circles for "
        "ever, and gradient descent does not move at all: the four pushes cancel.",
        State(view=RULES, examples="XOR", step=40),
        question="XOR: how many of the four points can one neuron have right?",
        answers=("2", "3", "4"),
        right="3",
    ),
    Preset(
        "Two hidden neurons",
        "Each hidden neuron draws a line. In the plane that both make, one more line tells the "
        "classes apart: all four points are right.",
        State(view=HIDDEN, examples="XOR"),
        question="What if two neurons look first, and a third reads what they say?",
        answers=("Still 3 of 4", "4 of 4"),
        right="4 of 4",
    ),
    Preset(
        "Unlucky weights",
        "The same network, from other first weights, gets stuck in a local minimum: it is "
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
        "Five neurons with ten inputs each: one matrix of 5 · 10 weights and 5 biases, 55 "
        "parameters.",
        State(view=LAYER),
        question="How many parameters does nn.Linear(10, 5) have?",
        answers=("15", "50", "55"),
        right="55",
    ),
    Preset(
        "One output, one row",
        "y[1, 3] is made of row 1 of the batch and row 3 of the weight, pair by pair, and of one "
        "bias. No other number counts.",
        State(view=LAYER, output_row=1, output_column=3),
        question="Which part of the weight makes output 3?",
        answers=("A row", "A column", "All of it"),
        right="A row",
    ),
    Preset(
        "Where the parameters are",
        "The first layer has 401,920 of 468,874 parameters: most of them read the 784 pixels.",
        State(view=NETWORK),
        question="784-512-128-10: which layer has most of the parameters?",
        answers=("The first", "The second", "The last"),
        right="The first",
    ),
    Preset(
        "A smaller network",
        "With 128 and 64 hidden neurons 109,386 parameters are left, less than a quarter.",
        State(view=NETWORK, mlp="784-128-64-10"),
        question="How many parameters are left with 128 and 64 hidden neurons?",
        answers=("About 109,000", "About 234,000", "About 400,000"),
        right="About 109,000",
    ),
    Preset(
        "From 3 to billions",
        "GPT-3 has 174,604,259,328 parameters, 58 billion times as many as this neuron. Each is "
        "still a weight or a bias as here.",
        State(view=SCALE, model="GPT-3"),
        question="How many neurons with two inputs have as many parameters as GPT-3?",
        answers=("58 million", "58 billion", "58 trillion"),
        right="58 billion",
    ),
)

PRESETS = OF_ONE + OF_LEARNING + OF_LAYERS
