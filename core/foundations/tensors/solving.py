"""Whether an answer solves its puzzle: on random inputs of several sizes, against a plain loop."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.expressions import Expression, Mistake
from core.foundations.tensors.puzzle import Puzzle, read
from core.foundations.tensors.puzzles import PUZZLES
from core.registry import Choose, Config, Pick, Text, setting
from core.torch_message import RAISED, TorchMessage, message_of

TRIALS = 8

SHOWN = 0
"""The trial that a reader sees before an answer is checked."""


def answers(text: str) -> dict[str, str]:
    """Answers by the names of their puzzles, from a text such as `Outer sum: a[:, None] + b; ...`.

    Raises:
        ValueError: a puzzle is not known, or an answer cannot be read.
    """
    pairs = [part.partition(":") for part in text.split(";") if part.strip()]
    read_all = {name.strip(): answer.strip() for name, _, answer in pairs}
    for name, answer in read_all.items():
        PUZZLES.pick(name, answer=answer)
    return read_all


def written(answers: Mapping[str, str]) -> str:
    """Such a text: no answer has a semicolon in it."""
    return "; ".join(f"{name}: {answer}" for name, answer in answers.items())


FIRST = next(iter(PUZZLES))


@dataclass(frozen=True)
class Solving(Config):
    """The puzzle that a reader is at, with the answer, and the answers to others."""

    puzzle: Pick = setting(Choose(PUZZLES, PUZZLES.pick(FIRST)))
    solved: str = setting(
        Text("", limit=3000, valid=answers, examples=(f"{FIRST}: {PUZZLES[FIRST].solution}",))
    )


@dataclass(frozen=True, eq=False)
class Trial:
    """A puzzle with inputs drawn for it.

    Args:
        inputs: by name.
        wanted: what the plain loop makes of them, float64.
        result: what the answer makes of them: a tensor, what torch raised, or a line on why it is
            neither; None while there is no answer.
    """

    inputs: Mapping[str, Tensor]
    wanted: Tensor
    result: Tensor | TorchMessage | str | None = None

    @property
    def right(self) -> bool:
        """Whether the answer gives what is wanted, in the same shape; of any dtype."""
        if not isinstance(self.result, Tensor) or self.result.shape != self.wanted.shape:
            return False
        result = self.result.to(torch.float64)
        return torch.allclose(result, self.wanted, rtol=1e-4, atol=1e-5, equal_nan=True)


@dataclass(frozen=True, eq=False)
class Verdict:
    """What an answer is worth.

    Args:
        trial: the first that it fails at, else the first.
        passed: the trials that it passes.
        answered: whether there is an answer.
    """

    trial: Trial
    passed: int
    answered: bool

    @property
    def solved(self) -> bool:
        return self.passed == TRIALS


@lru_cache(maxsize=128)
def verdict(pick: Pick) -> Verdict:
    """Checks the answer to a puzzle; `pick` is one of PUZZLES."""
    puzzle = pick.choice
    expression = read(pick["answer"], tuple(puzzle.inputs), puzzle.without)
    if expression is None:
        return Verdict(trial(puzzle, SHOWN), 0, False)
    trials = [_tried(trial(puzzle, number), expression) for number in range(TRIALS)]
    failed = next((each for each in trials if not each.right), trials[SHOWN])
    return Verdict(failed, sum(each.right for each in trials), True)


def _tried(trial: Trial, expression: Expression) -> Trial:
    """The trial with what an expression makes of its inputs; these stay as they are."""
    inputs = {name: tensor.clone() for name, tensor in trial.inputs.items()}
    try:
        result = expression.value(inputs)
    except Mistake as mistake:
        result = str(mistake)
    except RAISED as error:
        result = message_of(error)
    if isinstance(result, tuple):
        result = f"answer={expression.text[:40]!r} must be one tensor, not {len(result)}"
    return Trial(trial.inputs, trial.wanted, result)


def trial(puzzle: Puzzle, number: int) -> Trial:
    """The inputs of a trial, always the same, and what is wanted of them.

    The first has a different size for each letter, where that can be; the sizes of the others are
    drawn.
    """
    generator = torch.Generator().manual_seed(number)
    sizes = {
        letter: _size(letter, low, high, number, position, generator)
        for position, (letter, (low, high)) in enumerate(puzzle.sizes.items())
    }
    inputs = {name: each.draw(sizes, generator) for name, each in puzzle.inputs.items()}
    wanted = puzzle.build(*(tensor.tolist() for tensor in inputs.values()))
    return Trial(inputs, torch.tensor(wanted, dtype=torch.float64))


def _size(
    letter: str, low: int, high: int, number: int, position: int, generator: torch.Generator
) -> int:
    """The size of a letter in a trial; even, of a letter that is doubled."""
    if number == SHOWN:
        size = min(max(low, position + 2 + (low > 2)), high)
    else:
        size = int(torch.randint(low, high + 1, (), generator=generator))
    return size + size % 2 if len(letter) > 1 else size


def solved(state: Solving) -> tuple[str, ...]:
    """The names of the puzzles whose answers, those before and the one at hand, are right."""
    picks = [PUZZLES.pick(name, answer=text) for name, text in answers(state.solved).items()]
    right = {pick.name for pick in (*picks, state.puzzle) if verdict(pick).solved}
    return tuple(name for name in PUZZLES if name in right)


def remembered(state: Solving) -> str:
    """The answers with the one at hand among them, if it is right."""
    if not verdict(state.puzzle).solved:
        return state.solved
    return written(answers(state.solved) | {state.puzzle.name: state.puzzle["answer"].strip()})


def headline(state: Solving) -> dict[str, float]:
    """The numbers of the trial that is shown."""
    trial = verdict(state.puzzle).trial
    numbers = {
        "sum of wanted": trial.wanted.sum().item(),
        "numbers wanted": trial.wanted.numel(),
    }
    if isinstance(trial.result, Tensor):
        numbers |= {
            "sum of yours": trial.result.double().sum().item(),
            "numbers of yours": trial.result.numel(),
            "right": int(trial.right),
        }
    return numbers
