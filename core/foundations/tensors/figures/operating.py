"""The picture of an operation: what goes in, what comes out, and which cells made which."""

from collections.abc import Mapping

from core.foundations.tensors.operating import Operated
from core.plots.tensors import Links, TensorPanel, TensorPicture
from core.plots.words import capitalised


def inputs_picture(
    operation: Operated, clashes: Mapping[str, tuple[int, ...]] | None = None
) -> TensorPicture:
    """What goes in, alone: where torch refuses it, or the result is to be guessed.

    Args:
        clashes: by input, the dimensions that do not fit; where none is known, torch refuses the
            inputs as a whole.
    """
    return TensorPicture(tuple(_inputs(operation, clashes)))


def operation_picture(operation: Operated, links: Links, hidden: bool = False) -> TensorPicture:
    """What goes in and, behind an arrow, what comes out.

    Args:
        hidden: whether the numbers that come out are to be guessed.
    """
    panels = _inputs(operation, None)
    for name, output in operation.outputs.items():
        title = f"{capitalised(name)}: shape {tuple(output.shape)}"
        sign = "→" if len(panels) == len(operation.inputs) else ""
        panels.append(TensorPanel(name, title, output, sign=sign, hidden=hidden))
    return TensorPicture(tuple(panels), tuple(operation.outputs), links)


def _inputs(
    operation: Operated, clashes: Mapping[str, tuple[int, ...]] | None
) -> list[TensorPanel]:
    dimensions = clashes or {}
    refused = clashes is not None and not any(dimensions.values())
    return [
        TensorPanel(
            name,
            f"{name}: shape {tuple(tensor.shape)}",
            tensor,
            marked=dimensions.get(name, ()),
            refused=refused,
        )
        for name, tensor in operation.inputs.items()
    ]
