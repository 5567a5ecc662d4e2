"""The code of the view "Memory"."""

from collections.abc import Callable

from torch import Tensor

from core.foundations.tensors.drawn import draw_way
from core.foundations.tensors.memory import Chain, memory
from core.foundations.tensors.shapes import shape_of, written
from core.script import Code, Script, write


def memory_script(chain: Chain) -> Script:
    """The chain, with what is read from each of its tensors."""
    result = memory(chain)
    x, y = Code(start_code(chain)), Code(result.last.code)
    if not result.last.fits:
        make, before = Code(f"lambda: {y}"), Code(result.steps[-2].code)
        return write(show_failing_chain, *_HELPERS, x=x, before=before, make=make)
    index = chain.write_at.strip()
    if index and not result.refused:
        values = {"y": y, "index": _index(index), "number": chain.written}
        return write(show_written, *_HELPERS, plot=draw_way, x=x, **values)
    return write(show_memory, *_HELPERS, plot=draw_way, x=x, y=y)


def _index(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part.strip())


def start_code(chain: Chain) -> str:
    """The tensor that the chain starts from: `torch.arange(6).reshape(2, 3)`."""
    shape = shape_of(chain.base)
    count = 1
    for size in shape:
        count *= size
    return f"torch.arange({count}).reshape{written(shape)}" if shape else "torch.tensor(0)"


def show_way(name: str, tensor: Tensor) -> None:
    """How a tensor walks through its storage."""
    print(f"{name} offset = {tensor.storage_offset()}")
    for dim, stride in enumerate(tensor.stride()):
        print(f"{name} stride of dim {dim} = {stride}")
    print(f"{name} contiguous = {int(tensor.is_contiguous())}")


def shares_memory(x: Tensor, y: Tensor) -> bool:
    """Whether two tensors read the same storage."""
    return x.untyped_storage().data_ptr() == y.untyped_storage().data_ptr()


_HELPERS = (show_way, shares_memory)


def show_memory(x: Tensor, y: Tensor) -> None:
    """Where the numbers of two tensors lie."""
    print(y)
    show_way("x", x)
    show_way("y", y)
    print(f"shared memory = {int(shares_memory(x, y))}")


def show_written(x: Tensor, y: Tensor, index: tuple[int, ...], number: int) -> None:
    """Where the numbers of two tensors lie, and which of them a written number changes."""
    show_way("x", x)
    show_way("y", y)
    print(f"shared memory = {int(shares_memory(x, y))}")
    x_before, y_before = x.clone(), y.clone()
    y[index] = number
    print(x)
    print(y)
    print(f"changed in x = {int((x != x_before).sum())}")
    print(f"changed in y = {int((y != y_before).sum())}")


def show_failing_chain(x: Tensor, before: Tensor, make: Callable[[], Tensor]) -> None:
    """How a tensor lies in memory, and what PyTorch says of the next operation."""
    show_way("x", x)
    show_way("y", before)
    print(f"shared memory = {int(shares_memory(x, before))}")
    try:
        print(make())
    except (RuntimeError, IndexError, TypeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
