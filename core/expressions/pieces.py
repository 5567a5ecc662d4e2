"""How much time a call would take, known before it is taken: of what makes little, but many times.

The rules are as those of `work`, and count in elements that are made in the same time.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from core.expressions.work import sized, tensors, total, whole_numbers

PIECE = 16
"""Elements that are made in the time in which a tensor is cut off from another."""


def differences(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`torch.diff(x, n)`: torch goes through the tensor n times."""
    return total(arguments, keywords) * sized((arguments[1:2], keywords.get("n", 1)))


def pieces(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`x.unbind()`, `x.split(2)`: at most a piece for each index of the longest dimension. A piece
    takes the time of `PIECE` elements.
    """
    sizes = [size for tensor in tensors((*arguments, keywords)) for size in tensor.shape]
    return max(PIECE * max([1, *sizes]), total(arguments, keywords))


def pieces_by_count(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> float:
    """`x.chunk(3)`, `x.tensor_split(3)`: as many as are asked for, and be they empty."""
    words = [keywords[name] for name in ("chunks", "sections") if name in keywords]
    count = sum(map(abs, whole_numbers((arguments[1:2], words))))
    return max(PIECE * count, pieces(arguments, keywords))
