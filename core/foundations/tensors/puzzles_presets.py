"""The guide's steps of the view "Puzzles"."""

from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.state import PUZZLING, State
from core.registry import Preset

PUZZLES_PRESETS = (
    Preset(
        "The first puzzle",
        "One expression and no loop: that is how PyTorch code is written, and why it is fast. Each "
        "hint tells you a little more.",
        State(view=PUZZLING),
        question="Can you make a table of sums in one expression?",
    ),
    Preset(
        "An answer that is nearly right",
        "Without `keepdim` the sums have the shape (2,), which does not fit (2, 3). On a square x "
        "it would fit, and silently divide columns by the sums of rows.",
        State(
            view=PUZZLING,
            puzzle=PUZZLES.pick("Rows that add up to 1", answer="x / x.sum(dim=1)"),
        ),
        question="x / x.sum(dim=1): does it make every row of x add up to 1?",
        answers=("Yes", "No"),
        right="No",
    ),
)
