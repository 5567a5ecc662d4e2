"""Operations along a dimension: those that make one number of many, and those that keep them."""

from core.foundations.tensors.formulas import mean_of, product_of, sum_of
from core.foundations.tensors.operation import Operation, operation
from core.foundations.tensors.parameters import count, dim_of, flag, keepdim
from core.foundations.tensors.provenance import SMALL

GOES = "The dimension disappears from the shape. With keepdim it stays, with size 1."
STAYS = "No cell is lost: the result has the shape of x."
VALUES = ("values", "indices")


def _reducing(name: str, note: str, **fields) -> Operation:
    """A method that makes one number of all along a dimension."""
    return operation(
        f"x.{name}(dim={{dim}}, keepdim={{keepdim}})",
        note,
        {"dim": dim_of(1), "keepdim": keepdim()},
        rule=GOES,
        **fields,
    )


def _along(call: str, note: str, **fields) -> Operation:
    """A call that keeps all cells and mixes them along a dimension."""
    return operation(call, note, {"dim": dim_of(1)}, rule=STAYS, **fields)


REDUCING: dict[str, Operation] = {
    "Sum": _reducing("sum", "Adds up along a dimension.", formula=sum_of),
    "Mean": _reducing("mean", "The average along a dimension.", formula=mean_of),
    "Prod": _reducing("prod", "Multiplies along a dimension.", formula=product_of),
    "Std": _reducing(
        "std", "The standard deviation: how far the numbers typically lie from their mean."
    ),
    "Max": _reducing("max", "The largest number along a dimension, and its index.", parts=VALUES),
    "Amin": _reducing("amin", "The smallest number along a dimension, without its index."),
    "Argmax": _reducing(
        "argmax",
        "The index of the largest number along a dimension: the class that a network predicts.",
    ),
    "Norm": _reducing("norm", "The length of a vector: the square root of the sum of squares."),
    "Sum of all": operation(
        "x.sum()",
        "Adds up all cells: a single number, such as a loss.",
        rule="All dimensions disappear: the shape is ().",
        formula=sum_of,
    ),
    "Softmax": _along(
        "torch.softmax(x, dim={dim})",
        "Turns numbers into probabilities that add up to 1 along a dimension.",
    ),
    "Cumsum": _along(
        "x.cumsum(dim={dim})",
        "The running sum: each cell is the sum of itself and all cells before it.",
        formula=sum_of,
    ),
    "Sort": operation(
        "x.sort(dim={dim}, descending={descending})",
        "Puts the numbers in order along a dimension, and returns where each one was.",
        {"dim": dim_of(1), "descending": flag("Largest first (descending)")},
        changes=SMALL,
        parts=VALUES,
        rule=STAYS,
    ),
    "Topk": operation(
        "x.topk({k}, dim={dim})",
        "The k largest numbers along a dimension, largest first, and their indices.",
        {"k": count("How many (k)", 2), "dim": dim_of(1)},
        changes=SMALL,
        parts=VALUES,
        rule="The dimension gets size k; the others stay the same.",
    ),
}
