"""States of the losses page that are worth seeing."""

from typing import Any

from core.catalogue.losses import LOSSES
from core.catalogue.predictions import PROBABILITY, SCORES
from core.functions.losses.state import (
    CLASSIFICATION,
    COMMON_MISTAKES,
    LARGE_LOGITS,
    OUTLIER,
    SURFACE,
    State,
)
from core.registry import Preset

SEPARABLE = "-4,0;-3,0;-2,0;-1.2,0;0.8,1;1.5,1;2.5,1;4,1"


def _mistake(
    name: str, notice: str, question: str, answers: tuple[str, ...], right: str, **settings: Any
) -> Preset:
    state = State(view=CLASSIFICATION, lesson=COMMON_MISTAKES, mistake=name, **settings)
    return Preset(name, notice, state, question, answers, right)


PRESETS = (
    Preset(
        "Three ways to measure an error",
        "Twice the error costs four times as much in MSELoss, twice as much in L1Loss. "
        "HuberLoss behaves like MSELoss near the target and like L1Loss far away.",
        State(x=3.0, y=1.0),
        question="Twice the error: how much more does MSELoss cost?",
        answers=("2 times", "4 times", "8 times"),
        right="4 times",
    ),
    Preset(
        "A soft target",
        "At the target KLDivLoss is 0 and cross-entropy is not, but their gradients are the same.",
        State(kind=PROBABILITY.words, t=0.7, p=0.4),
        question="Where the prediction equals the target, is cross-entropy 0?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Label smoothing",
        "Spread 40 % of the target over all classes, and too much confidence costs again: the "
        "loss is lowest at a score of 1.7 and rises beyond. Without smoothing it falls for ever.",
        State(
            kind=SCORES.words,
            z0=5.0,
            z1=0.0,
            z2=0.0,
            scores=(LOSSES.pick("CrossEntropyLoss", label_smoothing=0.4),),
        ),
        question="Can a network be too sure of the right answer?",
    ),
    Preset(
        "A line through seven points",
        "Each point of the surface is a line. The arrow points against the gradient. The path "
        "runs down the steep side first and then along the valley.",
        State(view=SURFACE),
        question="Where does gradient descent go first?",
        answers=("Along the valley", "Down the steep side"),
        right="Down the steep side",
    ),
    Preset(
        "Too large a learning rate",
        "The loss is a bowl, steep along w: at this learning rate each step lands higher on "
        "the other side.",
        State(view=SURFACE, w=0.3, b=0.95, lr=0.26, steps=18),
        question="What happens when the learning rate is too large?",
    ),
    Preset(
        "Perfectly separable",
        "Classes that a line separates without error have no best line: the loss keeps falling as "
        "w grows.",
        State(
            view=SURFACE,
            model="Two classes",
            classes=SEPARABLE,
            w=-1.0,
            b=2.0,
            lr=0.5,
            steps=200,
        ),
        question="Where is the best line between classes that a line separates?",
        answers=("In the middle", "There is none"),
        right="There is none",
    ),
    Preset(
        "MSELoss of a sigmoid",
        "A confidently wrong start lies on a plateau, and 60 steps are not enough to leave it. "
        "With BCEWithLogitsLoss five steps are enough.",
        State(
            view=SURFACE,
            model="Two classes",
            class_loss="MSELoss of the sigmoid",
            w=-3.0,
            b=-1.0,
            lr=1.0,
            steps=60,
        ),
        question="Confidently wrong, with MSELoss: how fast does it learn?",
        answers=("Fast: the error is large", "Hardly at all"),
        right="Hardly at all",
    ),
    Preset(
        "Two valleys and a saddle",
        "Flip the sign of both weights and the network stays the same. So there are two minima, "
        "and between them a saddle: the descent lingers there for 25 steps before it finds the way "
        "down.",
        State(view=SURFACE, model="Network", w=-1.45, b=2.9, lr=0.03, steps=120),
        question="How many minima does a network of two weights have here?",
        answers=("One", "Two", "Four"),
        right="Two",
    ),
    Preset(
        "An outlier",
        "Move the outlier up to y = 3: MSELoss follows it, while L1Loss and HuberLoss stay where "
        "they are.",
        State(view=OUTLIER),
        question="Which loss chases the outlier?",
        answers=("MSELoss", "L1Loss", "HuberLoss"),
        right="MSELoss",
    ),
    Preset(
        "The gradient is p − y",
        "The gradient pushes each logit by the gap between probability and target. That is all "
        "that remains of softmax and logarithm.",
        State(view=CLASSIFICATION),
        question="What is left of softmax and logarithm in the gradient?",
        answers=("p − y", "log p", "1 / p"),
        right="p − y",
    ),
    Preset(
        "Where the logarithm breaks",
        "At a logit of 60 in float32 the formula still gives the right loss, "
        "but a gradient of 0: the network would learn nothing.",
        State(view=CLASSIFICATION, lesson=LARGE_LOGITS, size=60),
        question="A logit of 60 in float32: what breaks, the loss or its gradient?",
        answers=("The loss", "The gradient"),
        right="The gradient",
    ),
    _mistake(
        "Softmax before CrossEntropyLoss",
        "Confidently wrong, yet the true class's gradient is 300 times too small. And even a "
        "perfect answer costs 0.55.",
        z0=-3.0,
        z1=3.0,
        z2=0.0,
        question="Softmax twice: what does a perfect answer cost?",
        answers=("0", "0.55", "2.3"),
        right="0.55",
    ),
    _mistake(
        "Sigmoid before BCEWithLogitsLoss",
        "It learns, but slowly, and its loss never falls below 0.57.",
        z0=-2.0,
        z1=2.0,
        z2=0.0,
        question="Sigmoid twice: how low can the loss get?",
        answers=("0", "0.57", "0.69"),
        right="0.57",
    ),
    _mistake(
        "ReLU on the last layer",
        "The true class has a logit below zero: its gradient is 0, so the logit stays there.",
        z0=-2.0,
        z1=2.0,
        z2=-1.0,
        question="A logit below zero, behind a ReLU: how does it come back?",
        answers=("It does not", "Slowly"),
        right="It does not",
    ),
    _mistake(
        "MSELoss on classes",
        "Confidently wrong: the squared error is near its largest, and its gradient nearly 0.",
        z0=-3.0,
        z1=3.0,
        z2=0.0,
        question="Confidently wrong, with a squared error: how large is the gradient?",
        answers=("Large", "Nearly 0"),
        right="Nearly 0",
    ),
)
