"""The guide's steps of the view "Memory"."""

from core.foundations.tensors.state import MEMORY, State
from core.registry import Preset


def _at(chain: str, **more: str) -> State:
    return State(view=MEMORY, chain=chain, **more)


MEMORY_PRESETS = (
    Preset(
        "Transposing moves nothing",
        "Not a single number moves. The strides (3, 1) become (1, 3): one step to the right is "
        "now three steps in memory.",
        _at("x.T"),
        question="How many of the 6 numbers does x.T move in memory?",
        answers=("None", "4", "6"),
        right="None",
    ),
    Preset(
        "Many rows in a few cells",
        "The stride of the first dimension is 0, so all four rows are read from the same three "
        "cells. That is why broadcasting needs no extra memory.",
        _at("x.expand(4, 3)", base="3"),
        question="expand makes 4 rows of 3 numbers. How many cells of memory do they use?",
        answers=("3", "12"),
        right="3",
    ),
    Preset(
        "A number in two tensors",
        "x[1] is a view: it has no memory of its own. Writing into it also writes into x.",
        _at("x[1]", write_at="0"),
        question="y = x[1], then y[0] = 99. Does x change?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "A copy is separate",
        "clone copies the numbers into new memory, so x stays as it is.",
        _at("x[1].clone()", write_at="0"),
        question="And with y = x[1].clone(), then y[0] = 99?",
        answers=("x changes too", "x stays"),
        right="x stays",
    ),
    Preset(
        "No view after a transpose",
        "x.T reads the cells in the order 0, 3, 1, 4, 2, 5. A single stride cannot produce that "
        "order, and view never moves a number.",
        _at("x.T.view(6)"),
        question="x.view(6) works. Does x.T.view(6)?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Reshape copies where it must",
        "reshape returns a view where the strides allow it and copies where they do not, as here. "
        "It does not tell you which.",
        _at("x.T.reshape(6)"),
        question="x.T.reshape(6) works. Where do its numbers lie?",
        answers=("In the cells of x", "In new cells"),
        right="In new cells",
    ),
)
