"""Operations that pick cells, and what a reader writes himself."""

from core.foundations.tensors.operation import Operation, operation
from core.foundations.tensors.parameters import dim_of, number, text

INDEXING: dict[str, Operation] = {
    "Index": operation(
        "x[{index}]",
        "A number picks one position, and its dimension disappears. start:stop:step picks a slice, "
        "a list picks several positions, and a condition such as x > 5 picks the cells where it is "
        "true.",
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
                note="For example 1:, ::2 or [0, 2] or x > 5.",
            )
        },
        shapes=("3, 4",),
        counting=True,
        rule="A number removes its dimension. A slice keeps it, with as many positions as it "
        "picks. A mask over the whole tensor gives a row.",
    ),
    "Gather": operation(
        "x.gather({dim}, torch.tensor({index}))",
        "Each number in the index says which cell of x to take along the dimension, for example "
        "the score of the right class in each row.",
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
        "Picks rows or columns by their numbers, in any order, and more than once if you like.",
        {
            "dim": dim_of(0),
            "index": text("Index", "[2, 0, 0]", "torch.tensor({})", "[1]", "[0, 1, 1, 2]"),
        },
        shapes=("3, 4",),
        counting=True,
        rule="The dimension gets as many positions as you pick; the others stay the same.",
    ),
    "Masked fill": operation(
        "x.masked_fill(x < {threshold}, {value})",
        "Writes one number into every cell where a condition is true.",
        {"threshold": number("Below", 0.0), "value": number("Number", 0.0)},
        shapes=("3, 4",),
        rule="The result has the shape of x.",
    ),
    "Your own": operation(
        "{expression}",
        "Any PyTorch expression with x and y.",
        {
            "expression": text(
                "Expression",
                "(x - x.mean(dim=0)) / x.std(dim=0)",
                "{}",
                "x[:, None] + y",
                "F.softmax(x @ y.T, dim=-1)",
                "torch.cat([x, y], dim=1)[1:, ::2]",
                note="Use x and y, and write torch. or F. before a function's name.",
            )
        },
        shapes=("3, 4", "3, 4"),
    ),
}
