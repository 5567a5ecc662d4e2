"""What a reader may predict on the neuron page before it is shown."""

import math

from core.catalogue.activations import formula
from core.foundations.neuron.examples import Examples
from core.foundations.neuron.fitting import Fit
from core.foundations.neuron.neuron import Activity, Neuron
from core.foundations.neuron.rules import Course, looked_at
from core.plots.numbers import formula as for_people
from core.plots.numbers import number
from core.prediction import Number, Question

CLOSE = 0.01
"""How far off a sum may be: it can be computed in the head."""

ROUGHLY = 0.05
"""How far off an output may be."""


def about_the_sum(neuron: Neuron, activity: Activity) -> Question:
    """How large the sum is."""
    names = ("w1", "w2", "b", "x1", "x2")
    numbers = ", ".join(f"{name} = {number(getattr(neuron, name))}" for name in names)
    return Question(
        f"{numbers}. What is w1·x1 + w2·x2 + b?",
        Number(activity.total, CLOSE),
        lambda guess: _missed(guess, neuron, activity),
    )


def _missed(guess: float | None, neuron: Neuron, activity: Activity) -> str:
    """The rule that a wrong sum missed."""
    mistakes = (
        (activity.total - neuron.b, "Add the bias too, whatever the inputs are."),
        (activity.total - 2 * neuron.b, "Add the bias with its own sign."),
        (neuron.w1 + neuron.w2 + neuron.b, "First multiply each weight by its input."),
        (neuron.x1 + neuron.x2 + neuron.b, "First multiply each input by its weight."),
        (-activity.total, "Check the signs."),
    )
    for wrong, rule in mistakes:
        if guess is not None and math.isclose(guess, wrong, abs_tol=CLOSE):
            return rule
    return "Multiply each input by its weight, add the products, and add the bias."


def about_the_output(neuron: Neuron, activity: Activity) -> Question:
    """What the activation makes of the sum."""
    name, note = neuron.activation.name, neuron.activation.choice.note
    rule = formula(neuron.activation)
    written = f" With x as the sum, it is {for_people(rule)}." if rule else ""
    return Question(
        f"The sum is {number(activity.total)}. What does {name} turn it into?",
        Number(activity.output, ROUGHLY),
        f"{name}: {note[:1].lower()}{note[1:]}{written}",
    )


def about_the_fit(fit: Fit) -> Question:
    """How many points are right."""
    return Question(
        f"How many of the {fit.score.count} points are on the correct side of the line?",
        Number(fit.score.right),
        "Orange circles belong on the orange side, blue squares on the blue side.",
    )


def about_the_step(examples: Examples, course: Course, step: int) -> Question | None:
    """The bias after the perceptron's step; None before the first."""
    index = looked_at(step, examples)
    if index is None:
        return None
    x1, x2, label = examples[index]
    w1, w2, before = (number(part) for part in course.parameters[step - 1].tolist())
    return Question(
        f"The perceptron has w = ({w1}, {w2}) and b = {before}, and looks at ({number(x1)}, "
        f"{number(x2)}) of class {label}. What is its bias afterwards?",
        Number(float(course.parameters[step, 2]), CLOSE),
        "A sum above 0 means class 1. If that is right, nothing changes. If it is wrong, the bias "
        "goes up by 1 for class 1 and down by 1 for class 0.",
    )


def about_the_network(right: int, count: int) -> Question:
    """How many points the network with a hidden layer has right."""
    return Question(
        f"How many of the {count} points does the network get right?",
        Number(right),
        "Look at the colour of the map behind each point: orange means class 1.",
    )
