"""What is to be seen now where a neuron learns, in a sentence or two with its numbers."""

from collections.abc import Mapping

from core.foundations.neuron.examples import Examples
from core.foundations.neuron.fitting import Fit
from core.foundations.neuron.hidden import Lesson
from core.foundations.neuron.rules import DESCENT, PERCEPTRON, Course, looked_at
from core.plots.numbers import number, short
from core.plots.words import counted

DIVERGED = 100.0
"""A loss above this comes of weights that run away."""


def fit_sentence(fit: Fit) -> str:
    """How many points the line has right, and how many any line could."""
    score = fit.score
    text = (
        f"**{score.right} of {score.count}** points are on the correct side of the line, with a "
        f"loss of **{short(score.loss)}**. "
    )
    if score.right == fit.best:
        return text + "No line can do better. The loss falls as the neuron becomes more certain."
    return text + f"The best line gets {fit.best} right. Move yours."


def rules_sentence(courses: Mapping[str, Course], step: int, count: int) -> str:
    """How far both rules have come."""
    first, second = (int(courses[rule].right[step]) for rule in (PERCEPTRON, DESCENT))
    loss = short(float(courses[DESCENT].losses[step]))
    return (
        f"After {counted(step, 'step')}, the perceptron gets **{first} of {count}** points right "
        f"and gradient descent **{second}**, with a loss of {loss}."
    )


def perceptron_step(examples: Examples, course: Course, step: int) -> str:
    """What the perceptron did in a step."""
    index = looked_at(step, examples)
    if index is None:
        return f"Starts with {_parameters(course, 0)}."
    x1, x2, label = examples[index]
    w1, w2, b = course.parameters[step - 1].tolist()
    total = w1 * x1 + w2 * x2 + b
    seen = (
        f"Looks at ({number(x1)}, {number(x2)}) of class {label}: the sum is {short(total)}, so it "
        f"answers {int(total > 0)}."
    )
    if (total > 0) == label:
        return f"{seen} Right: nothing changes."
    verb, bias = "adds the point to w", "1 to b"
    if not label:
        verb, bias = "subtracts the point from w", "1 from b"
    return f"{seen} Wrong: it {verb}, and {bias}. Now {_parameters(course, step)}."


def descent_step(course: Course, step: int, lr: float) -> str:
    """What gradient descent did in a step."""
    if not step:
        return f"Starts with {_parameters(course, 0)}."
    slopes = ", ".join(short(-change / lr) for change in course.changes[step - 1].tolist())
    return (
        f"The gradient over all points is ({slopes}). It subtracts {short(lr)} times that. Now "
        f"{_parameters(course, step)}."
    )


def _parameters(course: Course, step: int) -> str:
    w1, w2, b = (short(part) for part in course.parameters[step].tolist())
    return f"w = ({w1}, {w2}), b = {b}"


def hidden_sentence(lesson: Lesson, epoch: int, count: int, best: int) -> str:
    """How many points the network has right, and how many a single neuron could."""
    if float(lesson.losses[epoch]) > DIVERGED:
        return "The learning rate is too large: the weights diverge. Lower it under More."
    right, loss = int(lesson.right[epoch]), short(float(lesson.losses[epoch]))
    alone = "A single neuron can get all of them right too."
    if best < count:
        alone = f"A single neuron gets at most {best}."
    return (
        f"After {counted(epoch, 'epoch')}, two hidden neurons and an output neuron get "
        f"**{right} of {count}** points right, with a loss of **{loss}**. {alone}"
    )
