"""Curvatures that are worth seeing."""

from core.networks.landscape.curvature import DIGITS
from core.networks.landscape.state import CURVATURE, State
from core.registry import Preset

OF_CURVATURES = (
    Preset(
        "Ten products instead of a matrix",
        "The Hessian of these 25 weights has 625 entries. Ten products with it are enough: after "
        "them Lanczos has its largest eigenvalue to seven digits.",
        State(view=CURVATURE),
        question="25 weights, 625 second derivatives. How many products with the Hessian give the "
        "largest curvature to seven digits?",
        answers=("10", "25", "625"),
        right="10",
    ),
    Preset(
        "No bowl at first",
        "Before the training 11 of the 25 curvatures are negative: in these directions the loss "
        "curves downwards. The weights lie on the slope of a saddle, not in a bowl.",
        State(view=CURVATURE, lanczos_steps=24),
        question="Before the training, is the loss shaped like a bowl?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "After the training",
        "500 steps later there are fewer negative curvatures, and they are tiny: the lowest is "
        "less than a hundredth of its size before.",
        State(view=CURVATURE, trained_for=500, lanczos_steps=24),
        question="Training ends near a minimum. What has become of the negative curvatures?",
        answers=("They grew", "Almost nothing is left"),
        right="Almost nothing is left",
    ),
    Preset(
        "A few large, the rest near 0",
        "Of 7,690 curvatures most are close to 0, and a few stand far out. The largest decides "
        "how large a step may be: that is what the view Edge of stability is about.",
        State(view=CURVATURE, problem=DIGITS, trained_for=200, lanczos_steps=24),
        question="A network has 7,690 curvatures. How are they spread?",
        answers=("Evenly", "A few large, most near 0"),
        right="A few large, most near 0",
    ),
)
