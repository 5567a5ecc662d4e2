"""Specs: which values a setting may take, and how a value stands in an address and in JSON."""

import difflib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

Query = Mapping[str, str | list[str]]
"""An address: each key with its text, or with a list of texts where it stands more than once."""

DECADE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
"""The stops of a slider that moves by decades."""

SHOWN = 40
"""Characters of a text that is not understood, of which an address may hold any number."""


class UnknownName(ValueError, KeyError):
    """A name that is not there. It is the reader's mistake, and a missing key of a mapping too."""

    def __str__(self) -> str:
        return ValueError.__str__(self)


def unknown(kind: str, name: Any, known: tuple) -> str:
    """One line for a name that is not there: what was meant, or what is there."""
    names = list(map(str, known))
    close = difflib.get_close_matches(str(name), names, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return f"{kind}={str(name)[:60]!r} is not known: {hint}choose from {', '.join(names)}"


def misread(key: str, text: str | list[str], used: str | list[str]) -> str:
    """One line for a text of an address that is not allowed: it, and what is used instead."""
    shown, used = (each if isinstance(each, str) else ", ".join(each) for each in (text, used))
    shown = f"{shown[:SHOWN]}…" if len(shown) > SHOWN else shown
    return f"{key}={shown!r} is not understood" + (f": {used} is used instead" if used else "")


def twice(key: str, texts: str | list[str], used: str | list[str]) -> list[str]:
    """A line where an address gives several texts for a setting that has one value."""
    if isinstance(texts, str) or len(texts) < 2 or not isinstance(used, str):
        return []
    return [f"{key} is there {len(texts)} times: {used} is used"]


class Spec:
    """What all specs share. A spec has a `default` and a `note`, one sentence for the reader.

    Its `label` says in sentence case how a parameter of an entry stands on the screen. Without one
    it stands there by its own name, as torch's parameters do.
    """

    default: Any
    note: ClassVar[str] = ""
    label: ClassVar[str] = ""

    def check(self, name: str, value: Any) -> Any:
        """The value as this spec holds it; a `ValueError` that names the setting if not allowed."""
        raise NotImplementedError

    def write(self, value: Any) -> str | list[str]:
        """The value as it stands in an address."""
        return str(value)

    def read(self, text: str) -> Any:
        """The value that `write` wrote; `check` is still to decide about it."""
        return text

    def to_query(self, key: str, value: Any) -> dict[str, str | list[str]]:
        """The part of an address that holds this value under `key`; empty at the default."""
        return {} if value == self.default else {key: self.write(value)}

    def of_query(self, key: str, query: Query) -> Any:
        """The value that an address gives; of several texts under one key the last.

        Raises:
            LookupError: it gives none.
            ValueError: it gives one that is not allowed.
        """
        text = query[key]
        return self.check(key, self.read(text[-1] if isinstance(text, list) else text))

    def from_query(self, key: str, query: Query) -> Any:
        """The value that an address gives, or the default if it gives none that is allowed."""
        try:
            return self.of_query(key, query)
        except (ValueError, LookupError):
            return self.default

    def unread(self, key: str, query: Query) -> list[str]:
        """Lines on what of an address counts for nothing under this key, and what is used."""
        if key not in query:
            return []
        try:
            value = self.of_query(key, query)
        except (ValueError, LookupError):
            return [misread(key, query[key], self.write(self.default))]
        return twice(key, query[key], self.write(value))

    def flatten(self, key: str, value: Any) -> dict[str, Any]:
        """The value in parts, each under its own key: of a pick its name and its arguments."""
        return {key: value}

    def to_json(self, value: Any) -> Any:
        """The value in plain numbers, texts, lists and dictionaries."""
        return value

    def from_json(self, value: Any) -> Any:
        """The value that `to_json` wrote; `check` is still to decide about it."""
        return value


@dataclass(frozen=True)
class Range(Spec):
    """A number from `low` to `high` in steps of `step`; whole if `low` and `step` are `int`.

    With `log` its slider moves by decades; with `names` it is no size, but says which is meant.
    """

    low: float
    high: float
    default: float
    step: float
    unit: str = ""
    note: str = ""
    log: bool = False
    label: str = ""
    names: bool = False

    @property
    def whole(self) -> bool:
        return isinstance(self.low, int) and isinstance(self.step, int)

    def stops(self) -> tuple[float, ...]:
        """Round numbers from `low` to `high`, the default among them, ten to a decade."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        stops = {float(f"{stop}e{decade}") for decade in decades for stop in DECADE}
        return tuple(
            sorted(stop for stop in stops | {self.default} if self.low <= stop <= self.high)
        )

    def check(self, name: str, value: Any) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        number = value if is_number else math.nan
        if not self.low <= number <= self.high or (self.whole and number != int(number)):
            kind = "a whole number" if self.whole else "a number"
            raise ValueError(f"{name}={value!r} must be {kind} from {self.low} to {self.high}")
        return int(number) if self.whole else float(number)

    def read(self, text: str) -> float:
        return int(text) if self.whole else float(text)

    def write(self, value: float) -> str:
        return repr(value)


class Listed:
    """What specs of listed `values` share; these may be a function, where they come and go while
    the app runs.
    """

    values: tuple[Any, ...] | Callable[[], tuple[Any, ...]]

    def choices(self) -> tuple[Any, ...]:
        """The values that there are now."""
        return self.values() if callable(self.values) else self.values


@dataclass(frozen=True)
class Options(Listed, Spec):
    """One of a few values, all `str` or all numbers.

    Args:
        labels: how some values stand on the page and in an address, where the code has other names.
        names: False if the same thing is seen with each, from another side.
    """

    values: tuple[Any, ...] | Callable[[], tuple[Any, ...]]
    default: Any
    note: str = ""
    labels: Mapping[Any, str] = field(default_factory=dict, hash=False)
    label: str = ""
    names: bool = True

    def check(self, name: str, value: Any) -> Any:
        for known in self.choices():
            if known == value and isinstance(known, bool) == isinstance(value, bool):  # True == 1
                return known
        raise ValueError(unknown(name, value, self.choices()))

    def write(self, value: Any) -> str:
        return self.labels.get(value, str(value))

    def read(self, text: str) -> Any:
        return next((value for value in self.choices() if self.write(value) == text), text)


@dataclass(frozen=True)
class Several(Listed, Spec):
    """Some of a few names, `least` to `most` of them, in the order chosen.

    An address holds it once for each name, as a list under its key; an empty text stands for none.

    Args:
        valid: raises a `ValueError` for a name that cannot be one, where to look up all of them
            reads a disk. Others are let through: who asks for one that is not there is told.
    """

    values: tuple[str, ...] | Callable[[], tuple[str, ...]]
    default: tuple[str, ...]
    least: int = 1
    most: int = 3
    note: str = ""
    valid: Callable[[str], Any] | None = None
    label: str = ""

    def check(self, name: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, str | list | tuple):
            raise ValueError(self._count(name, value))
        names = (value,) if isinstance(value, str) else tuple(value)
        for each in names:
            if self.valid is not None:
                self.valid(each)
            elif each not in self.choices():
                raise ValueError(unknown(name, each, self.choices()))
        if not self.least <= len(names) <= self.most or len(set(names)) < len(names):
            raise ValueError(self._count(name, list(names)))
        return names

    def _count(self, name: str, value: Any) -> str:
        return f"{name}={value!r} must be {self.least} to {self.most} different names"

    def write(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def to_query(self, key: str, value: tuple[str, ...]) -> dict[str, str | list[str]]:
        return {} if value == self.default else {key: self.write(value) or ""}

    def of_query(self, key: str, query: Query) -> tuple[str, ...]:
        names = query[key]
        return self.check(key, names if any(names) else ())

    def flatten(self, key: str, value: tuple[str, ...]) -> dict[str, Any]:
        return {key: list(value)}

    def to_json(self, value: tuple[str, ...]) -> list[str]:
        return list(value)


@dataclass(frozen=True)
class Flag(Spec):
    """On or off; `names` is False if the same thing is seen either way."""

    default: bool = False
    note: str = ""
    label: str = ""
    names: bool = True

    def check(self, name: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(f"{name}={value!r} must be True or False")
        return value

    def read(self, text: str) -> bool | str:
        return {"true": True, "false": False}.get(text.lower(), text)

    def write(self, value: bool) -> str:
        return str(value).lower()


@dataclass(frozen=True)
class Text(Spec):
    """A text of at most `limit` characters.

    Args:
        valid: raises a `ValueError` for a text that is not allowed.
        examples: a few texts that are allowed, for the reader and for tests.
        names: whether it names one of many, and is not what a reader draws or types; or tells of
            two texts whether they are of different things.
        lines: of it that are seen at once where it is typed; 0 if nobody types it.
    """

    default: str = ""
    limit: int = 2000
    valid: Callable[[str], Any] | None = None
    examples: tuple[str, ...] = ()
    note: str = ""
    label: str = ""
    names: bool | Callable[[str, str], bool] = False
    lines: int = 1

    def check(self, name: str, value: Any) -> str:
        if not isinstance(value, str) or len(value) > self.limit:
            shown = str(value)[:40]
            raise ValueError(f"{name}={shown!r} must be a text of at most {self.limit} characters")
        if self.valid is not None:
            self.valid(value)
        return value
