"""The state of a training after a whole epoch, from which it goes on as if it had never stopped: as
tensors, which safetensors holds, and a tree of plain values, which JSON holds.

Nothing is unpickled. The strides of a tensor are kept too: torch's fused optimizers go through the
numbers as they lie in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from core.training.curve import Curve

PLAIN = (bool, int, float, str, type(None))
LOSSES = "losses and accuracies"


class Unsuitable(ValueError):
    """A state that cannot be kept, or that does not fit the training that it is given to."""


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """Where a training stood after `epoch` whole epochs. The tensors are the training's own: they
    are to be packed before the next step.

    Args:
        seconds: that the training took so far.
        device: the kind that it ran on: "cpu".
        points: of every step its loss and its accuracy, (steps, 2) float64.
        held_out: (step, loss, accuracy) of the test pictures after each epoch.
        states: of the weights, the optimizer, the schedule, the moving average, the scaler and the
            random generators, each under its name, as `state_dict` or `get_state` gives it.
    """

    epoch: int
    seconds: float
    device: str
    points: Tensor
    held_out: Curve
    states: Mapping[str, Any]


def pack(checkpoint: Checkpoint) -> tuple[bytes, Any]:
    """The tensors of a checkpoint as a safetensors file, and the tree that says where each belongs.

    Raises:
        Unsuitable: an optimizer or a schedule has a state of something else than plain values,
            lists, dictionaries and tensors.
    """
    tensors = {LOSSES: checkpoint.points}
    tree = _encoded(dict(checkpoint.states), tensors)
    return save(tensors), tree


def unpack(data: bytes, tree: Any) -> tuple[Tensor, dict[str, Any]]:
    """The points and the states of a checkpoint that `pack` wrote.

    Raises:
        Unsuitable: the two do not fit together.
    """
    try:
        tensors = load(data)
        return tensors[LOSSES], _decoded(tree, tensors)
    except (SafetensorError, RuntimeError, LookupError, TypeError, ValueError, AttributeError):
        raise Unsuitable("the tensors of the checkpoint are not those that it speaks of") from None


def _encoded(value: Any, tensors: dict[str, Tensor]) -> Any:
    """A value as JSON can hold it; its tensors are put under numbers into `tensors`."""
    if isinstance(value, Tensor):
        name = str(len(tensors))
        copy = value.detach().cpu()
        tensors[name] = copy.clone(memory_format=torch.contiguous_format)
        return {"tensor": name, "stride": list(copy.stride()) if _is_dense(copy) else None}
    if isinstance(value, Mapping):
        return {"items": [[_encoded(each, tensors) for each in item] for item in value.items()]}
    if isinstance(value, tuple):
        return {"tuple": [_encoded(each, tensors) for each in value]}
    if isinstance(value, list):
        return [_encoded(each, tensors) for each in value]
    if isinstance(value, PLAIN):
        return value
    raise Unsuitable(f"a {type(value).__name__} cannot be kept in a checkpoint")


def _decoded(value: Any, tensors: Mapping[str, Tensor]) -> Any:
    """What `_encoded` wrote."""
    if isinstance(value, list):
        return [_decoded(each, tensors) for each in value]
    if not isinstance(value, dict):
        return value
    if "tensor" in value:
        return _laid_out(tensors[value["tensor"]], value["stride"])
    if "tuple" in value:
        return tuple(_decoded(each, tensors) for each in value["tuple"])
    return {_decoded(key, tensors): _decoded(each, tensors) for key, each in value["items"]}


def _is_dense(tensor: Tensor) -> bool:
    """Whether its numbers lie one beside the other in memory, none of them twice."""
    reach = 1 + sum((n - 1) * step for n, step in zip(tensor.shape, tensor.stride(), strict=True))
    return 0 not in tensor.shape and reach == tensor.numel()


def _laid_out(tensor: Tensor, stride: list[int] | None) -> Tensor:
    """The same numbers with these strides."""
    if stride is None or list(tensor.stride()) == stride:
        return tensor
    result = torch.empty_strided(tensor.shape, stride, dtype=tensor.dtype)
    if not _is_dense(result):
        raise ValueError(f"strides {stride} do not fit {tuple(tensor.shape)}")
    return result.copy_(tensor)
