"""The guide's steps of the view "Operations"."""

from typing import Any

from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.state import OPERATE, State
from core.registry import Preset


def _state(
    name: str, x_shape: str = "", y_shape: str = "", cell: int = 0, **arguments: Any
) -> State:
    return State(
        view=OPERATE,
        operation=OPERATIONS.pick(name, **arguments),
        x_shape=x_shape,
        y_shape=y_shape,
        cell=cell,
    )


OPERATING_PRESETS = (
    Preset(
        "The dimension that disappears",
        "dim names the dimension that disappears. With dim=0 the rows are added up, which leaves "
        "one number for each column.",
        _state("Sum", dim=0),
        question="x has shape (2, 3). What shape does x.sum(dim=0) have?",
        answers=("(3,)", "(2,)", "(2, 3)"),
        right="(3,)",
    ),
    Preset(
        "A row times a column",
        "One cell of the product is computed from a whole row of x and a whole column of y. Choose "
        "another cell to see its row and column.",
        _state("Matmul (@)", cell=1),
        question="Which cells is row 0, column 1 of x @ y computed from?",
        answers=("Row 0 of x, column 1 of y", "Column 0 of x, row 1 of y", "x[0, 1] and y[0, 1]"),
        right="Row 0 of x, column 1 of y",
    ),
    Preset(
        "The inner sizes do not fit",
        "A row of x has three numbers, but a column of y has two, so they cannot be paired. With "
        "y.T they can.",
        _state("Matmul (@)", y_shape="2, 3"),
        question="Can you multiply shape (2, 3) by shape (2, 3) with @?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Reshape keeps the order",
        "reshape reads the cells row by row and fills the new shape row by row. The third number, "
        "x[0, 2], ends up in the second row.",
        _state("Reshape", cell=2),
        question="x has two rows of three. Where does x.reshape(3, 2) put x[0, 2]?",
        answers=("Row 1, column 0", "Row 2, column 0"),
        right="Row 1, column 0",
    ),
    Preset(
        "Six cells, eight places",
        "reshape neither adds nor drops cells, and 6 cells cannot fill 4 · 2 = 8 places. Write −1 "
        "for one size, and PyTorch works it out.",
        _state("Reshape", shape="4, 2"),
        question="x has shape (2, 3). What does x.reshape(4, 2) do?",
        answers=("It fills the gaps with 0", "PyTorch refuses"),
        right="PyTorch refuses",
    ),
    Preset(
        "Transpose is not reshape",
        "Both have shape (3, 2), but their cells are in a different order: .T turns rows into "
        "columns, so x[0, 2] ends up in the third row.",
        _state("Transpose", cell=4),
        question="x has shape (2, 3). Are x.T and x.reshape(3, 2) the same?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Flatten, but not the batch",
        "All dimensions from 1 on become one. The batch stays, and each picture is a row of 6 "
        "numbers: the form that a linear layer needs.",
        _state("Flatten", start_dim=1, cell=6),
        question="A batch of 2 pictures, 2 pixels high and 3 wide. What shape does x.flatten(1) "
        "have?",
        answers=("(12,)", "(2, 6)"),
        right="(2, 6)",
    ),
    Preset(
        "Squeezed too much",
        "squeeze() removes every dimension of size 1, even the batch. x.squeeze(1) removes only "
        "the one you mean.",
        _state("Your own", x_shape="1, 1, 3", expression="x.squeeze()"),
        question="A batch of one: x has shape (1, 1, 3). What shape does x.squeeze() have?",
        answers=("(1, 3)", "(3,)"),
        right="(3,)",
    ),
    Preset(
        "Softmax looks at a whole row",
        "Softmax divides by a sum over the row. So each cell depends on all cells of its row, and "
        "each row adds up to 1.",
        _state("Softmax", dim=1),
        question="Softmax over three classes: how many cells does one probability depend on?",
        answers=("1", "3", "6"),
        right="3",
    ),
    Preset(
        "The sum so far",
        "Each cell is the sum of itself and the cells before it in its row. None looks ahead.",
        _state("Cumsum", x_shape="2, 4", cell=2),
        question="Which cells does the third number of a cumulative sum add up?",
        answers=("The first three", "The third", "All"),
        right="The first three",
    ),
    Preset(
        "A range and a step",
        "1: takes all rows from 1 on, and ::2 takes every other column. PyTorch counts from 0, and "
        "a slice keeps its dimension.",
        _state("Index"),
        question="x has 3 rows and 4 columns. What shape does x[1:, ::2] have?",
        answers=("(2, 2)", "(3, 2)", "(2, 4)"),
        right="(2, 2)",
    ),
    Preset(
        "A mask makes a row",
        "A mask may pick more cells from one row than from another. Such a result does not fit "
        "into a grid, so PyTorch returns a single row.",
        _state("Index", index="x > 5"),
        question="x is a grid. How many dimensions does x[x > 5] have?",
        answers=("1", "2"),
        right="1",
    ),
    Preset(
        "The score of the right class",
        "gather takes the cell that the index names from each row. With labels as the index, that "
        "is the score of the right class, as in cross_entropy.",
        _state("Gather"),
        question="Which cell does gather take from each row?",
        answers=("The one that the index names", "The largest"),
        right="The one that the index names",
    ),
    Preset(
        "Stack or cat",
        "stack adds a new dimension, which gives a batch of two: (2, 2, 3). cat only makes an "
        "existing dimension longer: (4, 3).",
        _state("Stack"),
        question="Which function makes a batch of two pictures of shape (2, 3)?",
        answers=("torch.stack", "torch.cat"),
        right="torch.stack",
    ),
    Preset(
        "Sorted, and where it was",
        "sort returns two things: the values in order, and the indices they had before. Choose a "
        "value to see where it was.",
        _state("Sort", x_shape="2, 4", descending=True),
        question="How many tensors does x.sort() return?",
        answers=("1", "2"),
        right="2",
    ),
)
