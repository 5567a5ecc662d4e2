"""What a puzzle is: a task, inputs drawn at random, a plain loop, hints and a solution."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Generator, Tensor

from core.expressions import parse
from core.registry import Choice, Text

LONGEST = 96
"""Characters of an answer."""


def _drawn(low: int, high: int, kind: torch.dtype) -> Callable[..., Tensor]:
    def draw(shape: tuple[int, ...], below: int, generator: Generator) -> Tensor:
        return torch.randint(low, high + 1, shape, generator=generator).to(kind)

    return draw


def _labels(shape: tuple[int, ...], below: int, generator: Generator) -> Tensor:
    return torch.randint(0, below, shape, generator=generator)


def _counting(shape: tuple[int, ...], below: int, generator: Generator) -> Tensor:
    return torch.arange(*shape)


def _real(shape: tuple[int, ...], below: int, generator: Generator) -> Tensor:
    return (10 * torch.randn(shape, generator=generator)).round() / 10


KINDS: dict[str, Callable[..., Tensor]] = {
    "whole numbers": _drawn(-9, 9, torch.float32),
    "positive numbers": _drawn(1, 9, torch.float32),
    "pixels": _drawn(0, 255, torch.uint8),
    "numbers": _real,
    "class numbers": _labels,
    "the numbers 0, 1, 2 ...": _counting,
}
"""What an input may hold, and what draws it."""


@dataclass(frozen=True)
class Input:
    """A tensor that a puzzle starts from.

    Args:
        shape: a letter for each size, or a letter doubled, such as "hh" for an even size.
        kind: a key of KINDS.
        below: the letter of the number of classes, of class numbers.
    """

    shape: tuple[str, ...]
    kind: str = "whole numbers"
    below: str = ""

    def draw(self, sizes: Mapping[str, int], generator: Generator) -> Tensor:
        """One such tensor, of these sizes by letter."""
        return KINDS[self.kind](
            tuple(sizes[letter] for letter in self.shape), sizes.get(self.below, 1), generator
        )


@dataclass(frozen=True, eq=False)
class Puzzle(Choice):
    """A small task. `build` is the plain loop that makes what is asked for.

    Args:
        task: what to make, in Markdown.
        inputs: by name.
        sizes: by letter the smallest and the largest; each size is drawn anew for each trial.
        hints: from vague to plain.
        solution: one of many.
        without: names that would give it away.
    """

    task: str = ""
    inputs: Mapping[str, Input] = None
    sizes: Mapping[str, tuple[int, int]] = None
    hints: tuple[str, ...] = ()
    solution: str = ""
    without: tuple[str, ...] = ()


def read(text: str, names: tuple[str, ...], without: tuple[str, ...]) -> Any:
    """The expression that an answer is; None of an empty one.

    Raises:
        ValueError: it cannot be read, or uses what would give the answer away.
    """
    if not text.strip():
        return None
    expression = parse(text, names)
    for node in ast.walk(expression.node):
        if isinstance(node, ast.Attribute) and node.attr in without:
            raise ValueError(f"answer={text[:40]!r} must not use {node.attr}")
    return expression


def puzzle(build: Callable, solution: str, wrong: str, **about: Any) -> Puzzle:
    """An entry, whose parameter is the reader's answer."""
    names, without = tuple(about["inputs"]), about.get("without", ())
    answer = Text(
        "",
        limit=LONGEST,
        valid=partial(read, names=names, without=without),
        examples=(solution, wrong),
        label="Your expression",
    )
    return Puzzle(build, {"answer": answer}, solution=solution, **about)
