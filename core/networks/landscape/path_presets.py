"""Training paths that are worth seeing."""

from core.networks.landscape.state import PATH, State
from core.networks.landscape.subject import OWN
from core.registry import Preset

OF_PATHS = (
    Preset(
        "Two directions of 6,634",
        "The path goes through 6,634 dimensions, and one plane holds over 98 % of its variance. "
        "Impressive? For a random walk it would be 76 %.",
        State(view=PATH),
        question="How much of the variance of a random walk in thousands of dimensions can lie in "
        "a plane?",
        answers=("Hardly any", "About a quarter", "About three quarters"),
        right="About three quarters",
    ),
    Preset(
        "The path is not on the plane",
        "The path lies on the plane only at its end. Everywhere else it is off the plane: at the "
        "start the true loss is 0.17 higher than the one that is drawn.",
        State(view=PATH, look="Map"),
        question="Is the loss along the drawn path the loss that the training really had?",
        answers=("Yes", "Only at the end"),
        right="Only at the end",
    ),
    Preset(
        "More like a random walk",
        "With large steps on small batches the path wanders. The plane holds only 87 % of its "
        "variance, not so far from the 76 % of a random walk.",
        State(view=PATH, optimizer="SGD", path_rate=1.0, batch=20, path_steps=200, look="Map"),
        question="Large steps on batches of 20: does the plane hold more of the path, or less?",
        answers=("More", "Less"),
        right="Less",
    ),
    Preset(
        "A network trained on all of MNIST",
        "The 101,770 weights and biases of this network were kept nine times on its way. The plane "
        "holds 88 % of their variance, a random walk of nine points has 78 %. At the start the "
        "true loss is 2.31; on the plane it would be 1.25.",
        State(view=PATH, path_network="MLP 784-128-10", look="Map"),
        question="Its path begins off the plane. Is the true loss there higher or lower than the "
        "one that is drawn?",
        answers=("Higher", "Lower"),
        right="Higher",
    ),
    Preset(
        "Your own network’s path",
        "This is the first network of the page Playground on its way through 40 epochs. Over 98 % "
        "of the variance lies in one direction, so it goes nearly straight: the second axis is "
        "much finer than the first. Paste the address of your own playground to see its path.",
        State(view=PATH, path_network=OWN),
        question="A small network learns for 40 epochs. Does it wander through its 25 dimensions, "
        "or go nearly straight?",
        answers=("It wanders", "Nearly straight"),
        right="Nearly straight",
    ),
)
