"""The guide's steps of the view "Broadcasting"."""

from core.foundations.tensors.state import BROADCASTING, State
from core.registry import Preset


def _at(a: str, b: str, combination: str = "Add", **more: str) -> State:
    return State(view=BROADCASTING, shape_a=a, shape_b=b, combination=combination, **more)


BROADCASTING_PRESETS = (
    Preset(
        "A column and a row",
        "The column is stretched to the right and the row downwards, so every number of one meets "
        "every number of the other. Nothing is copied in memory.",
        _at("3, 1", "4"),
        question="A column (3, 1) plus a row (4,): what is the shape?",
        answers=("(3, 4)", "(4,)", "An error"),
        right="(3, 4)",
    ),
    Preset(
        "A bias for every column",
        "Aligned at the right, 3 meets 3, and the missing dimension is stretched to 4. This is how "
        "a layer adds its bias to every example of a batch.",
        _at("4, 3", "3"),
        question="4 examples of 3 numbers, plus 3 biases: does (4, 3) + (3,) fit?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "A number for every row",
        "Aligned at the right, 4 meets 3. PyTorch does not search for a dimension that would fit. "
        "Use the shape (4, 1) instead of (4,).",
        _at("4, 3", "4"),
        question="Now one number for each of the 4 rows: does (4, 3) + (4,) fit?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "A factor for every colour",
        "(3, 1, 1) lines up with the last three dimensions of (2, 3, 4, 4): one factor per colour, "
        "stretched over all pixels and pictures.",
        _at("2, 3, 4, 4", "3, 1, 1", "Multiply"),
        question="Pictures (2, 3, 4, 4), and a factor for each of the 3 colours: what shape must "
        "it have?",
        answers=("(3,)", "(3, 1)", "(3, 1, 1)"),
        right="(3, 1, 1)",
    ),
    Preset(
        "The silent mistake",
        "(4, 1) against (4,) compares every prediction with every target: 16 errors instead of 4. "
        "PyTorch only warns. A network trained this way learns the mean of all targets.",
        _at("4, 1", "4", "MSE loss"),
        question="Predictions (4, 1) and targets (4,), both 0, 1, 2, 3: what is the MSE loss?",
        answers=("0", "2.5"),
        right="2.5",
    ),
)
