"""What a schedule says of itself, and what follows from it: its arguments for a training, and the
schedule of an optimizer.

The schedules themselves are in `core.catalogue.schedules`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from torch.optim import Optimizer, lr_scheduler

from core.catalogue import calls
from core.catalogue.calls import Call
from core.registry import Pick


@dataclass(frozen=True, eq=False, kw_only=True)
class Schedule(Call):
    """One schedule. Without `code` it is a function of our own, and a script shows its source.

    Args:
        lr_argument: the argument of torch's class that is the optimizer's learning rate; "" if
            there is none.
        steps_argument: the argument that is the number of steps; "" if there is none.
        momentum_flag: the argument that says whether it changes the momentum too; "" if it never
            does.
        uses_loss: its `step` is told the loss.
        constant: it leaves the learning rate as it is, so that nothing needs to be built.
        caution: from its parameters, by name, and the lowest loss of a training to what a reader
            has to know there, in sentences; "" if nothing.
    """

    lr_argument: str = ""
    steps_argument: str = ""
    momentum_flag: str = ""
    uses_loss: bool = False
    constant: bool = False
    caution: Callable[[Mapping[str, Any], float], str] = lambda values, lowest: ""


MOMENTA = {"momentum", "betas"}
"""Settings of an optimizer that torch's schedules can change as its momentum."""


def arguments(
    pick: Pick, lr: float, steps: Any, settings: Iterable[str] = ("momentum",)
) -> dict[str, Any]:
    """What torch's class takes beside the optimizer, for a training of `steps` steps; its own
    defaults are left out.

    Args:
        settings: names of the optimizer's settings; if none of them is a momentum, none is changed.
    """
    choice, keywords = pick.choice, {}
    if choice.lr_argument:
        keywords[choice.lr_argument] = lr
    if choice.steps_argument:
        keywords[choice.steps_argument] = steps
    keywords |= calls.arguments(pick)
    if choice.momentum_flag and not MOMENTA & set(settings):
        keywords[choice.momentum_flag] = False
    return keywords


def schedule(pick: Pick, optimizer: Optimizer, lr: float, steps: int) -> lr_scheduler.LRScheduler:
    """The picked schedule of an optimizer; its `step()` follows each of the optimizer's, `steps`
    times at most.

    Raises:
        ValueError: an optimizer without a learning rate, or too few steps.
    """
    if "lr" not in optimizer.param_groups[0]:
        raise ValueError(
            f"schedule={pick.name!r} needs a learning rate to change, and "
            f"{type(optimizer).__name__} has none"
        )
    try:
        return pick.choice.build(optimizer, **arguments(pick, lr, steps, optimizer.defaults))
    except ZeroDivisionError:  # torch divides by the length of a phase
        raise ValueError(
            f"steps={steps} is too few for {pick}: one of its phases has no step; use more steps"
        ) from None
