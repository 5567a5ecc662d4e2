"""Receptive fields: which cells of the input a unit sees through a stack of layers.

By recursion (`steps`) and by autograd (`probe`), side by side.
"""

from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor, nn
from torch.nn import functional as F

from core.models.zoo import MODELS
from core.registry import Config, Options, Range, Text, setting
from core.vision.convolution import networks
from core.vision.convolution.probe import run_open, sensitivity
from core.vision.convolution.steps import (
    INPUT,
    Field,
    Seen,
    Step,
    fields,
    layer,
    parse,
    room,
    seen,
    sides,
)

OWN = "Your own"


def _networks() -> tuple[str, ...]:
    return OWN, *networks.convolutional()


@dataclass(frozen=True)
class Stack(Config):
    """Whose layers, and how large a picture they see."""

    network: str = setting(Options(_networks, OWN))
    stack: str = setting(
        Text(
            "conv 3 p1, max 2, conv 3 p1, max 2, conv 3 p1",
            300,
            parse,
            (
                "conv 5, max 2, conv 5, max 2",
                "conv 3 d1, conv 3 d2, conv 3 d4",
                "conv 7 s2 p3, mean 3 s2 p1, conv 1",
            ),
            note="conv, max or mean, a kernel size, and where needed s(tride), p(adding), "
            "d(ilation): conv 3 s2 p1.",
        )
    )
    picture_size: int = setting(Range(4, 48, 28, 1, note="Cells along each side."))

    @property
    def is_own(self) -> bool:
        """Whether the layers are the reader's, not a network's."""
        return self.network == OWN

    @property
    def steps(self) -> tuple[Step, ...]:
        return parse(self.stack) if self.is_own else steps_of(self.network)

    @property
    def shape(self) -> tuple[int, int]:
        """Channels, and cells along each side, of the picture."""
        if self.is_own:
            return 1, self.picture_size
        return MODELS[self.network].shape[:2]

    @property
    def side(self) -> int:
        return self.shape[1]

    def module(self) -> nn.Module:
        """The layers; their weights do not count."""
        if self.is_own:
            return nn.Sequential(*map(layer, self.steps)).requires_grad_(False)
        return networks.untrained(MODELS[self.network])


@lru_cache(maxsize=16)
def steps_of(network: str) -> tuple[Step, ...]:
    """The steps of a network of the zoo, as far as it has maps.

    Raises:
        ValueError: it is no stack of layers.
    """
    entry = MODELS[network]
    channels, side, _ = entry.shape
    return run_open(networks.untrained(entry), channels, side)[0]


@lru_cache(maxsize=32)
def measured(stack: Stack) -> tuple[Field, ...]:
    """What autograd finds that the units of each layer see, the input first.

    Two neighbours of each layer are probed, on a picture so large that no edge cuts their fields.
    """
    known = fields(stack.steps)
    _, picture, maps = run_open(stack.module(), stack.shape[0], room(known))
    result = [INPUT]
    for field, output in zip(known[1:], maps, strict=True):
        first = -(field.start // field.jump)  # the first unit whose field begins within the picture
        rows = [
            sensitivity(picture, output[0, 0, unit, unit]).sum(1).nonzero().flatten()
            for unit in (first, first + 1)
        ]
        jump = int(rows[1][0] - rows[0][0])
        length = int(rows[0][-1] - rows[0][0]) + 1
        result.append(Field(int(rows[0][0]) - first * jump, jump, length))
    return tuple(result)


@lru_cache(maxsize=64)
def heat(stack: Stack, row: int, column: int) -> Tensor:
    """How much a unit of the last layer depends on each cell: (side, side) float64, the largest 1.

    Raises:
        ValueError: torch refuses: the picture is too small.
    """
    sides(stack.steps, stack.side)
    _, picture, maps = run_open(stack.module(), *stack.shape)
    return sensitivity(picture, maps[-1][0, 0, row, column])


@dataclass(frozen=True, eq=False)
class ReceptiveField:
    """What the units of a stack see, and one of them above all.

    Args:
        steps: the layers.
        sides: cells along each side, the input first.
        picture: (side, side) in [0, 1], the input.
        heat: (side, side), how much the chosen unit depends on each cell.
        seen: for each depth but the last, what each unit of the last layer sees there.
        known, measured: the field at each depth, by recursion and by autograd.
    """

    steps: tuple[Step, ...]
    sides: tuple[int, ...]
    picture: Tensor
    heat: Tensor
    seen: tuple[Seen, ...]
    known: tuple[Field, ...]
    measured: tuple[Field, ...]


def receptive_field_at(stack: Stack, picture: Tensor, row: int, column: int) -> ReceptiveField:
    """The receptive fields of a stack over a picture.

    Args:
        picture: (H, W) in [0, 1]; brought to the stack's size.
        row, column: the chosen unit of the last layer.

    Raises:
        ValueError: torch refuses: the picture is too small.
    """
    steps, around = stack.steps, sides(stack.steps, stack.side)
    return ReceptiveField(
        steps,
        around,
        F.adaptive_avg_pool2d(picture[None], (stack.side, stack.side))[0],
        heat(stack, row, column),
        seen(steps, around),
        fields(steps),
        measured(stack),
    )
