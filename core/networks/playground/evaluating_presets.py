"""The guide's steps of the view "Evaluation"."""

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.networks.playground.evaluating import ADVERSARIAL, CALIBRATION, CONFUSION
from core.networks.playground.state import EVALUATION, State
from core.networks.playground.training_presets import ADAM, FEW
from core.playground.data import DATA
from core.registry import Preset

HEART = FEW.replace(view=EVALUATION, measure=CALIBRATION)
SPIRAL = State(
    view=EVALUATION,
    measure=ADVERSARIAL,
    data="Spiral",
    hidden="8, 8",
    activation="ReLU",
    optimizer=TRAINING_OPTIMIZERS.pick("Adam", lr=0.02),
    loss="Cross-entropy",
    course="120",
)

EVALUATING_PRESETS = (
    Preset(
        "Which rings are confused",
        "Three neurons are too few for three rings. The inner ring, class 0, is always right. Most "
        "of the mistakes are points of the outer ring that are answered as the middle one.",
        State(
            view=EVALUATION,
            measure=CONFUSION,
            data=DATA.pick("Rings", classes=3),
            hidden="3",
            loss="Cross-entropy",
            optimizer=ADAM,
            course="20",
            cell_truth=2,
            cell_answer=1,
        ),
        question="Three rings and only three neurons. Which class is never answered wrong?",
        answers=("The inner ring", "The middle ring", "The outer ring"),
        right="The inner ring",
    ),
    Preset(
        "Sure, and wrong",
        "Its mean confidence is 99.6 %, but only 91.1 % of the test points are right. A network "
        "that has learned 50 noisy points by heart is overconfident.",
        HEART,
        question="The network is right on 91 % of the test points. How sure is it on average?",
        answers=("80.2 %", "91.1 %", "99.6 %"),
        right="99.6 %",
    ),
    Preset(
        "A penalty makes it modest",
        "With an L2 penalty as many points are right as before, but the mean confidence is 93.9 %, "
        "and the expected calibration error falls from 8.9 % to 4.3 %.",
        HEART.replace(l2=0.03),
        question="The same with an L2 penalty of 0.03. What becomes of the calibration error?",
        answers=("It is halved", "It stays the same", "It doubles"),
        right="It is halved",
    ),
    Preset(
        "A small step changes the answer",
        "Each coordinate moves by 0.5, to where the loss rises fastest, and the answer changes. "
        "0.18 would have been enough: the arms of the spiral are close together.",
        SPIRAL.replace(attacked=3),
        question="FGSM moves this point by 0.5 in x and in y. Does the answer change?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "No gradient, no direction",
        "Here the ReLU neurons that reach the output are all off, so the output is flat and the "
        "gradient is 0. FGSM has no direction: the point stays where it is, though another class "
        "is near.",
        SPIRAL.replace(attacked=1),
        question="How far does FGSM move this point, with an ε of 0.5?",
        answers=("0", "0.5 in x and in y"),
        right="0",
    ),
)
