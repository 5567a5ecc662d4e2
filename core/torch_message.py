"""What torch itself says of a mistake: its errors and warnings, caught from the real call and kept
whole, and looked up among the cures.

A message for which `core.torch_cures` has no cure is shown all the same.
"""

import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch

from core.torch_cures import CURES

RAISED = (
    RuntimeError,  # NotImplementedError and torch.OutOfMemoryError are kinds of it
    IndexError,
    TypeError,
    ValueError,
    OverflowError,
    AttributeError,
    AssertionError,  # torch asserts that it was built for the device that is asked for
)
"""What torch raises where a call does not fit its arguments."""

LISTENING = threading.Lock()
"""Held while warnings are listened to: Python has one list of filters for all threads."""


@dataclass(frozen=True)
class TorchMessage:
    """What torch said of a call.

    Args:
        kind: the name of the class that was raised or warned of, such as `RuntimeError`.
        text: the whole text.
    """

    kind: str
    text: str

    @property
    def cure(self) -> str:
        """What to do about it; empty where no entry of `CURES` fits."""
        fitting = (cure.sentence for cure in CURES.values() if cure.fits(self.text))
        return next(fitting, "")

    @property
    def warning(self) -> bool:
        """Whether torch only warned, and went on."""
        return self.kind.endswith("Warning")


def caught(function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Any:
    """What a call gives, or the `TorchMessage` of what it raised."""
    try:
        return function(*arguments, **keywords)
    except RAISED as error:
        return message_of(error)


def message_of(error: BaseException) -> TorchMessage:
    """An error that torch has raised, as a message."""
    return TorchMessage(type(error).__name__, str(error).strip())


def warned(
    function: Callable[..., Any], /, *arguments: Any, **keywords: Any
) -> tuple[Any, tuple[TorchMessage, ...]]:
    """What a call gives or the `TorchMessage` of what it raised, and the warnings on the way.

    A warning that torch gives once in a process is given here each time.
    """
    messages: list[TorchMessage] = []
    with _listening(messages):
        result = caught(function, *arguments, **keywords)
    return result, tuple(dict.fromkeys(messages))


@contextmanager
def _listening(messages: list[TorchMessage]) -> Iterator[None]:
    """Adds to the messages what this thread is warned of; other threads' warnings go their way.

    Where another thread has a `catch_warnings` of its own just then, it may put `listen` back when
    this one is over: then all warnings go their way.
    """
    own: int | None = threading.get_ident()

    with LISTENING, warnings.catch_warnings():
        others = warnings.showwarning

        def listen(message: Warning | str, category: type[Warning], *where: Any) -> None:
            if threading.get_ident() == own:
                messages.append(TorchMessage(category.__name__, str(message).strip()))
            else:
                others(message, category, *where)

        warnings.simplefilter("always")
        warnings.showwarning = listen
        always = torch.is_warn_always_enabled()
        torch.set_warn_always(True)
        try:
            yield
        finally:
            own = None
            torch.set_warn_always(always)
