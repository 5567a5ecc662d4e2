"""Numbers and tensors in the few letters that a box or a sentence has room for."""

import torch
from torch import Tensor

from core.plots.numbers import short

SHOWN = 6
"""Numbers of a tensor that are written out; of a larger one only its shape is said."""


def written(tensor: Tensor | float | bool, shown: int = SHOWN) -> str:
    """A number, a small tensor in brackets, or the shape of a larger one."""
    if not isinstance(tensor, Tensor):
        return str(tensor) if isinstance(tensor, bool) else short(tensor)
    if tensor.ndim == 0:
        return _number(tensor)
    if 0 < tensor.numel() <= shown:
        return _nested(tensor)
    return f"shape {shape(tensor)}"


def shape(tensor: Tensor) -> str:
    """The shape as torch writes it: "(2, 3)", "(4,)", "()"."""
    return str(tuple(tensor.shape))


def is_single(tensor: Tensor | None) -> bool:
    """Whether it is there and is one number."""
    return tensor is not None and tensor.numel() == 1


def _nested(tensor: Tensor) -> str:
    if tensor.ndim == 0:
        return _number(tensor)
    return f"[{', '.join(_nested(row) for row in tensor)}]"


def _number(tensor: Tensor) -> str:
    value = tensor.item()
    if tensor.dtype == torch.bool:
        return str(value)
    return short(value) if tensor.is_floating_point() else str(value).replace("-", "−")
