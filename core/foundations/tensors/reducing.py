"""Operations along a dimension: those that make one number of many, and those that keep them."""

from core.foundations.tensors.formulas import mean_of, product_of, sum_of
from core.foundations.tensors.operation import Operation, operation
from core.foundations.tensors.parameters import count, dim_of, flag, keepdim
from core.foundations.tensors.provenance import SMALL

GOES = "The dimension goes: take its size out of the shape. With keepdim it stays, with size 1."
STAYS = "Every cell stays: the shape is that of x."
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
    "Std": _reducing("std", "How far the numbers lie from their mean: the standard deviation."),
    "Max": _reducing(
        "max", "The largest along a dimension, and the index at which it stands.", parts=VALUES
    ),
    "Amin": _reducing("amin", "The smallest along a dimension, without its index."),
    "Argmax": _reducing(
        "argmax", "The index of the largest along a dimension: the class that a network answers."
    ),
    "Norm": _reducing("norm", "The length of a vector: the root of the sum of squares."),
    "Sum of all": operation(
        "x.sum()",
        "Adds up all cells: a single number, such as a loss.",
        rule="All dimensions go: the shape is ().",
        formula=sum_of,
    ),
    "Softmax": _along(
        "torch.softmax(x, dim={dim})",
        "Turns numbers into probabilities that add up to 1 along a dimension.",
    ),
    "Cumsum": _along(
        "x.cumsum(dim={dim})",
        "The sum so far: each cell adds up those before it and itself.",
        formula=sum_of,
    ),
    "Sort": operation(
        "x.sort(dim={dim}, descending={descending})",
        "Puts the numbers in order along a dimension, and tells where each was.",
        {"dim": dim_of(1), "descending": flag("Largest first (descending)")},
        changes=SMALL,
        parts=VALUES,
        rule=STAYS,
    ),
    "Topk": operation(
        "x.topk({k}, dim={dim})",
        "The k largest along a dimension, the largest first, and their indices.",
        {"k": count("How many (k)", 2), "dim": dim_of(1)},
        changes=SMALL,
        parts=VALUES,
        rule="The dimension has size k; the others stay.",
    ),
}
