"""Which operations share memory with their input and which copy, measured."""

from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor

from core.expressions import parse
from core.foundations.tensors.memory import NAME, start

SHAPE = (2, 3)

SHARING = {
    "x.T": "only the strides swap places",
    "x[0]": "a row starts at an offset",
    "x[:, ::2]": "a step of 2 is a larger stride",
    "x.unsqueeze(0)": "a dimension of size 1 needs no new cells",
    "x.expand(4, 2, 3)": "a stride of 0 reads the same cells again",
    "x.diagonal()": "one step goes one row down and one column right",
    "x.unfold(1, 2, 1)": "overlapping windows can share cells",
    "x.view(6)": "the order in memory stays the same",
    "x.reshape(6)": "a view is possible here",
    "x.T.reshape(6)": "no strides read the cells in this order",
    "x.flatten()": "a view is possible here",
    "x.T.flatten()": "no strides read the cells in this order",
    "x.contiguous()": "it is contiguous already: the same tensor",
    "x.T.contiguous()": "it puts the numbers in reading order",
    "x.detach()": "the same numbers without a graph",
    "x.long()": "it has this dtype already: the same tensor",
    "x.float()": "another dtype needs other bytes",
    "x[[0, 1]]": "a list of indices can name any cells",
    "x[x > 2]": "a mask can choose any cells",
    "x.flip(0)": "PyTorch has no negative strides",
    "x.repeat(2, 1)": "it makes real copies, unlike expand",
    "x + 0": "arithmetic makes new numbers",
    "x.clone()": "copying is what it is for",
}
"""Operations, and why each shares or copies."""


@dataclass(frozen=True)
class Sharing:
    """What an operation makes of `x`.

    Args:
        code: the operation.
        shares: whether the result has the storage of `x`.
        same: whether it is `x` itself.
        reason: why.
    """

    code: str
    shares: bool
    same: bool
    reason: str


@lru_cache(maxsize=1)
def sharing() -> tuple[Sharing, ...]:
    """Each operation on 0 ... 5 in the shape (2, 3)."""
    return tuple(_measured(code, reason) for code, reason in SHARING.items())


def _measured(code: str, reason: str) -> Sharing:
    tensor = start(SHAPE)
    result = parse(code, (NAME,)).value({NAME: tensor})
    return Sharing(code, _shares(tensor, result), result is tensor, reason)


def _shares(first: Tensor, second: Tensor) -> bool:
    return first.untyped_storage().data_ptr() == second.untyped_storage().data_ptr()
