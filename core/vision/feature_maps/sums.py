"""Where one map comes from: what each channel before it adds, the bias, and what the layer does to
the sum.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from core.models.stages import Stage, Trace


@dataclass(frozen=True, eq=False)
class Sum:
    """The weighted sum that one unit of a convolution or a linear layer is, part by part.

    Args:
        name: of the layer.
        unit: its number in the layer.
        inputs: (C, H, W), the maps before it; (C, 1, 1) for single numbers.
        kernels: (C, k, l), the slice of the unit's weights for each of them.
        parts: (C, H', W'), what each adds to the sum. A linear layer multiplies cell by cell:
            there H' = H.
        bias: 0 if it has none.
        total: (H', W'), all parts and the bias; (1, 1) of a linear layer.
        steps: what becomes of the sum in its layer, the sum itself as torch has it first: for each
            step its stage and the unit's map.
    """

    name: str
    unit: int
    inputs: Tensor
    kernels: Tensor
    parts: Tensor
    bias: float
    total: Tensor
    steps: tuple[tuple[Stage, Tensor], ...]

    @property
    def map(self) -> Tensor:
        """What the layer hands on of this unit, (H', W')."""
        return self.steps[-1][1]

    @property
    def difference(self) -> float:
        """The largest between the sum made here and torch's own: rounding, since the order of
        additions differs.
        """
        return float((self.total - self.steps[0][1]).abs().max())

    def strongest(self, most: int) -> tuple[int, ...]:
        """The inputs that move the sum most, by the largest value of their parts, in their own
        order.
        """
        strength = self.parts.abs().amax((1, 2))
        return tuple(strength.topk(min(most, len(strength))).indices.sort().values.tolist())


def weighted_sum(trace: Trace, name: str, unit: int) -> Sum:
    """The sum behind one unit's map, for the first picture of a trace.

    Raises:
        ValueError: there is no such layer, or it has no such unit.
    """
    stage = trace.stage(name)
    if not stage.has_units:
        raise ValueError(
            f"layer={name!r} sums up nothing: choose from {', '.join(trace.weighted())}"
        )
    if not 0 <= unit < len(stage.weight):
        raise ValueError(
            f"unit={unit} must be a whole number from 0 to {len(stage.weight) - 1} in {name}"
        )
    with torch.inference_mode():
        inputs, kernels, parts, summed = (_linear if stage.kind == "linear" else _convolution)(
            trace, stage, unit
        )
        bias = 0.0 if stage.bias is None else float(stage.bias[unit])
        steps = tuple(
            (trace.stages[index], _map(trace.stages[index].output, unit))
            for index in trace.chain(name)
        )
        return Sum(name, unit, inputs, kernels, parts, bias, summed + bias, steps)


def _convolution(trace: Trace, stage: Stage, unit: int) -> tuple[Tensor, ...]:
    """The convolution of each channel with its own slice of the kernel."""
    options = {
        name: value
        for name, value in stage.options.items()
        if name in ("stride", "padding", "dilation")
    }
    kernels = stage.weight[unit]  # (C, k, l)
    inputs = trace.stages[stage.inputs[0]].output[0, slice(*stage.channels(unit))]
    parts = F.conv2d(inputs, kernels[:, None], groups=len(kernels), **options)
    return inputs, kernels, parts, parts.sum(0)


def _linear(trace: Trace, stage: Stage, unit: int) -> tuple[Tensor, ...]:
    """Each number times its weight; numbers that were maps before they were laid flat are shown as
    these.
    """
    inputs = trace.taken_by(stage).output[0]
    inputs = inputs if inputs.ndim == 3 else inputs[:, None, None]
    kernels = stage.weight[unit].view_as(inputs)
    parts = kernels * inputs
    return inputs, kernels, parts, parts.sum().view(1, 1)


def _map(output: Tensor, unit: int) -> Tensor:
    """A unit's part of an output for the first picture, (H, W); (1, 1) for a single number."""
    cells = output[0, unit]
    return cells if cells.ndim == 2 else cells.view(1, 1)
