"""Trainings worth seeing: the first steps of the playground's guide."""

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.networks.playground.state import State
from core.networks.playground.training import ENTROPY
from core.playground.course import Segment, write_course
from core.playground.data import DATA
from core.playground.features import FEATURES
from core.playground.settings import Settings
from core.registry import Preset

XY, SQUARES = (
    tuple(map(FEATURES.pick, names)) for names in (("xy",), ("x²", "y²"))
)  # no other way for the network to see the plane
FAST = TRAINING_OPTIMIZERS.pick("SGD", lr=1.0, momentum=0.0)
SLOW = TRAINING_OPTIMIZERS.pick("SGD", lr=0.03, momentum=0.0)
WILD = TRAINING_OPTIMIZERS.pick("SGD", lr=10.0, momentum=0.9)
ADAM = TRAINING_OPTIMIZERS.pick("Adam", lr=0.03)

FEW = State(
    data="Gauss",
    noise=50,
    train_share=10,
    hidden="8, 8",
    optimizer=ADAM,
    loss="Cross-entropy",
    course="200",
)
NOISY = State(noise=20, hidden="8", activation="ReLU", loss="Cross-entropy", batch_size=5)
FAST_FIRST = NOISY.replace(optimizer=FAST).part(Settings)
SLOW_THEN = NOISY.replace(optimizer=SLOW).part(Settings)
TWO_RATES = write_course((Segment(FAST_FIRST, 15), Segment(SLOW_THEN, 15)))
"""As the page itself writes it: else it would not know the guide's step again."""

FIRST = (
    Preset(
        "A circle",
        "Each neuron of the first layer divides the plane along a line, and the second layer "
        "joins these lines into a closed shape. After 40 epochs 99.2 % of the test points are "
        "right.",
        State(),
        question="Can a network with six hidden neurons tell a disc from the ring around it?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "No hidden layer",
        "Without a hidden layer the boundary is a straight line, and no line separates a disc "
        "from the ring around it. Only 56 % of the test points are right.",
        State(hidden=""),
        question="How many test points are right without any hidden layer?",
        answers=("56 %", "80 %", "99 %"),
        right="56 %",
    ),
    Preset(
        "Better features",
        "x² + y² is the squared distance from the centre, so two weights and a bias are enough: "
        "every point is right. Good features save neurons.",
        State(hidden="", features=SQUARES),
        question="Still no hidden layer, but the network is given x² and y². Is that enough?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "XOR from a product",
        "xy is positive exactly where x and y have the same sign. With this one feature XOR needs "
        "no hidden layer.",
        State(data="XOR", hidden="", features=XY, course="20"),
        question="Which single feature solves XOR?",
        answers=("x²", "xy", "sin x"),
        right="xy",
    ),
    Preset(
        "Three ReLU neurons",
        "Each thin line shows where the sum of a ReLU neuron is 0. The boundary can bend only "
        "there, so three neurons make a triangle with cut corners.",
        State(hidden="3", activation="ReLU", optimizer=ADAM, loss="Cross-entropy"),
        question="How many ReLU neurons does a closed boundary need?",
        answers=("1", "2", "3"),
        right="3",
    ),
    Preset(
        "The spiral",
        "Two layers of eight ReLU neurons follow both arms: after 120 epochs 96.8 % of the test "
        "points are right. Press Reset and then Train to watch it happen.",
        State(
            data="Spiral",
            hidden="8, 8",
            activation="ReLU",
            optimizer=TRAINING_OPTIMIZERS.pick("Adam", lr=0.02),
            loss="Cross-entropy",
            course="120",
        ),
        question="Are two layers of eight neurons enough for the spiral?",
        answers=("Yes", "No"),
        right="Yes",
    ),
)

OF_STEPS = (
    Preset(
        "Too large a step",
        "With a learning rate of 1 most neurons end up where tanh is flat. The gradient is close "
        "to 0 there, so they hardly learn any more. After 40 epochs the training loss is 0.68; "
        "with a learning rate of 0.03 it is 0.03.",
        State(optimizer=FAST),
        question="The circle again, with a learning rate of 1 instead of 0.03. Does the network "
        "learn it sooner?",
        answers=("Sooner", "Not at all"),
        right="Not at all",
    ),
    Preset(
        "Diverged",
        "Each step overshoots further than the last. At step 15 the loss is no longer a finite "
        "number, and then the output is NaN everywhere. Only Reset helps.",
        State(data="Plane", activation="ReLU", optimizer=WILD, course="5"),
        question="A learning rate of 10, with momentum: after how many steps is the loss no "
        "longer a finite number?",
        answers=("15", "150", "1,500"),
        right="15",
    ),
    Preset(
        "Slower at the end",
        "15 epochs with a learning rate of 1, then 15 with 0.03. Both losses end lower than with "
        "1 all the way. Move the slider back to an epoch, and go on from there with another "
        "learning rate.",
        NOISY.replace(optimizer=SLOW, course=TWO_RATES),
        question="Does it help to take smaller steps at the end?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Learned by heart",
        "After 200 epochs all 50 training points are right, but the test loss is far higher than "
        "the training loss. This is overfitting: the network has learned the noise.",
        FEW,
        question="The network gets all of its 50 noisy training points right. How does the test "
        "loss compare with the training loss?",
        answers=("As low", "Far higher"),
        right="Far higher",
    ),
    Preset(
        "Weights that cost something",
        "The L2 penalty keeps the weights small and the boundary smooth. One of the 50 training "
        "points is now wrong, but the test loss is 0.21 instead of 0.86.",
        FEW.replace(l2=0.03),
        question="What does an L2 penalty of 0.03 do to the test loss?",
        answers=("Lower", "The same", "Higher"),
        right="Lower",
    ),
)

OF_OUTPUTS = (
    Preset(
        "Five classes",
        "The network has five outputs, and gives a probability for each class. The entropy shows "
        "where it is unsure: along the boundaries, and most of all where several classes meet.",
        State(
            data=DATA.pick("Pinwheel", classes=5),
            noise=10,
            hidden="8",
            optimizer=ADAM,
            loss="Cross-entropy",
            map=ENTROPY,
        ),
        question="Where is a network with five classes unsure?",
        answers=("Far outside", "Where classes meet"),
        right="Where classes meet",
    ),
    Preset(
        "A number, not a class",
        "Twelve neurons learn six bumps that point up and down by turns. This is regression: the "
        "output is a number, so there is a loss but no accuracy.",
        State(
            data="Multi-Gauss",
            hidden="8, 4",
            optimizer=TRAINING_OPTIMIZERS.pick("Adam", lr=0.01),
            course="60",
        ),
        question="What if each point has a number instead of a class?",
    ),
)

TRAINING_PRESETS = FIRST + OF_STEPS + OF_OUTPUTS
