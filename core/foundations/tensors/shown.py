"""The functions whose bodies are the scripts of the tensors page."""

from collections.abc import Callable

from torch import Tensor


def show_tensor(x: Tensor) -> None:
    """A tensor: its dimensions, its type, and its numbers in order."""
    print(x)
    print(x.dtype, x.device)
    print(f"dimensions = {x.ndim}")
    print(f"numbers = {x.numel()}")
    print(f"bytes = {x.numel() * x.element_size()}")
    for dim, size in enumerate(x.shape):
        print(f"size of dim {dim} = {size}")
    if not x.is_meta:
        for position, value in enumerate(x.flatten().tolist()):
            print(f"number {position} = {float(value)}")


def show_message(make: Callable[[], Tensor]) -> None:
    """What PyTorch says of this call."""
    try:
        print(make())
    except (RuntimeError, IndexError, TypeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
