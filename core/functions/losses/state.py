"""The losses page as data: what a reader can set, the presets, the numbers on the screen, the code
for them.
"""

from dataclasses import dataclass

from core.catalogue.losses import KINDS, LOSSES
from core.functions.losses.classification import answer, two_classes
from core.functions.losses.curves import Curves, Scores, chosen, probed
from core.functions.losses.fits import outlier_fits
from core.functions.losses.log_softmax import large, limits
from core.functions.losses.mistakes import MISTAKES, compare
from core.functions.losses.surfaces import Landscape, descent, problem
from core.registry import Options, Pick, Preset, Range, setting

VIEWS = ("curves", "surface", "classes")
LESSONS = ("three classes", "two classes", "large logits", "common mistakes")


@dataclass(frozen=True)
class Classes(Scores):
    """What a reader can set about classification."""

    lesson: str = setting(Options(LESSONS, LESSONS[0]))
    yes: int = setting(Options((0, 1), 1))
    size: int = setting(Range(0, 900, 50, 1))
    mistake: str = setting(Options(tuple(MISTAKES), next(iter(MISTAKES))))
    pace: float = setting(
        Range(0.1, 5.0, 1.0, 0.1, note="Learning rate of the descent on the three logits.")
    )


@dataclass(frozen=True)
class State(Curves, Classes, Landscape):
    """Everything a reader can set on the losses page; each view has its settings from its own
    module.
    """

    view: str = setting(Options(VIEWS, VIEWS[0]))


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the code prints them."""
    return {"curves": _of_curves, "surface": _of_surface, "classes": _of_classes}[state.view](state)


def _of_curves(state: State) -> dict[str, float]:
    parts = [(pick.name, one) for pick, one in zip(chosen(state), probed(state), strict=True)]
    return {name: float(one.values) for name, one in parts} | {
        f"{name} gradient": float(one.slopes) for name, one in parts
    }


def _of_surface(state: State) -> dict[str, float]:
    if state.model == "outlier":
        fits = outlier_fits(state.line, (state.outlier_x, state.outlier_y), state.delta)
        return {
            f"{name} {what}": getattr(fit, what)
            for name, fit in fits.items()
            for what in ("w", "b", "value")
        }
    one = problem(state)
    way, (first, second) = descent(one, (state.w, state.b), state.rate, state.steps), one.names
    slopes, end = way.gradient.tolist(), way.points[-1].tolist()
    return {
        "loss": float(way.values[0]),
        f"gradient {first}": slopes[0],
        f"gradient {second}": slopes[1],
        f"{first} at the end": end[0],
        f"{second} at the end": end[1],
        "loss at the end": float(way.values[-1]),
    }


def _of_classes(state: State) -> dict[str, float]:
    return {
        "three classes": _of_three,
        "two classes": _of_two,
        "large logits": _of_large,
        "common mistakes": _of_mistake,
    }[state.lesson](state)


def _of_three(state: State) -> dict[str, float]:
    found = answer(state.logits, state.truth)
    vectors = {
        "p": found.probabilities,
        "gradient ": found.gradient,
        "p − y ": found.probabilities - found.target,
    }
    return {"CrossEntropyLoss": found.loss, "NLLLoss of log_softmax": found.nll} | {
        f"{name}{place}": value
        for name, vector in vectors.items()
        for place, value in enumerate(vector.tolist())
    }


def _of_two(state: State) -> dict[str, float]:
    return {
        text: value
        for name, (loss, slopes) in two_classes(state.logits[:2], state.yes).items()
        for text, value in ((name, loss), (f"{name}, gradient by z1", float(slopes[1])))
    }


def _of_large(state: State) -> dict[str, float]:
    shown = {}
    for (way, dtype), (loss, gradient) in large(state.size).items():
        shown |= {
            f"{way} in {dtype}, loss": loss,
            f"{way} in {dtype}, gradient": float(gradient[0]),
        }
    return shown | {
        f"{way} in {dtype}, {part} breaks at": limit
        for (way, dtype, part), limit in limits().items()
    }


def _of_mistake(state: State) -> dict[str, float]:
    shown = {}
    for side, course in compare(state.mistake, state.logits, state.truth, state.pace).items():
        shown |= {
            f"{side}, loss": course.loss,
            f"{side}, loss of the perfect answer": course.perfect,
        }
        shown |= {
            f"{side}, gradient {place}": slope
            for place, slope in enumerate(course.gradient.tolist())
        }
        shown |= {f"{side}, probability at the end": float(course.probability[-1])}
    return shown


def _picks(*names: str, **arguments) -> tuple[Pick, ...]:
    """Losses by name; `arguments` holds those of a loss under its name."""
    return tuple(LOSSES.pick(name, **arguments.get(name, {})) for name in names)


def _mistaken(name: str, notice: str, **settings) -> Preset:
    return Preset(
        name[0].upper() + name[1:],
        notice,
        State(view="classes", lesson="common mistakes", mistake=name, **settings),
    )


SEPARABLE = "-4,0;-3,0;-2,0;-1.2,0;0.8,1;1.5,1;2.5,1;4,1"

PRESETS = (
    Preset(
        "Three ways to count an error",
        "Twice the error costs four times as much in MSELoss, twice in L1Loss. "
        "HuberLoss is the one near the target and the other far away.",
        State(number=_picks("MSELoss", "L1Loss", "HuberLoss"), x=3.0, y=1.0),
    ),
    Preset(
        "A share as the target",
        "KLDivLoss is 0 at the target and cross-entropy is not; their gradients are the same.",
        State(kind=KINDS[2], t=0.7, p=0.4),
    ),
    Preset(
        "Label smoothing",
        "Spread 10 % of the target over all classes, and being surer costs again: the minimum "
        "is no longer at infinity.",
        State(
            kind=KINDS[3],
            z0=4.0,
            z1=0.0,
            z2=0.0,
            scores=_picks("CrossEntropyLoss", CrossEntropyLoss={"label_smoothing": 0.1}),
        ),
    ),
    Preset(
        "A line on seven points",
        "Each place of the surface is a line. The arrow is where autograd points; the "
        "path runs down the steep side first and then along the valley.",
        State(view="surface"),
    ),
    Preset(
        "A step too long",
        "The loss is a bowl, steep along w: at this learning rate each step lands higher on "
        "the other side.",
        State(view="surface", w=0.3, b=-3.0, rate=0.26, steps=18),
    ),
    Preset(
        "Apart for good",
        "Classes that a line divides without fault have no best line: the loss falls on and on as "
        "w grows.",
        State(
            view="surface",
            model="two classes",
            classes=SEPARABLE,
            w=-1.0,
            b=2.0,
            rate=0.5,
            steps=200,
        ),
    ),
    Preset(
        "MSELoss of a sigmoid",
        "A start that is sure and wrong lies on a plain, and 60 steps do not lead off it. "
        "With BCEWithLogitsLoss five are enough.",
        State(
            view="surface",
            model="two classes",
            link="MSELoss of the sigmoid",
            w=-3.0,
            b=-1.0,
            rate=1.0,
            steps=60,
        ),
    ),
    Preset(
        "Two valleys and a saddle",
        "Both weights with the other sign make the same network: two minima, and in "
        "between a saddle that slows the descent.",
        State(view="surface", model="network", w=-0.2, b=0.4, rate=0.1, steps=60),
    ),
    Preset(
        "An outlier",
        "Move the one odd point: MSELoss runs after it, L1Loss and HuberLoss hardly mind.",
        State(view="surface", model="outlier"),
    ),
    Preset(
        "The gradient is p − y",
        "Push each logit by the gap between the probability and the truth: no more is left "
        "of softmax and logarithm.",
        State(view="classes"),
    ),
    Preset(
        "Where the logarithm breaks",
        "At a logit of 60 in float32 the formula as it stands gives the right loss, "
        "but a gradient of 0: nothing would be learned.",
        State(view="classes", lesson="large logits", size=60),
    ),
    _mistaken(
        "softmax before CrossEntropyLoss",
        "Sure and wrong, and the gradient is 300 times too small. And even a "
        "perfect answer costs 0.55.",
        z0=-3.0,
        z1=3.0,
        z2=0.0,
    ),
    _mistaken(
        "sigmoid before BCEWithLogitsLoss",
        "It learns, but slowly, and its loss never falls below 0.57.",
        z0=-2.0,
        z1=2.0,
        z2=0.0,
    ),
    _mistaken(
        "ReLU on the last layer",
        "The true class has a logit below zero: its gradient is 0, and it stays there.",
        z0=-2.0,
        z1=2.0,
        z2=-1.0,
    ),
    _mistaken(
        "MSELoss on classes",
        "Sure and wrong: the squared error is near its largest, and its gradient nearly 0.",
        z0=-3.0,
        z1=3.0,
        z2=0.0,
    ),
)
