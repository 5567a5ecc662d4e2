"""What a loss says of itself, and what follows from it: its module, its code, its numbers.

The losses themselves are in `core.catalogue.losses`.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from core.catalogue.predictions import Kind
from core.registry import Choice, Pick

Inputs = tuple[Tensor, ...]


def silent(pick: Pick, fed: Inputs) -> str:
    """For `Loss.remark`: nothing is to be said, whatever it is fed with."""
    return ""


def never(pick: Pick) -> bool:
    """For `Loss.summed`: the loss of a batch is a mean, whatever its arguments."""
    return False


@dataclass(frozen=True, eq=False, kw_only=True)
class Loss(Choice):
    """A loss. Only `kind` and `feed` must be said, besides what every `Choice` says.

    Args:
        kind: what is predicted.
        feed: makes the arguments of the module's call of predictions x (N,) and, by name, what the
            kind feeds it with and the parameters in `inputs`; see `core.catalogue.feeds`.
        formula: of one example in Python's notation with x, the target y and the parameters, or a
            function of the arguments that gives it; class weights, ignore_index and
            label_smoothing aside.
        prediction, target: what the module expects of each.
        when: sentences on when to choose it.
        inputs: parameters that go to the feed; to the module too, if it takes them.
        tensors: arguments of the module that are a tensor made of several of the parameters.
        examples: the loss of each example, (N,), as if it were alone in its batch, computed in one
            call. Without it the module is called on each example by itself, which is always right
            but slower.
        summed: whether equal examples add up to the loss of their batch, or else make its mean. It
            is asked only of a loss with `examples`.
        remark: from a pick and what it is fed with to what a reader has to know of the number that
            comes out, in sentences; "" if nothing.
    """

    kind: Kind
    feed: Callable[..., Inputs]
    formula: str | Callable[..., str] = ""
    prediction: str = ""
    target: str = ""
    when: str = ""
    inputs: tuple[str, ...] = ()
    tensors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Callable[[Pick, Inputs], Tensor] | None = None
    summed: Callable[[Pick], bool] = never
    remark: Callable[[Pick, Inputs], str] = silent


def arguments(pick: Pick) -> dict[str, Any]:
    """The keyword arguments of the module: a list in place of each tensor, if it is not all
    ones.
    """
    values, loss = dict(pick.arguments), pick.choice
    for name, parts in loss.tensors.items():
        entries = [values.pop(part) for part in parts]
        if any(entry != 1 for entry in entries):
            values[name] = entries
    signature = inspect.signature(loss.build).parameters
    return {
        name: value
        for name, value in values.items()
        if name not in loss.inputs or name in signature
    }


def build(pick: Pick, **changes: Any) -> nn.Module:
    """The picked module, with tensors of float64; `changes` replaces some of its arguments."""
    return pick.choice.build(
        **{
            name: torch.tensor(value, dtype=torch.float64) if isinstance(value, list) else value
            for name, value in (arguments(pick) | changes).items()
        }
    )


def code(pick: Pick, indent: int = 0, width: int = 100) -> str:
    """The module as PyTorch text, with the arguments that are not at its own default.

    Args:
        indent: of the line that the text stands on.
        width: of the page; an argument gets its own line where all do not fit on one.
    """
    signature = inspect.signature(pick.choice.build).parameters
    parts = []
    for name, value in arguments(pick).items():
        if isinstance(value, list):
            parts.append(f"{name}=torch.tensor({value}, dtype=torch.float64)")
        elif name not in signature or value != signature[name].default:
            parts.append(f"{name}={value!r}")
    name = pick.choice.code or pick.choice.build.__name__
    text = f"{name}({', '.join(parts)})"
    if indent + len(text) < width:
        return text
    inner = " " * (indent + 4)
    return "\n".join([f"{name}(", *(f"{inner}{part}," for part in parts), " " * indent + ")"])


def inputs(pick: Pick, x: Tensor, **values: float) -> Inputs:
    """What the module is called with for predictions x (N,); `values` holds the target, and what
    else its kind feeds it with.
    """
    return pick.choice.feed(x, **feed_arguments(pick, **values))


def feed_arguments(pick: Pick, **values: float) -> dict[str, Any]:
    """The keyword arguments of the feed: `values`, and the parameters that go to it."""
    return values | {name: pick[name] for name in pick.choice.inputs}


def loss_of_batches(pick: Pick, predictions: Tensor, targets: Tensor) -> Tensor:
    """For a loss of a prediction and a target alone: (..., N) of both to a loss for each batch of
    N, (...).
    """
    loss, shape = pick.choice, predictions.shape
    if loss.examples is None:
        module = build(pick)
        batches = zip(
            predictions.reshape(-1, shape[-1]), targets.reshape(-1, shape[-1]), strict=True
        )
        return torch.stack([module(*batch) for batch in batches]).reshape(shape[:-1])
    each = loss.examples(pick, (predictions.flatten(), targets.flatten())).reshape(shape)
    return each.sum(-1) if loss.summed(pick) else each.mean(-1)


def formula(pick: Pick) -> str:
    """The loss of one example in Python's notation; empty where the entry tells none."""
    text = pick.choice.formula
    return text(**dict(pick.arguments)) if callable(text) else text
