"""The guide's steps of the view "Puzzles"."""

from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.state import PUZZLING, State
from core.registry import Preset

PUZZLES_PRESETS = (
    Preset(
        "The first puzzle",
        "No loop, one expression: that is how code for PyTorch is written, and why it is fast. "
        "The hints go from vague to plain.",
        State(view=PUZZLING),
        question="Can you make a table of sums in one expression?",
    ),
    Preset(
        "An answer that is nearly right",
        "Without `keepdim` the sums are a row, (2,), and it does not fit under (2, 3). With as "
        "many rows as columns it would: each sum would silently divide a column.",
        State(
            view=PUZZLING,
            puzzle=PUZZLES.pick("Rows that add up to 1", answer="x / x.sum(dim=1)"),
        ),
        question="x / x.sum(dim=1): does it make every row of x add up to 1?",
        answers=("Yes", "No"),
        right="No",
    ),
)
