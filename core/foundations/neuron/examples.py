"""Points with a class, 0 or 1, that a neuron is to tell apart; a reader's own stand in a link as
text: `"0,0,0;1,1,1"` is two of them, each with its class at the end.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.foundations.neuron.neuron import REACH
from core.registry import Config, Options, Text, setting

Example = tuple[float, float, int]
Examples = tuple[Example, ...]
"""Each x1, x2 and the class."""

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
"""What goes into a function of two truth values."""

BLOB, SPREAD = 12, 0.45
"""Points of a blob, and their standard deviation."""

MOST = 40
NEAR = 0.15
"""A click nearer to a point than this means that point."""

LIMIT = 16 * MOST
"""Characters of the text."""

OWN = "Own points"
FIRST_OWN = "-1,-1,0;-0.5,-1.2,0;0.3,-0.6,0;-0.2,0.6,1;0.8,0.4,1;1.2,1.2,1"


def _table(classes: Iterable[int]) -> Examples:
    """The truth table of a function."""
    return tuple((*corner, label) for corner, label in zip(CORNERS, classes, strict=True))


@lru_cache(maxsize=1)
def _blobs() -> Examples:
    """Two clouds of points, which lie in each other's way a little."""
    noise = torch.randn(2, BLOB, 2, generator=torch.Generator().manual_seed(5))
    centres = torch.tensor([[-0.55, -0.45], [0.55, 0.45]])[:, None]
    clouds = (centres + SPREAD * noise).clamp(-REACH, REACH)
    return tuple(
        (round(x1, 2), round(x2, 2), label)
        for label, cloud in enumerate(clouds.tolist())
        for x1, x2 in cloud
    )


SETS = {
    "AND": lambda own: _table((0, 0, 0, 1)),
    "OR": lambda own: _table((0, 1, 1, 1)),
    "XOR": lambda own: _table((0, 1, 1, 0)),
    "Two blobs": lambda own: _blobs(),
    OWN: lambda own: read(own),
}
"""The sets by name: functions of the reader's own text."""


def write(examples: Iterable[Example]) -> str:
    """Points as text, to a hundredth."""
    return ";".join(
        f"{round(x1, 2) + 0.0:g},{round(x2, 2) + 0.0:g},{label}" for x1, x2, label in examples
    )


def read(text: str) -> Examples:
    """The points that `write` wrote.

    Raises:
        ValueError: any other text; the line says what is wrong.
    """
    if len(text) > LIMIT:
        raise ValueError(f"own={text[:20]!r}… must be a text of at most {LIMIT} characters")
    examples = tuple(_example(part) for part in text.split(";") if part.strip())
    if not 2 <= len(examples) <= MOST:
        raise ValueError(f"own={len(examples)} points must be 2 to {MOST}, such as '0,0,0;1,1,1'")
    return examples


def _example(part: str) -> Example:
    try:
        x1, x2, label = (float(number) for number in part.split(","))
    except ValueError:
        x1 = x2 = label = math.nan
    if not (abs(x1) <= REACH and abs(x2) <= REACH and label in (0, 1)):  # nan neither
        raise ValueError(
            f"own={part[:24]!r} must be x1, x2 and the class: two numbers from {-REACH:g} to "
            f"{REACH:g}, and 0 or 1, as in '0.5,-1,1'"
        )
    return x1, x2, int(label)


def clicked(text: str, x1: float, x2: float, label: int) -> str:
    """The text after a click, which removes the nearest point if it is within NEAR, and else adds
    one of this class.

    Raises:
        ValueError: the points after the click are not allowed.
    """
    examples = read(text)
    distances = [math.dist(example[:2], (x1, x2)) for example in examples]
    nearest = distances.index(min(distances))
    rest = examples[:nearest] + examples[nearest + 1 :]
    changed = write(rest if distances[nearest] < NEAR else (*examples, (x1, x2, label)))
    read(changed)
    return changed


@dataclass(frozen=True)
class Sample(Config):
    """Which points are to be told apart."""

    examples: str = setting(Options(tuple(SETS), "AND"))
    own: str = setting(
        Text(
            FIRST_OWN,
            LIMIT,
            read,
            ("0,0,0;1,1,1", "-1,1,1;1,-1,1;0,0,0;0.5,0.5,0"),
            note="x1, x2 and the class of each point, with semicolons between points.",
        )
    )
    adds: int = setting(Options((1, 0), 1, labels={1: "Class 1", 0: "Class 0"}, names=False))

    @property
    def points(self) -> Examples:
        """The points themselves."""
        return SETS[self.examples](self.own)


def tensors(examples: Examples) -> tuple[Tensor, Tensor]:
    """The inputs (N, 2) and the classes (N,) of points, float64."""
    table = torch.tensor(examples, dtype=torch.float64)
    return table[:, :2], table[:, 2]
