"""The picture of one tensor."""

from torch import Tensor

from core.plots.tensors import TensorPanel, TensorPicture


def tensor_picture(tensor: Tensor, name: str = "x") -> TensorPicture:
    """A tensor with its numbers, its indices and the scale of its colours."""
    title = f"{name}: shape {tuple(tensor.shape)}"
    return TensorPicture((TensorPanel(name, title, tensor, scale=True),))
