"""The code of the view "Evaluation": the training, and then what is looked at of its answers."""

import math
from collections.abc import Callable

import torch

from core.networks.playground.attack import finite_differences, input_gradient, smallest_epsilon
from core.networks.playground.drawn import (
    draw_attack,
    draw_confusion,
    draw_fit,
    draw_reliability,
)
from core.networks.playground.evaluating import (
    ADVERSARIAL,
    CALIBRATION,
    Evaluating,
    cell_of,
    evaluating_headline,
    index_of,
)
from core.networks.playground.evaluation import FARTHEST, TRIES
from core.networks.playground.microscope import STEP
from core.networks.playground.training import Training, course_of, gone_through
from core.networks.playground.training_code import has_modes
from core.networks.playground.training_script import stacked, training_script
from core.playground.data import classes_of
from core.playground.features import features_code
from core.playground.losses import head_of
from core.playground.points import NUMBERS
from core.script import Script, SourceText, body, decide, parts, source
from core.training.evaluation import BINS


def evaluating_script(state: Training, evaluating: Evaluating) -> Script:
    """A script that trains the network, and evaluates it on the test points.

    Raises:
        ValueError: settings that do not go together, or a training that has diverged.
    """
    run = gone_through(course_of(state)).run
    evaluating_headline(run, evaluating)  # a reader's mistake is told here too
    if evaluating.measure == ADVERSARIAL:
        return _attack_script(state, index_of(evaluating, run), evaluating.epsilon)
    classes = classes_of(state.data)
    if evaluating.measure == CALIBRATION:
        shown = head_of(state.loss, classes).shown
        text = _body(show_calibration, several=classes > 2).replace("shown(", f"{shown.__name__}(")
        return _script(state, text, draw_reliability, *parts(shown), bins_in_all=BINS)
    if classes == NUMBERS:
        return _script(state, _body(show_fit), draw_fit)
    truth, answer = cell_of(evaluating, classes)
    constants = {"classes": classes, "cell_truth": truth, "cell_answer": answer}
    text = _body(show_confusion, several=classes > 2)
    return _script(state, text, draw_confusion, **constants)


def _body(function: Callable, **flags: bool) -> str:
    return decide(body(source(function)), flags)


def _script(state: Training, text: str, plot: Callable, *helpers: Callable, **more) -> Script:
    modes = ["model.eval()"] if has_modes(course_of(state)) else []
    return training_script(
        state, ["", *modes, *text.splitlines()], *helpers, title=TITLE, plot=plot, **more
    )


TITLE = "A network of the plane, trained by a plain loop and evaluated on its test points."


def _attack_script(state: Training, index: int, epsilon: float) -> Script:
    columns, _ = features_code(state.features)
    lines = "\n".join(f"    {line}" for line in stacked("return torch.stack", columns, "dim=1)"))
    features_at = SourceText(
        f'def features_at(x, y):\n    """What the network is given of points."""\n{lines}'
    )
    classes = classes_of(state.data)
    numbers = classes == NUMBERS
    flags = {"numbers": numbers, "classified": not numbers, "several": classes > 2}
    start = _body(take_point, **flags).removesuffix("return point, loss_at, answers_at")
    return _script(
        state,
        "\n\n".join([start.rstrip(), _body(show_attack, **flags)]),
        draw_attack,
        features_at,
        input_gradient,
        finite_differences,
        *([] if numbers else [smallest_epsilon]),
        index=index,
        epsilon=epsilon,
        h=STEP,
        **({} if numbers else {"farthest": FARTHEST, "tries": TRIES}),
    )


def show_confusion(model, features, labels, trained, several, classes, cell_truth, cell_answer):
    """The confusion matrix of the test points."""
    with torch.no_grad():
        outputs = model(features[trained:])
    if several:  # noqa: SIM108
        answers = outputs.argmax(1)
    else:
        answers = (outputs[:, 0] > 0).long()
    table = torch.zeros(classes, classes, dtype=torch.long)
    for label, answer in zip(labels[trained:], answers, strict=True):
        table[label, answer] += 1
    print(f"test accuracy = {table.diagonal().sum().item() / len(answers)}")
    print(f"class {cell_truth} answered as {cell_answer} = {table[cell_truth, cell_answer]}")
    right, there_are = table.diagonal().tolist(), table.sum(1).tolist()
    named = table.sum(0).tolist()
    if there_are[cell_truth]:
        print(f"recall of class {cell_truth} = {right[cell_truth] / there_are[cell_truth]}")
    if named[cell_answer]:
        print(f"precision of class {cell_answer} = {right[cell_answer] / named[cell_answer]}")


def show_fit(model, features, labels, trained):
    """How near the numbers are that the network gives."""
    with torch.no_grad():
        outputs = model(features[trained:])
    numbers = labels[trained:].double()
    errors = outputs[:, 0].double() - numbers
    total = (numbers - numbers.mean()).square().sum()
    print(f"R² = {(1 - errors.square().sum() / total).item()}")
    print(f"mean absolute error = {errors.abs().mean().item()}")


def show_calibration(model, features, labels, trained, several, bins_in_all, shown):
    """How well the confidence of the network foretells its accuracy."""
    with torch.no_grad():
        outputs = model(features[trained:]).double()
    if several:
        answers = outputs.argmax(1)
        confidences = shown(outputs).gather(1, answers[:, None])[:, 0]
    else:
        answers = (outputs[:, 0] > 0).long()
        share = shown(outputs)[:, 0]  # of class 1
        confidences = torch.where(answers == 1, share, 1 - share)
    right = (answers == labels[trained:]).double()
    print(f"test accuracy = {right.mean().item()}")
    print(f"mean confidence = {confidences.mean().item()}")

    error, bins = 0.0, []
    for index in range(bins_in_all):
        inside = confidences > index / bins_in_all
        inside &= confidences <= (index + 1) / bins_in_all
        if inside.any():
            confidence, share_right = confidences[inside].mean().item(), right[inside].mean().item()
            bins.append((inside.sum().item(), confidence, share_right))
            error += inside.sum().item() / len(right) * abs(share_right - confidence)
    print(f"expected calibration error = {error}")


def take_point(model, loss_function, features_at, x, y, truth, trained, index, numbers, several):
    """A test point, its loss and its answer, in double."""
    import copy

    # A test point, in double.
    network = copy.deepcopy(model).double()
    point = torch.stack([x, y], dim=1)[[trained + index]].double()
    target = truth[[trained + index]]
    target = target.double() if target.is_floating_point() else target

    def loss_at(point):
        return loss_function(network(features_at(*point.unbind(1))), target)

    def answers_at(points):
        outputs = network(features_at(*points.unbind(1)))
        if numbers:
            return outputs[:, 0]
        if several:
            return outputs.argmax(1)
        return (outputs[:, 0] > 0).long()

    return point, loss_at, answers_at


def show_attack(point, loss_at, answers_at, epsilon, h, farthest, tries, classified):
    """The fast gradient sign method on a test point."""
    # The step: each coordinate moves by epsilon, to where the loss rises.
    gradient = input_gradient(loss_at, point)
    moved = point + epsilon * gradient.sign()
    differences = finite_differences(loss_at, point, h)
    for coordinate, name in enumerate("xy"):
        print(f"gradient in {name} = {gradient[0, coordinate].item()}")
        print(f"finite difference in {name} = {differences[0, coordinate].item()}")
    print(f"loss = {loss_at(point).item()}")
    print(f"loss after the step = {loss_at(moved).item()}")
    print(f"answer = {answers_at(point).item()}")
    print(f"answer after the step = {answers_at(moved).item()}")
    if classified:
        smallest = smallest_epsilon(answers_at, point, gradient.sign(), farthest, tries)
        if not math.isnan(smallest):  # else no step changes the answer
            print(f"smallest epsilon = {smallest}")
