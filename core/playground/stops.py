"""Why a training stops by itself."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.playground.run import Record

LEAST = 0.001
"""The share by which the loss has to fall within the patience, or it is a plateau."""


@dataclass(frozen=True)
class Rules:
    """When a training is to stop; it always does once it has diverged.

    Args:
        goal: the test accuracy that is aimed at; 0 for none. Where the network gives numbers, or
            there is no test, it counts for nothing.
        patience: epochs in which the loss of the training points has to fall by LEAST; 0 for any
            number.
    """

    goal: float = 0.0
    patience: int = 0


def reason(records: Sequence[Record], rules: Rules, diverged: tuple[int, str] | None) -> str:
    """Why a training stops after the last of these records; "" if it goes on."""
    if diverged is not None:
        step, name = diverged
        where = "in the loss" if name == "loss" else f"in `{name}`"
        return f"Diverged at step {step:,}: a number {where} is no longer finite."
    last = records[-1]
    if rules.goal and last.test_accuracy >= rules.goal:
        return f"Target reached: {100 * last.test_accuracy:.1f} % of the test points are right."
    if rules.patience and _is_plateau([record.train_loss for record in records], rules.patience):
        return f"Plateau: the training loss has not fallen for {rules.patience} epochs."
    return ""


def _is_plateau(losses: list[float], patience: int) -> bool:
    if len(losses) <= patience:
        return False
    before, since = min(losses[:-patience]), min(losses[-patience:])
    return not since < before - LEAST * abs(before) and math.isfinite(before)
