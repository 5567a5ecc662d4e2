"""What the optimizers of torch have in common: parameters that several of them have."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.catalogue.optimizer import Optimizer
from core.registry import Flag, Range

LR = Range(
    1e-5,
    10.0,
    0.001,
    1e-5,
    note="Learning rate: each step is the update times this number.",
    log=True,
)
MOMENTUM = Range(0.0, 0.999, 0.0, 0.001, note="How much of the momentum buffer each step keeps.")
DAMPENING = Range(
    0.0, 1.0, 0.0, 0.01, note="The share of each new gradient that the momentum leaves out."
)
DECAY = Range(0.0, 1.0, 0.0, 0.005, note="Weight decay: how strongly weights are pulled to zero.")
EPS = Range(1e-15, 1.0, 1e-8, 1e-15, note="Prevents a division by zero.", log=True)
DECOUPLED = Flag(False, "Decoupled weight decay, as in AdamW: kept apart from the gradient.")
AMSGRAD = Flag(False, "Divides by the largest mean square so far, not by the latest.")
BETAS = {
    "beta1": Range(0.0, 0.999, 0.9, 0.001, note="How much of the average gradient is kept."),
    "beta2": Range(0.0, 0.9999, 0.999, 0.0001, note="How much of the mean square is kept."),
}
NESTEROV = Flag(False, "Looks ahead along the momentum; needs momentum, and no dampening.")


def at(spec: Range, default: float) -> Range:
    """The same parameter with another default."""
    return replace(spec, default=default)


def of_torch(build: type, parameters: Mapping[str, Any], note: str, **more: Any) -> Optimizer:
    """An entry of torch.optim; where nothing else is said, it treats each number by itself."""
    if BETAS.keys() <= parameters.keys():
        more["joined"] = {"betas": ("beta1", "beta2")}
    return Optimizer(
        build, parameters, note, f"torch.optim.{build.__name__}", **{"joint": "", **more}
    )
