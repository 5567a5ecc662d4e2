"""Choices as data: what a reader can set, what may be set, and what was set.

A *spec* (`Range`, `Options`, `Several`, `Flag`, `Text`, `Choose`) says which values one setting may
take. A `Choice` is one entry of a `Registry`: something torch can build, with a spec for each of
its parameters. A `Pick` is the reader's choice from a registry, and a `Config` a frozen dataclass
of settings. Both are hashable values from which the computation, the cache key, the address, the
code and the presets all follow.

To add an activation, a model or an optimizer, add one `Choice` to its registry. Nothing here knows
torch or a screen.
"""

import dataclasses
import difflib
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Protocol, Self, TypeVar

DECADE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
"""The stops of a slider that moves by decades."""


class Random(Protocol):
    """What `sample` needs of a source of randomness; `random.Random` is one."""

    def choice(self, values): ...
    def randint(self, low: int, high: int) -> int: ...
    def random(self) -> float: ...


@dataclass(frozen=True)
class Range:
    """A number from `low` to `high` in steps of `step`; whole numbers if `low` and `step` are
    `int`.

    With `log` its slider moves by decades, ten stops to each; other numbers can still be given, by
    code or by link.
    """

    low: float
    high: float
    default: float
    step: float
    unit: str = ""
    note: str = ""
    log: bool = False

    @property
    def whole(self) -> bool:
        return isinstance(self.low, int) and isinstance(self.step, int)

    def stops(self) -> tuple[float, ...]:
        """Round numbers from `low` to `high`, the default among them, ten to a decade."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        stops = {float(f"{stop}e{decade}") for decade in decades for stop in DECADE} | {
            self.default
        }
        return tuple(sorted(stop for stop in stops if self.low <= stop <= self.high))

    def check(self, name: str, value: Any) -> float:
        number = (
            value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
        )
        if not self.low <= number <= self.high or (self.whole and number != int(number)):
            kind = "a whole number" if self.whole else "a number"
            raise ValueError(f"{name}={value!r} must be {kind} from {self.low} to {self.high}")
        return int(number) if self.whole else float(number)

    def read(self, text: str) -> float:
        return int(text) if self.whole else float(text)

    def write(self, value: float) -> str:
        return repr(value)

    def sample(self, random: Random) -> float:
        if self.log:
            return random.choice(self.stops())
        value = self.low + self.step * random.randint(0, round((self.high - self.low) / self.step))
        return self.check("sample", min(self.high, value if self.whole else float(f"{value:.9g}")))


@dataclass(frozen=True)
class Options:
    """One of a few values, all `str` or all numbers."""

    values: tuple[Any, ...]
    default: Any
    note: str = ""

    def check(self, name: str, value: Any) -> Any:
        for known in self.values:
            if known == value and isinstance(known, bool) == isinstance(value, bool):  # True == 1
                return known
        raise ValueError(unknown(name, value, self.values))

    def read(self, text: str) -> Any:
        return next((value for value in self.values if str(value) == text), text)

    def write(self, value: Any) -> str:
        return str(value)

    def sample(self, random: Random) -> Any:
        return random.choice(self.values)


@dataclass(frozen=True)
class Several:
    """Some of a few names, `least` to `most` of them, in the order chosen.

    An address holds such a setting once for each name, as a list under its key. `values` may be a
    function, where the names come and go while the app runs.
    """

    values: tuple[str, ...] | Callable[[], tuple[str, ...]]
    default: tuple[str, ...]
    least: int = 1
    most: int = 3
    note: str = ""

    def names(self) -> tuple[str, ...]:
        return self.values() if callable(self.values) else self.values

    def check(self, name: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, str | list | tuple):
            raise ValueError(
                f"{name}={value!r} must be {self.least} to {self.most} different names"
            )
        value = (value,) if isinstance(value, str) else tuple(value)
        for one in value:
            if one not in self.names():
                raise ValueError(unknown(name, one, self.names()))
        if not self.least <= len(value) <= self.most or len(set(value)) < len(value):
            raise ValueError(
                f"{name}={list(value)} must be {self.least} to {self.most} different names"
            )
        return value

    def read(self, text: str | list[str]) -> tuple[str, ...]:
        return (text,) if isinstance(text, str) else tuple(text)

    def write(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def sample(self, random: Random) -> tuple[str, ...]:
        rest = list(self.names())
        count = random.randint(self.least, min(self.most, len(rest)))
        return tuple(rest.pop(random.randint(0, len(rest) - 1)) for _ in range(count))


@dataclass(frozen=True)
class Flag:
    """On or off."""

    default: bool = False
    note: str = ""

    def check(self, name: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(f"{name}={value!r} must be True or False")
        return value

    def read(self, text: str) -> bool | str:
        return {"true": True, "false": False}.get(text.lower(), text)

    def write(self, value: bool) -> str:
        return str(value).lower()

    def sample(self, random: Random) -> bool:
        return random.choice((False, True))


@dataclass(frozen=True)
class Text:
    """A text of at most `limit` characters; `valid(text)` raises a `ValueError` for one that is not
    allowed.
    """

    default: str = ""
    limit: int = 2000
    valid: Callable[[str], Any] | None = None
    examples: tuple[str, ...] = ()
    note: str = ""

    def check(self, name: str, value: Any) -> str:
        if not isinstance(value, str) or len(value) > self.limit:
            raise ValueError(
                f"{name}={str(value)[:40]!r} must be a text of at most {self.limit} characters"
            )
        if self.valid is not None:
            self.valid(value)
        return value

    def read(self, text: str) -> str:
        return text

    write = read

    def sample(self, random: Random) -> str:
        return random.choice((self.default, *self.examples))


class Registry(dict[str, "Choice"]):
    """Choices by name; asking for a name that is not there is the reader's mistake and says what
    was meant.

    Args:
        kind: what the entries are, for messages: "activation".
    """

    def __init__(self, kind: str, choices: Mapping[str, "Choice"]):
        super().__init__(choices)
        self.kind = kind

    def __missing__(self, name: str) -> "Choice":
        raise ValueError(unknown(self.kind, name, tuple(self)))

    def pick(self, name: str, /, **arguments: Any) -> "Pick":
        """The named choice with these arguments, each checked; the others at their defaults."""
        choice = self[name] if isinstance(name, str) else self.__missing__(name)
        for given in arguments:
            if given not in choice.parameters:
                raise ValueError(unknown(f"{name} argument", given, tuple(choice.parameters)))
        return Pick(
            name,
            tuple(
                (key, spec.check(key, arguments.get(key, spec.default)))
                for key, spec in choice.parameters.items()
            ),
            choice,
        )


@dataclass(frozen=True, eq=False)
class Choice:
    """One entry of a registry.

    Args:
        build: makes the thing: a class or a function that takes the parameters as keyword
            arguments.
        parameters: a spec for each parameter, under torch's own name.
        note: one sentence on what it is.
        code: how it is called in plain PyTorch, such as `nn.LeakyReLU`.
        facts: anything more that its registry says of it.
    """

    build: Callable[..., Any]
    parameters: Mapping[str, "Spec"] = field(default_factory=dict)
    note: str = ""
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pick:
    """A choice from a registry: its name and its keyword arguments. Two picks are equal if these
    are.
    """

    name: str
    arguments: tuple[tuple[str, Any], ...]
    choice: Choice = field(compare=False, repr=False)

    def build(self, *leading: Any) -> Any:
        return self.choice.build(*leading, **dict(self.arguments))

    def __getitem__(self, argument: str) -> Any:
        return dict(self.arguments)[argument]

    def __str__(self) -> str:
        arguments = ", ".join(f"{key}={value!r}" for key, value in self.arguments)
        return f"{self.choice.code or self.name}({arguments})"


@dataclass(frozen=True)
class Choose:
    """A `Pick` from a registry, its arguments included."""

    registry: Registry
    default: Pick
    note: str = ""

    def check(self, name: str, value: Any) -> Pick:
        if isinstance(value, str):
            return self.registry.pick(value)
        if not isinstance(value, Pick):
            raise ValueError(
                f"{name}={value!r} must be a pick or a name from {', '.join(self.registry)}"
            )
        return self.registry.pick(value.name, **dict(value.arguments))

    def sample(self, random: Random) -> Pick:
        return sample_pick(self.registry, random.choice(tuple(self.registry)), random)


def sample_pick(registry: Registry, name: str, random: Random) -> Pick:
    """The named choice with random arguments."""
    return registry.pick(
        name, **{key: spec.sample(random) for key, spec in registry[name].parameters.items()}
    )


@dataclass(frozen=True)
class ChooseSeveral:
    """Different entries of a registry, `least` to `most` of them in the order chosen, each a
    `Pick`.
    """

    registry: Registry
    default: tuple[Pick, ...]
    least: int = 1
    most: int = 5
    note: str = ""

    def one(self, name: str) -> Choose:
        """The spec of one of them: this entry, at the arguments it has in the default if it is
        there.
        """
        usual = {pick.name: pick for pick in self.default}
        return Choose(self.registry, usual.get(name) or self.registry.pick(name))

    def check(self, name: str, value: Any) -> tuple[Pick, ...]:
        value = (value,) if isinstance(value, str | Pick) else value
        if not isinstance(value, tuple | list):
            raise ValueError(f"{name}={value!r} must be names from {', '.join(self.registry)}")
        picks = tuple(Choose(self.registry, self.default[0]).check(name, pick) for pick in value)
        names = [pick.name for pick in picks]
        if not self.least <= len(names) <= self.most or len(set(names)) < len(names):
            raise ValueError(f"{name}={names} must be {self.least} to {self.most} different names")
        return picks

    def sample(self, random: Random) -> tuple[Pick, ...]:
        names = Several(tuple(self.registry), (), self.least, self.most).sample(random)
        return tuple(sample_pick(self.registry, name, random) for name in names)


Part = TypeVar("Part", bound="Config")
Spec = Range | Options | Several | Flag | Text | Choose | ChooseSeveral


def setting(spec: Spec) -> Any:
    """A field of a `Config` that this spec describes, at its default."""
    return field(default=spec.default, metadata={"spec": spec})


@dataclass(frozen=True)
class Config:
    """Base of the frozen dataclasses whose fields are settings. Checks every field; bad ones are a
    `ValueError`.
    """

    def __post_init__(self):
        for name, spec in self.specs():
            object.__setattr__(self, name, spec.check(name, getattr(self, name)))

    @classmethod
    def specs(cls) -> Iterator[tuple[str, Spec]]:
        return (
            (one.name, one.metadata["spec"])
            for one in dataclasses.fields(cls)
            if "spec" in one.metadata
        )

    def replace(self, **changes: Any) -> Self:
        for name in changes:
            if name not in vars(self):
                raise ValueError(unknown("setting", name, tuple(vars(self))))
        return dataclasses.replace(self, **changes)

    def part(self, kind: type["Part"]) -> "Part":
        """The settings that a config of this kind has too, as such a config."""
        return kind(**{name: getattr(self, name) for name, _ in kind.specs()})

    def as_json(self) -> dict[str, Any]:
        """Plain values: a pick becomes its name with its arguments, a tuple a list."""
        return {name: _plain(getattr(self, name)) for name, _ in self.specs()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The config that `as_json` wrote; a name or a value that is not allowed is a
        `ValueError`.
        """
        specs = dict(cls.specs())
        for name in values:
            if name not in specs:
                raise ValueError(unknown("setting", name, tuple(specs)))
        return cls(
            **{name: _from_plain(name, specs[name], value) for name, value in values.items()}
        )

    def query(self) -> dict[str, str | list[str]]:
        """The address of this state: every setting that is not at its default, as text or a list of
        texts.
        """
        return {
            key: text
            for name, spec in self.specs()
            for key, text in written(name, spec, getattr(self, name)).items()
        }

    @classmethod
    def from_query(cls, query: Mapping[str, str | list[str]]) -> Self:
        """The state at an address. What is unknown or not allowed there is left at its default."""
        return cls(**{name: reading(name, spec, query) for name, spec in cls.specs()})

    @classmethod
    def sample(cls, random: Random) -> Self:
        """A random state, any that the controls can reach."""
        return cls(**{name: spec.sample(random) for name, spec in cls.specs()})


@dataclass(frozen=True)
class Preset:
    """A state worth seeing: its name, one sentence on what to notice there, and the state."""

    name: str
    notice: str
    state: Config


def written(name: str, spec: Spec, value: Any) -> dict[str, str | list[str]]:
    """`value` as it stands in an address; empty at its default."""
    if isinstance(spec, Choose):
        own = {} if value.name == spec.default.name else {name: value.name}
        usual = dict(spec.default.arguments) if not own else {}
        parameters = value.choice.parameters
        return own | {
            f"{name}.{key}": parameters[key].write(argument)
            for key, argument in value.arguments
            if argument != usual.get(key, parameters[key].default)
        }
    if isinstance(spec, ChooseSeveral):
        names, usual = [pick.name for pick in value], [pick.name for pick in spec.default]
        parts = [written(f"{name}.{pick.name}", spec.one(pick.name), pick) for pick in value]
        return reduce(operator.or_, parts, {} if names == usual else {name: names})
    return {} if value == spec.default else {name: spec.write(value)}


def reading(name: str, spec: Spec, query: Mapping[str, str | list[str]]) -> Any:
    """The value that an address gives, or the default if it gives none that is allowed."""
    try:
        if isinstance(spec, ChooseSeveral):
            names = query.get(name, [pick.name for pick in spec.default])
            names = [names] if isinstance(names, str) else names
            return spec.check(
                name, tuple(reading(f"{name}.{one}", spec.one(one), query) for one in names)
            )
        if isinstance(query.get(name), list) and not isinstance(spec, Several):
            query = {**query, name: query[name][-1]}
        if isinstance(spec, Choose):
            pick = spec.default if name not in query else spec.registry.pick(query[name])
            arguments = {
                key: reading(f"{name}.{key}", dataclasses.replace(inner, default=pick[key]), query)
                for key, inner in pick.choice.parameters.items()
            }
            return spec.registry.pick(pick.name, **arguments)
        return spec.check(name, spec.read(query[name]))
    except (ValueError, KeyError, IndexError):
        return spec.default


def unknown(kind: str, name: Any, known: tuple) -> str:
    """One line for a name that is not there: what was meant, or what is there."""
    close = difflib.get_close_matches(str(name), [str(one) for one in known], n=1, cutoff=0.5)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return f"{kind}={str(name)[:60]!r} is not known: {hint}choose from {', '.join(map(str, known))}"


def _plain(value: Any) -> Any:
    if isinstance(value, Pick):
        return {"name": value.name, **{key: _plain(argument) for key, argument in value.arguments}}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _from_plain(name: str, spec: Spec, value: Any) -> Any:
    if isinstance(spec, Choose) and isinstance(value, Mapping):
        return spec.registry.pick(
            value.get("name", ""), **{k: v for k, v in value.items() if k != "name"}
        )
    if isinstance(spec, ChooseSeveral) and isinstance(value, list):
        return tuple(_from_plain(name, spec.one(spec.default[0].name), one) for one in value)
    return tuple(value) if isinstance(value, list) else value
