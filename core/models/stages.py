"""What a run of a network gives, function by function, and which of these belong together."""

from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

WEIGHTED = ("conv2d", "linear")
FIRST = (*WEIGHTED, "adaptive_avg_pool2d")
"""The functions with which a layer begins; what follows (norm, pooling, activation) belongs to it.
"""

FLATTENED = ("flatten", "view", "reshape")
PASSED = (*FLATTENED, "log_softmax", "softmax")
"""Those that make no maps of their own."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One function that a network called.

    Args:
        name: of the module with its weights, as in `named_modules`, else its own name and a number:
            "relu2".
        kind: the function: "conv2d", "batch_norm", "max_pool2d", "relu", "add", "linear"; "picture"
            for what came in.
        output: (N, C, H, W) or (N, C).
        inputs: indices of the stages whose outputs it took, in the order of its arguments.
        weight: the learned tensor of this name; of a convolution, a linear layer or a norm.
        bias: likewise.
        options: of a convolution, by name: stride, padding, dilation and groups.
        parameters: how many numbers of it are learned.
        multiply_adds: for one picture; counted for convolutions and linear layers.
        seconds: that it took.
    """

    name: str
    kind: str
    output: Tensor
    inputs: tuple[int, ...] = ()
    weight: Tensor | None = None
    bias: Tensor | None = None
    options: dict[str, Any] = field(default_factory=dict)
    parameters: int = 0
    multiply_adds: int = 0
    seconds: float = 0.0

    @property
    def has_units(self) -> bool:
        """Whether it is a convolution or a linear layer whose outputs, (N, units, ...), are units
        with weights of their own. (A linear layer on tokens (N, T, C) mixes something else.)
        """
        return (
            self.kind in WEIGHTED
            and self.weight is not None
            and self.output.ndim in (2, 4)
            and self.output.shape[1] == len(self.weight)
        )

    def channels(self, unit: int) -> tuple[int, int]:
        """The first of the channels before it that a unit of this convolution takes, and the one
        after the last: all of them, or those of its group.
        """
        count = self.weight.shape[1]
        first = unit // (len(self.weight) // self.options.get("groups", 1)) * count
        return first, first + count

    def is_activation(self, before: "Stage") -> bool:
        """Whether this function of the output of the stage `before` can be its activation.

        Such a function has one input and works on each number of it alone, so that the shape stays.
        That is asked, and not its name: an activation may be anyone's own.
        """
        mixes = any(word in self.kind for word in ("pool", "norm", "pad", "interpolate", "roll"))
        return (
            len(self.inputs) == 1
            and self.output.shape == before.output.shape
            and self.kind not in WEIGHTED
            and not mixes
        )


@dataclass(frozen=True)
class Layer:
    """A column of the picture of a network: functions that belong together.

    Args:
        title: what stands over it: a module, or a block of several, such as "layer1.0".
        name: the stage with weights whose units the column shows; the picture's and the pool's own
            names.
        indices: of its stages.
        end: the index of the stage whose maps it shows.
    """

    title: str
    name: str
    indices: tuple[int, ...]
    end: int


@dataclass(frozen=True, eq=False)
class Trace:
    """All stages of one run, the picture first, and what came out, (N, classes)."""

    stages: tuple[Stage, ...]
    output: Tensor

    @property
    def probabilities(self) -> Tensor:
        """Of the classes for the first picture, (classes,), also where the network gives their
        logarithms.
        """
        return self.output[0].softmax(0)

    @property
    def multiply_adds(self) -> int:
        """Of the whole network, for one picture."""
        return sum(stage.multiply_adds for stage in self.stages)

    def index(self, name: str) -> int:
        """The index of the stage of this name.

        Raises:
            ValueError: there is none.
        """
        for index, stage in enumerate(self.stages):
            if stage.name == name:
                return index
        raise ValueError(
            f"layer={name[:60]!r} is not in this network: choose from {', '.join(self.weighted())}"
        )

    def stage(self, name: str) -> Stage:
        """The stage of this name; raises as `index`."""
        return self.stages[self.index(name)]

    def weighted(self) -> tuple[str, ...]:
        """The names of the convolutions and linear layers."""
        return tuple(stage.name for stage in self.stages if stage.has_units)

    def chain(self, name: str) -> tuple[int, ...]:
        """A layer from its weights on: the stages that work on its output alone, before the next
        layer begins.
        """
        indices = [self.index(name)]
        while (index := self._next(indices[-1])) is not None:
            indices.append(index)
        return tuple(indices)

    def _next(self, before: int) -> int | None:
        """The stage that goes on with this one's output, unless a layer begins there or the units
        end.
        """
        units = self.stages[before].output.shape[1]
        for index, stage in enumerate(self.stages):
            if stage.inputs[:1] == (before,):
                same_units = stage.output.ndim in (2, 4) and stage.output.shape[1] == units
                return index if same_units and stage.kind not in (*FIRST, *PASSED) else None
        return None

    def end(self, name: str) -> Stage:
        """The last stage of a layer: what the next layer gets."""
        return self.stages[self.chain(name)[-1]]

    def before_activation(self, name: str) -> Stage:
        """The last stage of a layer before its activation, where a unit that is shut still has a
        slope.
        """
        stages = [self.stages[index] for index in self.chain(name)]
        for before, stage in zip(stages, stages[1:], strict=False):
            if stage.is_activation(before):
                return before
        return stages[-1]

    def taken_by(self, stage: Stage) -> Stage:
        """The stage whose output another takes: of a linear layer, the maps before they were laid
        flat.
        """
        before = self.stages[stage.inputs[0]]
        if stage.output.ndim == 2 and before.kind in FLATTENED:
            maps = self.stages[before.inputs[0]]
            if maps.output.ndim == 4 and before.output.ndim == 2:
                return maps
        return before

    def layers(self) -> tuple[Layer, ...]:
        """The columns from left to right, the picture among them."""
        starts: list[list[int]] = [[0]]
        for index, stage in enumerate(self.stages[1:], 1):
            within = f"{_block(stage)}.".startswith(f"{_block(self.stages[starts[-1][0]])}.")
            if stage.kind in FIRST and not within:
                starts.append([index])
            else:
                starts[-1].append(index)
        return tuple(self._layer(indices) for indices in starts)

    def _layer(self, indices: list[int]) -> Layer:
        end = max(index for index in indices if self.stages[index].kind not in PASSED)
        main = end
        while self.stages[main].kind not in (*FIRST, "picture"):
            main = self.stages[main].inputs[0]
        return Layer(_block(self.stages[indices[0]]), self.stages[main].name, tuple(indices), end)


def _block(stage: Stage) -> str:
    """The module that a stage belongs to, or the block that this is a part of: "layer1.0" for
    "layer1.0.conv2", but "features.0" for itself, which stands in a row of layers and blocks.
    """
    block, _, own = stage.name.rpartition(".")
    return block if block and not own.isdecimal() else stage.name
