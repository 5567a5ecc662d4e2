"""Operations that pick cells, and what a reader writes himself."""

from core.foundations.tensors.operation import Operation, operation
from core.foundations.tensors.parameters import dim_of, number, text

INDEXING: dict[str, Operation] = {
    "Index": operation(
        "x[{index}]",
        "A number picks one position and its dimension goes; start:stop:step picks a range; a list "
        "picks several; a condition such as x > 5 picks the cells for which it holds.",
        {
            "index": text(
                "Index",
                "1:, ::2",
                "x[{}]",
                "0",
                ":, 1",
                "..., -1",
                "[0, 2]",
                "x > 5",
                "[0, 1], [2, 0]",
                "None",
                note="Such as 1:, ::2 or [0, 2] or x > 5.",
            )
        },
        shapes=("3, 4",),
        counting=True,
        rule="A number takes its dimension away; a range keeps it, with as many as it picks; a "
        "mask of the whole tensor makes a row.",
    ),
    "Gather": operation(
        "x.gather({dim}, torch.tensor({index}))",
        "For every cell of the index it takes the cell of x that stands there along a dimension: "
        "the score of each row's own class.",
        {
            "dim": dim_of(1),
            "index": text(
                "Index",
                "[[2], [0], [1]]",
                "torch.tensor({})",
                "[[0, 0], [1, 1], [2, 2]]",
                "[[3, 2, 1, 0]]",
            ),
        },
        shapes=("3, 4",),
        counting=True,
        rule="The result has the shape of the index.",
    ),
    "Index select": operation(
        "x.index_select({dim}, torch.tensor({index}))",
        "Picks rows or columns by their numbers, in any order and also twice.",
        {
            "dim": dim_of(0),
            "index": text("Index", "[2, 0, 0]", "torch.tensor({})", "[1]", "[0, 1, 1, 2]"),
        },
        shapes=("3, 4",),
        counting=True,
        rule="The dimension has as many as are picked; the others stay.",
    ),
    "Masked fill": operation(
        "x.masked_fill(x < {threshold}, {value})",
        "Puts a number wherever a condition holds.",
        {"threshold": number("Below", 0.0), "value": number("Number", 0.0)},
        shapes=("3, 4",),
        rule="The shape is that of x.",
    ),
    "Your own": operation(
        "{expression}",
        "Whatever you write with x and y in PyTorch.",
        {
            "expression": text(
                "Expression",
                "(x - x.mean(dim=0)) / x.std(dim=0)",
                "{}",
                "x[:, None] + y",
                "F.softmax(x @ y.T, dim=-1)",
                "torch.cat([x, y], dim=1)[1:, ::2]",
                note="In x and y, with torch. and F. before the names of functions.",
            )
        },
        shapes=("3, 4", "3, 4"),
    ),
}
