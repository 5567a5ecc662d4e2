"""Predict first: a question that a reader answers before the page shows what torch computes.

question = Question(
    "What shape does `x.sum(dim=1)` have?",
    Shape((2, 3)),
    rule="The dimension that is summed over goes.",
)
check(question, "2, 3").right
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.plots.numbers import number, percent
from core.plots.words import listed
from core.registry import Config, Flag, setting

LONGEST = 60
"""Characters of a guess."""

THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([, _]\d{3})+(\.\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
FRACTION = re.compile(r"([+-]?[\d.]+)/([\d.]+)")


class Answer:
    """The right answer to a question. Each kind reads a guess and compares it."""

    @property
    def form(self) -> str:
        """How a guess is written, such as "a number"."""
        raise NotImplementedError

    @property
    def shown(self) -> str:
        """The right answer as people write it."""
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """The guess that a text is.

        Raises:
            ValueError: it is none; the line says what one looks like.
        """
        raise NotImplementedError

    def fits(self, guess: Any) -> bool:
        """Whether this guess is right."""
        raise NotImplementedError


@dataclass(frozen=True)
class Shape(Answer):
    """The shape of a tensor; `()` is that of a single number."""

    value: tuple[int, ...]

    @property
    def form(self) -> str:
        return "a shape, such as 2, 3"

    @property
    def shown(self) -> str:
        return _shape(self.value)

    def read(self, text: str) -> tuple[int, ...]:
        inside = re.sub(r"torch\.Size|[()\[\]]", " ", _checked(text))
        parts = re.split(r"[\s,x×]+", inside.strip(" ,"))
        if not all(part.isascii() and part.isdigit() for part in parts if part):
            raise ValueError(f"guess={text!r} must be {self.form}; () is that of a single number")
        return tuple(int(part) for part in parts if part)

    def fits(self, guess: tuple[int, ...]) -> bool:
        return guess == tuple(self.value)


@dataclass(frozen=True)
class Number(Answer):
    """A number.

    Args:
        tolerance: how far off a guess may be; a reader is told.
        share: the same as a share of the number, such as 0.1.
    """

    value: float
    tolerance: float = 0.0
    share: float = 0.0

    @property
    def form(self) -> str:
        if not self.tolerance and not self.share:
            return "a number"
        off = percent(self.share, 0) if self.share else number(self.tolerance)
        return f"a number, up to {off} off"

    @property
    def shown(self) -> str:
        whole = float(self.value).is_integer() and abs(self.value) < 1e15
        return f"{self.value:,.0f}".replace("-", "−") if whole else number(self.value)

    def read(self, text: str) -> float:
        plain = _checked(text).strip().replace("−", "-").replace("∞", "inf")
        if THOUSANDS.fullmatch(plain):
            plain = re.sub("[, _]", "", plain)
        elif DECIMAL_COMMA.fullmatch(plain):
            plain = plain.replace(",", ".")
        try:
            if fraction := FRACTION.fullmatch(plain.replace(" ", "")):
                return float(fraction[1]) / float(fraction[2])
            return float(plain)
        except (ValueError, ZeroDivisionError) as error:
            raise ValueError(f"guess={text!r} must be a number, such as 0.5, −2 or 1/3") from error

    def fits(self, guess: float) -> bool:
        if math.isnan(self.value) or math.isinf(self.value):
            return guess == self.value or (math.isnan(guess) and math.isnan(self.value))
        rounding = 1e-9 * max(1.0, abs(self.value))  # 0.1 + 0.2 is 0.3 to a reader
        allowed = max(self.tolerance, self.share * abs(self.value))
        return abs(guess - self.value) <= allowed + rounding


@dataclass(frozen=True)
class Word(Answer):
    """One word of a few, which a reader sees."""

    value: str
    options: tuple[str, ...]

    def __post_init__(self):
        if self.value not in self.options:
            raise ValueError(f"value={self.value!r} must be one of {', '.join(self.options)}")

    @property
    def form(self) -> str:
        return listed(self.options)

    @property
    def shown(self) -> str:
        return self.value

    def read(self, text: str) -> str:
        plain = _checked(text).strip().casefold()
        for option in self.options:
            if option.casefold() == plain:
                return option
        raise ValueError(f"guess={text!r} must be one of {', '.join(self.options)}")

    def fits(self, guess: str) -> bool:
        return guess == self.value


ERROR = "an error"
"""The guess that torch raises one."""

ERRORS = ("error", ERROR)
"""How a reader writes it."""


@dataclass(frozen=True)
class OrError(Answer):
    """An answer of some kind, or that torch raises an error: so the question gives away neither.

    Args:
        answer: the right one; where torch raises an error, any of the kind that is asked for.
        fails: whether torch does.
    """

    answer: Answer
    fails: bool = False

    @property
    def form(self) -> str:
        return f"{self.answer.form}, or error"

    @property
    def shown(self) -> str:
        return ERROR if self.fails else self.answer.shown

    def read(self, text: str) -> Any:
        return ERROR if _checked(text).strip().casefold() in ERRORS else self.answer.read(text)

    def fits(self, guess: Any) -> bool:
        if self.fails or guess == ERROR:
            return self.fails and guess == ERROR
        return self.answer.fits(guess)


@dataclass(frozen=True)
class Question:
    """What a reader is asked before it is shown.

    Args:
        asked: the question, in Markdown. It tells the state apart from others: with another text or
            another answer it is another question.
        answer: the right answer, from torch.
        rule: how it is found, for who guessed wrong; or a function of the guess, where different
            mistakes miss different rules.
        about: what is shown once it is answered, where several questions could be asked of that,
            such as one of each cell: an answer to one of them is enough.
    """

    asked: str
    answer: Answer
    rule: str | Callable[[Any], str]
    about: str = ""

    def rule_for(self, guess: Any) -> str:
        """The rule that this guess missed."""
        return self.rule(guess) if callable(self.rule) else self.rule


@dataclass(frozen=True)
class Verdict:
    """Whether a guess was right, and a sentence about it."""

    right: bool
    sentence: str


def check(question: Question, text: str) -> Verdict:
    """What a text that a reader typed is worth as an answer.

    Raises:
        ValueError: it is no answer of the kind that is asked for; the line says what one looks
            like.
    """
    guess = question.answer.read(text)
    if question.answer.fits(guess):
        return Verdict(True, f"Right: {question.answer.shown}.")
    return Verdict(False, f"Not {_guessed(guess)}. {question.rule_for(guess)}")


def told(question: Question, guess: Any = None) -> str:
    """The right answer and its rule, for who gives up."""
    return f"It is {question.answer.shown}. {question.rule_for(guess)}"


@dataclass(frozen=True)
class Predicting(Config):
    """The setting of a page that hides its result until the reader has guessed it."""

    predict: bool = setting(Flag(False, "Hides the result until you have guessed it.", names=False))


def _guessed(guess: Any) -> str:
    if isinstance(guess, tuple):
        return _shape(guess)
    return number(guess, 10) if isinstance(guess, float) else str(guess)


def _shape(sides: tuple[int, ...]) -> str:
    """As torch writes it: "(2, 3)", "(4,)", "()"."""
    return str(tuple(sides))


def _checked(text: str) -> str:
    """The text, if it is one that could be a guess."""
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"guess={text[:20]!r} must be 1 to {LONGEST} characters")
    return text
