"""Operations that compute nothing: they give the cells another shape or order, repeat them, join
tensors and take them apart.
"""

from core.foundations.tensors.operation import Operation, operation, same_clash
from core.foundations.tensors.parameters import count, dim_of, text

ORDER = (
    "The cells keep their order, row by row. The sizes of the new shape, multiplied, must give the "
    "number of cells. One size may be −1: PyTorch works it out."
)


def _shape(label: str, default: str, *examples: str, note: str = ""):
    return text(label, default, "x.reshape({})", *examples, note=note)


def _moving(call: str, note: str, rule: str, parameters=None, **fields) -> Operation:
    """An entry whose cells count up, so that one sees where each goes."""
    return operation(call, note, parameters, counting=True, rule=rule, **fields)


SHAPES: dict[str, Operation] = {
    "Reshape": _moving(
        "x.reshape({shape})",
        "Reads the cells row by row and fills a new shape with them.",
        ORDER,
        {"shape": _shape("New shape", "3, 2", "6", "-1, 2", "1, 6", "4, 2")},
    ),
    "View": _moving(
        "x.view({shape})",
        "Shows the same memory in another shape. It raises an error where that would need a copy.",
        ORDER,
        {"shape": _shape("New shape", "3, 2", "6", "-1, 2", "1, 6", "4, 2")},
    ),
    "Flatten": _moving(
        "x.flatten({start_dim}, {end_dim})",
        "Merges several dimensions into one: a picture becomes a row.",
        "The sizes from the first to the last of these dimensions are multiplied.",
        {"start_dim": dim_of(0, "From (start_dim)"), "end_dim": dim_of(-1, "To (end_dim)")},
        shapes=("2, 2, 3",),
    ),
    "Transpose": _moving(
        "x.transpose({dim0}, {dim1})",
        "Swaps two dimensions: rows become columns.",
        "The two sizes swap places.",
        {"dim0": dim_of(0, "One (dim0)"), "dim1": dim_of(1, "The other (dim1)")},
    ),
    "Permute": _moving(
        "x.permute({dims})",
        "Puts the dimensions in a new order: a picture with its colours last becomes one with its "
        "colours first.",
        "The sizes come in the order that you give.",
        {"dims": _shape("Order (dims)", "2, 0, 1", "1, 0, 2", "0, 2, 1", "2, 1, 0")},
        shapes=("2, 2, 3",),
    ),
    "Squeeze": _moving(
        "x.squeeze({dim})",
        "Removes a dimension of size 1. A dimension of any other size stays.",
        "A size of 1 disappears; any other size stays.",
        {"dim": dim_of(0)},
        shapes=("1, 3",),
    ),
    "Unsqueeze": _moving(
        "x.unsqueeze({dim})",
        "Inserts a dimension of size 1: a picture becomes a batch of one.",
        "A 1 is inserted into the shape at the index that you give.",
        {"dim": dim_of(0)},
        shapes=("3",),
    ),
    "Flip": _moving(
        "x.flip({dim})",
        "Reverses the order along a dimension.",
        "The shape stays.",
        {"dim": dim_of(1)},
    ),
    "Roll": _moving(
        "x.roll({shifts}, {dim})",
        "Shifts all cells along a dimension. Cells that fall off the end come back at the start.",
        "The shape stays.",
        {"shifts": count("Steps (shifts)", 1, -3, 3), "dim": dim_of(1)},
    ),
    "Tril": _moving(
        "x.tril({diagonal})",
        "Keeps the cells on and below the diagonal and sets all others to 0. Transformers hide "
        "future words with such a mask.",
        "The shape stays.",
        {"diagonal": count("Diagonal", 0, -2, 2)},
        shapes=("3, 3",),
    ),
    "Diagonal": _moving(
        "x.diagonal({offset})",
        "The cells on the diagonal, as a row.",
        "Rows and columns are replaced by one dimension: the length of the diagonal.",
        {"offset": count("Offset", 0, -2, 2)},
        shapes=("3, 3",),
    ),
}

REPEATS: dict[str, Operation] = {
    "Expand": _moving(
        "x.expand({sizes})",
        "Repeats a dimension of size 1 without copying: all repetitions share the same cells in "
        "memory.",
        "The sizes that you give. Only a size of 1 can grow; −1 keeps a size as it is.",
        {"sizes": _shape("Sizes", "3, 4", "3, -1", "2, 3, 4", "3, 1")},
        shapes=("3, 1",),
    ),
    "Repeat": _moving(
        "x.repeat({repeats})",
        "Copies the whole tensor a given number of times along each dimension.",
        "Each size times its number of copies.",
        {"repeats": _shape("Copies", "2, 2", "1, 2", "3, 1", "2, 1, 1")},
        shapes=("1, 3",),
    ),
    "Cat": _moving(
        "torch.cat([x, y], dim={dim})",
        "Joins tensors end to end along an existing dimension.",
        "The sizes along this dimension are added; all other sizes must be equal.",
        {"dim": dim_of(0)},
        shapes=("2, 3", "2, 3"),
        clash=same_clash,
    ),
    "Stack": _moving(
        "torch.stack([x, y], dim={dim})",
        "Joins tensors along a new dimension: pictures become a batch.",
        "There is one dimension more, with the number of tensors as its size. All tensors must "
        "have the same shape.",
        {"dim": dim_of(0)},
        shapes=("2, 3", "2, 3"),
        clash=same_clash,
    ),
    "Split": _moving(
        "x.split({split_size}, dim={dim})",
        "Cuts a tensor into parts of a given size along a dimension. The last part may be smaller.",
        "The dimension gets the size of a part; the others stay the same.",
        {"split_size": count("Size of a part", 2), "dim": dim_of(1)},
        shapes=("2, 4",),
    ),
    "Chunk": _moving(
        "x.chunk({chunks}, dim={dim})",
        "Cuts a tensor along a dimension into up to a given number of equal parts. The last part "
        "may be smaller.",
        "The dimension is divided by the number of parts, rounded up; the others stay the same.",
        {"chunks": count("Parts", 2), "dim": dim_of(1)},
        shapes=("2, 4",),
    ),
}

MOVING = {**SHAPES, **REPEATS}
