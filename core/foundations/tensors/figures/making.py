"""The picture of one tensor."""

from torch import Tensor

from core.plots.tensors import TensorPanel, TensorPicture


def tensor_picture(tensor: Tensor, name: str = "x", hidden: bool = False) -> TensorPicture:
    """A tensor with its numbers, its indices and the scale of its colours.

    Args:
        hidden: whether its numbers are the reader's to guess.
    """
    title = f"{name}: shape {tuple(tensor.shape)}"
    return TensorPicture((TensorPanel(name, title, tensor, hidden=hidden, scale=True),))
