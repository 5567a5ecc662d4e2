"""Operations that compute nothing: they give the cells another shape or order, repeat them, join
tensors and take them apart.
"""

from core.foundations.tensors.operation import Operation, operation, same_clash
from core.foundations.tensors.parameters import count, dim_of, text

ORDER = (
    "The cells stay in their order, row after row; the sizes of the new shape, multiplied, have to "
    "be as many as there are cells. One size may be −1: torch finds it."
)


def _shape(label: str, default: str, *examples: str, note: str = ""):
    return text(label, default, "x.reshape({})", *examples, note=note)


def _moving(call: str, note: str, rule: str, parameters=None, **fields) -> Operation:
    """An entry whose cells count up, so that one sees where each goes."""
    return operation(call, note, parameters, counting=True, rule=rule, **fields)


SHAPES: dict[str, Operation] = {
    "Reshape": _moving(
        "x.reshape({shape})",
        "Reads the cells in their order and fills them into a new shape.",
        ORDER,
        {"shape": _shape("New shape", "3, 2", "6", "-1, 2", "1, 6", "4, 2")},
    ),
    "View": _moving(
        "x.view({shape})",
        "The same cells in memory, looked at as another shape; it refuses where that would need a "
        "copy.",
        ORDER,
        {"shape": _shape("New shape", "3, 2", "6", "-1, 2", "1, 6", "4, 2")},
    ),
    "Flatten": _moving(
        "x.flatten({start_dim}, {end_dim})",
        "Makes one dimension of several: a picture becomes a row.",
        "The sizes from the first to the last of these dimensions are multiplied.",
        {"start_dim": dim_of(0, "From (start_dim)"), "end_dim": dim_of(-1, "To (end_dim)")},
        shapes=("2, 2, 3",),
    ),
    "Transpose": _moving(
        "x.transpose({dim0}, {dim1})",
        "Exchanges two dimensions: rows become columns.",
        "The two sizes change places.",
        {"dim0": dim_of(0, "One (dim0)"), "dim1": dim_of(1, "The other (dim1)")},
    ),
    "Permute": _moving(
        "x.permute({dims})",
        "Puts the dimensions in a new order: a picture with its colours last becomes one with its "
        "colours first.",
        "The sizes come in the order that is given.",
        {"dims": _shape("Order (dims)", "2, 0, 1", "1, 0, 2", "0, 2, 1", "2, 1, 0")},
        shapes=("2, 2, 3",),
    ),
    "Squeeze": _moving(
        "x.squeeze({dim})",
        "Takes a dimension of size 1 away; one of another size stays.",
        "A size of 1 goes, any other stays.",
        {"dim": dim_of(0)},
        shapes=("1, 3",),
    ),
    "Unsqueeze": _moving(
        "x.unsqueeze({dim})",
        "Puts a dimension of size 1 in: one picture becomes a batch of one.",
        "A 1 comes into the shape, at the index that is given.",
        {"dim": dim_of(0)},
        shapes=("3",),
    ),
    "Flip": _moving(
        "x.flip({dim})", "Turns a dimension round.", "The shape stays.", {"dim": dim_of(1)}
    ),
    "Roll": _moving(
        "x.roll({shifts}, {dim})",
        "Moves all cells along a dimension; what falls off comes in at the other end.",
        "The shape stays.",
        {"shifts": count("Steps (shifts)", 1, -3, 3), "dim": dim_of(1)},
    ),
    "Tril": _moving(
        "x.tril({diagonal})",
        "Keeps the cells on and under the diagonal, and puts 0 above it: a mask that hides the "
        "future.",
        "The shape stays.",
        {"diagonal": count("Diagonal", 0, -2, 2)},
        shapes=("3, 3",),
    ),
    "Diagonal": _moving(
        "x.diagonal({offset})",
        "The cells on the diagonal, as a row.",
        "Rows and columns go; the length of the diagonal comes.",
        {"offset": count("Offset", 0, -2, 2)},
        shapes=("3, 3",),
    ),
}

REPEATS: dict[str, Operation] = {
    "Expand": _moving(
        "x.expand({sizes})",
        "Repeats a dimension of size 1 without copying it: all the copies are one cell in memory.",
        "The sizes that are given; only a size of 1 can grow, and −1 leaves a size as it is.",
        {"sizes": _shape("Sizes", "3, 4", "3, -1", "2, 3, 4", "3, 1")},
        shapes=("3, 1",),
    ),
    "Repeat": _moving(
        "x.repeat({repeats})",
        "Copies the whole tensor so many times along each dimension.",
        "Each size times its number of copies.",
        {"repeats": _shape("Copies", "2, 2", "1, 2", "3, 1", "2, 1, 1")},
        shapes=("1, 3",),
    ),
    "Cat": _moving(
        "torch.cat([x, y], dim={dim})",
        "Joins tensors end to end, along a dimension that they have.",
        "Along the dimension the sizes are added; all other sizes have to be equal.",
        {"dim": dim_of(0)},
        shapes=("2, 3", "2, 3"),
        clash=same_clash,
    ),
    "Stack": _moving(
        "torch.stack([x, y], dim={dim})",
        "Lays tensors on each other, along a new dimension: pictures become a batch.",
        "A new dimension comes, as large as there are tensors; they have to be of one shape.",
        {"dim": dim_of(0)},
        shapes=("2, 3", "2, 3"),
        clash=same_clash,
    ),
    "Split": _moving(
        "x.split({split_size}, dim={dim})",
        "Cuts a tensor into parts of so many rows; the last may be smaller.",
        "The dimension has the size of a part; the others stay.",
        {"split_size": count("Size of a part", 2), "dim": dim_of(1)},
        shapes=("2, 4",),
    ),
    "Chunk": _moving(
        "x.chunk({chunks}, dim={dim})",
        "Cuts a tensor into so many parts of equal size.",
        "The dimension is divided by the number of parts; the others stay.",
        {"chunks": count("Parts", 2), "dim": dim_of(1)},
        shapes=("2, 4",),
    ),
}

MOVING = {**SHAPES, **REPEATS}
