"""The settings of the view "Evaluation", and the numbers that it shows."""

import math
from dataclasses import dataclass

from torch import Tensor

from core.networks.playground.evaluation import (
    Attack,
    Evaluation,
    attack,
    calibrated,
    confusion,
    evaluate,
    has_crossing,
    in_cell,
    r_squared,
)
from core.networks.playground.stepping import MOST_POINTS
from core.playground.points import MOST_CLASSES, NUMBERS
from core.playground.run import Run
from core.registry import Config, Options, Range, setting

CONFUSION, CALIBRATION, ADVERSARIAL = MEASURES = (
    "Confusion matrix",
    "Calibration",
    "Adversarial example",
)


@dataclass(frozen=True)
class Evaluating(Config):
    """What is looked at of the network's answers to the test points.

    Args:
        cell_truth, cell_answer: the cell of the confusion matrix whose points are marked, by its
            classes; beyond the last they mean the last.
        attacked: the point that is moved, by its number among the test points; likewise.
        epsilon: how far it is moved in x and in y.
    """

    measure: str = setting(Options(MEASURES, CONFUSION, "What is evaluated."))
    cell_truth: int = setting(Range(0, MOST_CLASSES - 1, 1, 1, names=True))
    cell_answer: int = setting(Range(0, MOST_CLASSES - 1, 0, 1, names=True))
    attacked: int = setting(Range(1, MOST_POINTS, 1, 1, names=True))
    epsilon: float = setting(
        Range(0.0, 3.0, 0.5, 0.01, note="How far the point moves in x and in y.")
    )


def cell_of(state: Evaluating, classes: int) -> tuple[int, int]:
    """The cell that is chosen: its row and its column."""
    return min(state.cell_truth, classes - 1), min(state.cell_answer, classes - 1)


def index_of(state: Evaluating, run: Run) -> int:
    """The index of the attacked point among the test points."""
    return min(state.attacked, len(run.test.x)) - 1


def attack_of(state: Evaluating, run: Run) -> Attack:
    """The attack that is set."""
    return attack(run, index_of(state, run), state.epsilon)


def evaluating_headline(run: Run, state: Evaluating) -> dict[str, float]:
    """The numbers of what is chosen, by the names under which the script prints them."""
    if state.measure == ADVERSARIAL:
        return _of_attack(attack_of(state, run))
    shown = evaluate(run)
    if state.measure == CALIBRATION:
        return _of_calibration(shown)
    return _of_numbers(shown) if shown.classes == NUMBERS else _of_confusion(shown, state)


def _of_confusion(shown: Evaluation, state: Evaluating) -> dict[str, float]:
    truth, answer = cell_of(state, shown.classes)
    numbers = {
        "test accuracy": shown.accuracy,
        f"class {truth} answered as {answer}": len(in_cell(shown, truth, answer)),
        f"recall of class {truth}": recalls(shown)[truth],
        f"precision of class {answer}": precisions(shown)[answer],
    }
    return {name: value for name, value in numbers.items() if not math.isnan(value)}


def recalls(shown: Evaluation) -> list[float]:
    """Of each class the share of its points that is answered right; nan where it has none."""
    return _shares(confusion(shown).diagonal(), confusion(shown).sum(1))


def precisions(shown: Evaluation) -> list[float]:
    """Of each class the share of the points answered so that is right; nan where there are none."""
    return _shares(confusion(shown).diagonal(), confusion(shown).sum(0))


def _shares(right: Tensor, whole: Tensor) -> list[float]:
    return (right.double() / whole.double()).tolist()


def _of_numbers(shown: Evaluation) -> dict[str, float]:
    errors = shown.outputs[:, 0] - shown.targets.double()
    return {"R²": r_squared(shown), "mean absolute error": float(errors.abs().mean())}


def _of_calibration(shown: Evaluation) -> dict[str, float]:
    result = calibrated(shown)
    return {
        "test accuracy": shown.accuracy,
        "mean confidence": result.confidence,
        "expected calibration error": result.error,
    }


def _of_attack(result: Attack) -> dict[str, float]:
    (slope_x, slope_y), (check_x, check_y) = result.gradient.tolist(), result.differences.tolist()
    return {
        "loss": result.loss,
        "gradient in x": slope_x,
        "gradient in y": slope_y,
        "finite difference in x": check_x,
        "finite difference in y": check_y,
        "answer": result.before,
        "loss after the step": result.loss_after,
        "answer after the step": result.after,
    } | ({"smallest epsilon": result.smallest} if has_crossing(result) else {})
