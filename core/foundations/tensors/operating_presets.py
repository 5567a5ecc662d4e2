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
        "The dimension that goes",
        "dim names the dimension that goes. With dim=0 the rows are added up, and one number for "
        "each column is left.",
        _state("Sum", dim=0),
        question="x has shape (2, 3). What shape does x.sum(dim=0) have?",
        answers=("(3,)", "(2,)", "(2, 3)"),
        right="(3,)",
    ),
    Preset(
        "A row times a column",
        "One cell of the product is made of a whole row of x and a whole column of y. Choose "
        "another cell, and see its row and its column.",
        _state("Matmul (@)", cell=1),
        question="Which cells make the cell in row 0 and column 1 of x @ y?",
        answers=("Row 0 of x, column 1 of y", "Column 0 of x, row 1 of y", "x[0, 1] and y[0, 1]"),
        right="Row 0 of x, column 1 of y",
    ),
    Preset(
        "The inner sizes do not fit",
        "A row of x has three numbers, and a column of y has two: they cannot be paired. With y.T "
        "they can.",
        _state("Matmul (@)", y_shape="2, 3"),
        question="Can (2, 3) be multiplied by (2, 3) with @?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Reshape keeps the order",
        "The cells are read row after row, and filled in row after row. The third number, "
        "x[0, 2], comes into the second row.",
        _state("Reshape", cell=2),
        question="x.reshape(3, 2) of two rows of three: where does x[0, 2] go?",
        answers=("Row 1, column 0", "Row 2, column 0"),
        right="Row 1, column 0",
    ),
    Preset(
        "Six cells, eight places",
        "Reshape makes no cell and loses none: 4 · 2 = 8 places cannot be filled with 6 cells. "
        "With −1 in the shape, PyTorch finds the size that fits.",
        _state("Reshape", shape="4, 2"),
        question="x has shape (2, 3). What does x.reshape(4, 2) do?",
        answers=("It fills up with 0", "PyTorch refuses"),
        right="PyTorch refuses",
    ),
    Preset(
        "Transpose is another thing",
        "Both have shape (3, 2), and other cells in it: transposed, a row becomes a column, and "
        "x[0, 2] comes into the third row.",
        _state("Transpose", cell=4),
        question="x has shape (2, 3). Are x.T and x.reshape(3, 2) the same?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Flatten, but not the batch",
        "From dimension 1 on, all become one: each picture is a row of 6 numbers, and the batch "
        "stays. A linear layer wants its inputs so.",
        _state("Flatten", start_dim=1, cell=6),
        question="A batch of 2 pictures, 2 pixels high and 3 wide. What shape does x.flatten(1) "
        "have?",
        answers=("(12,)", "(2, 6)"),
        right="(2, 6)",
    ),
    Preset(
        "Squeezed too much",
        "squeeze() takes away every dimension of size 1, the batch too. x.squeeze(1) takes only "
        "the one that you mean.",
        _state("Your own", x_shape="1, 1, 3", expression="x.squeeze()"),
        question="A batch of one: x has shape (1, 1, 3). What shape does x.squeeze() have?",
        answers=("(1, 3)", "(3,)"),
        right="(3,)",
    ),
    Preset(
        "Softmax looks at a whole row",
        "Each cell is divided by a sum over its row: so it is made of all of them, and each row "
        "adds up to 1.",
        _state("Softmax", dim=1),
        question="Of how many cells is one probability of a softmax over three classes made?",
        answers=("1", "3", "6"),
        right="3",
    ),
    Preset(
        "The sum so far",
        "Each cell adds up those before it in its row and itself. None looks ahead.",
        _state("Cumsum", x_shape="2, 4", cell=2),
        question="Which cells make the third number of a cumulative sum?",
        answers=("The first three", "The third", "All"),
        right="The first three",
    ),
    Preset(
        "A range and a step",
        "1: takes the rows from 1 on, ::2 every other column. PyTorch counts from 0, and a range "
        "keeps its dimension.",
        _state("Index"),
        question="x has 3 rows and 4 columns. What shape does x[1:, ::2] have?",
        answers=("(2, 2)", "(3, 2)", "(2, 4)"),
        right="(2, 2)",
    ),
    Preset(
        "A mask makes a row",
        "A mask may pick any cells: nothing says that each row gives as many. So what comes out is "
        "a row.",
        _state("Index", index="x > 5"),
        question="How many dimensions does x[x > 5] have, of a grid x?",
        answers=("1", "2"),
        right="1",
    ),
    Preset(
        "The score of the right class",
        "gather takes, from each row, the cell that the index names: the score of the class that "
        "is right. cross_entropy does so.",
        _state("Gather"),
        question="Which cell does gather take from each row?",
        answers=("The one that the index names", "The largest"),
        right="The one that the index names",
    ),
    Preset(
        "Stack or cat",
        "stack makes a new dimension, and so a batch of two; cat makes one longer: (4, 3).",
        _state("Stack"),
        question="Two pictures of shape (2, 3) are to be a batch. Which function makes it?",
        answers=("torch.stack", "torch.cat"),
        right="torch.stack",
    ),
    Preset(
        "Sorted, and where it was",
        "sort tells two things: the values in order, and the indices at which they stood. Choose a "
        "value, and see where it was.",
        _state("Sort", descending=True),
        question="How many tensors does x.sort() give?",
        answers=("1", "2"),
        right="2",
    ),
)
