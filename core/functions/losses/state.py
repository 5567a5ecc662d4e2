"""The losses page as data: what a reader can set, and the numbers on the screen."""

from collections.abc import Callable
from dataclasses import dataclass

from core.data import points
from core.data.points import Points
from core.functions.losses.classification import answer, two_classes
from core.functions.losses.curves import Curves, Scores, at_prediction, chosen
from core.functions.losses.fits import Outlier, outlier_fits
from core.functions.losses.log_softmax import large, limits
from core.functions.losses.mistakes import MISTAKES, compare
from core.functions.losses.surfaces import LossSurface, descent, problem
from core.registry import Options, Range, setting

CURVES, SURFACE, OUTLIER, CLASSIFICATION = VIEWS = (
    "Curves",
    "Surface",
    "Outlier",
    "Classification",
)
THREE_CLASSES, TWO_CLASSES, LARGE_LOGITS, COMMON_MISTAKES = (
    "Three classes",
    "Two classes",
    "Large logits",
    "Common mistakes",
)

Numbers = dict[str, float]


@dataclass(frozen=True)
class Lesson:
    """A topic of the classification view.

    Args:
        settings: what a reader can set for it, in this order.
        headline: its numbers, by the names under which the code prints them.
    """

    settings: tuple[str, ...]
    headline: Callable[["State"], Numbers]


def _of_three_classes(state: "State") -> Numbers:
    result = answer(state.logits, state.truth)
    vectors = {
        "p": result.probabilities,
        "gradient ": result.gradient,
        "p − y ": result.probabilities - result.target,
    }
    return {"CrossEntropyLoss": result.loss, "NLLLoss of log_softmax": result.nll} | {
        f"{name}{index}": value
        for name, vector in vectors.items()
        for index, value in enumerate(vector.tolist())
    }


def _of_two_classes(state: "State") -> Numbers:
    numbers = {}
    for name, (loss, gradient) in two_classes(state.logits[:2], state.yes).items():
        numbers[name] = loss
        numbers[f"{name}, gradient for z1"] = float(gradient[1])
    return numbers


def _of_large_logits(state: "State") -> Numbers:
    numbers = {}
    for (way, dtype), (loss, gradient) in large(state.size).items():
        numbers[f"{way} in {dtype}, loss"] = loss
        numbers[f"{way} in {dtype}, gradient"] = float(gradient[0])
    for (way, dtype, part), limit in limits().items():
        numbers[f"{way} in {dtype}, {part} breaks at"] = limit
    return numbers


def _of_mistake(state: "State") -> Numbers:
    numbers = {}
    courses = compare(state.mistake, state.logits, state.truth, state.logits_lr)
    for side, course in courses.items():
        numbers[f"{side}, loss"] = course.loss
        numbers[f"{side}, loss of a perfect answer"] = course.perfect
        for index, slope in enumerate(course.gradient.tolist()):
            numbers[f"{side}, gradient {index}"] = slope
        numbers[f"{side}, probability at the end"] = float(course.probability[-1])
    return numbers


LESSONS = {
    THREE_CLASSES: Lesson(("z0", "z1", "z2", "truth"), _of_three_classes),
    TWO_CLASSES: Lesson(("z0", "z1", "yes"), _of_two_classes),
    LARGE_LOGITS: Lesson(("size",), _of_large_logits),
    COMMON_MISTAKES: Lesson(("mistake", "z0", "z1", "z2", "truth", "logits_lr"), _of_mistake),
}


@dataclass(frozen=True)
class Classification(Scores):
    """What a reader can set about classification."""

    lesson: str = setting(Options(tuple(LESSONS), THREE_CLASSES))
    yes: int = setting(Options((0, 1), 1))
    size: int = setting(Range(0, 900, 50, 1))
    mistake: str = setting(Options(lambda: tuple(MISTAKES), next(iter(MISTAKES))))
    logits_lr: float = setting(
        Range(0.1, 5.0, 1.0, 0.1, note="Learning rate of gradient descent on the three logits.")
    )


@dataclass(frozen=True)
class State(Curves, Classification, LossSurface, Outlier):
    """Everything a reader can set on the losses page; each view has its settings from its own
    module.
    """

    view: str = setting(Options(VIEWS, CURVES))


def _of_curves(state: State) -> Numbers:
    names = [pick.name for pick in chosen(state)]
    curves = dict(zip(names, at_prediction(state), strict=True))
    return {name: float(curve.values) for name, curve in curves.items()} | {
        f"{name} gradient": float(curve.slopes) for name, curve in curves.items()
    }


def _of_surface(state: State) -> Numbers:
    task = problem(state)
    path = descent(task, state.start, state.lr, state.steps)
    gradient = dict(zip(task.parameters, path.gradient.tolist(), strict=True))
    end = dict(zip(task.parameters, path.points[-1].tolist(), strict=True))
    return {
        "loss": float(path.values[0]),
        **{f"gradient {name}": slope for name, slope in gradient.items()},
        **{f"{name} at the end": value for name, value in end.items()},
        "loss at the end": float(path.values[-1]),
    }


def _of_outlier(state: State) -> Numbers:
    numbers = {}
    for name, fit in outlier_fits(outlier_points(state), state.part(Outlier)).items():
        numbers |= {f"{name} w": fit.w, f"{name} b": fit.b, f"{name} value": fit.value}
    return numbers


def outlier_points(state: State) -> Points:
    """The points that the outlier joins: those of the straight line."""
    return points.read(state.line)


def _of_classification(state: State) -> Numbers:
    return LESSONS[state.lesson].headline(state)


HEADLINES = {
    CURVES: _of_curves,
    SURFACE: _of_surface,
    OUTLIER: _of_outlier,
    CLASSIFICATION: _of_classification,
}


def headline(state: State) -> Numbers:
    """The numbers of the view, by the names under which the code prints them."""
    return HEADLINES[state.view](state)
