"""Registries: entries by name, a reader's pick of one, and the specs of one or several picks."""

import operator
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, Self

from core.registry.specs import Query, Spec, UnknownName, unknown


@dataclass(frozen=True, eq=False)
class Choice:
    """One entry of a registry. What else an entry says of itself are the fields of a subclass.

    Args:
        build: makes the thing: a class or a function that takes the parameters as keyword
            arguments.
        parameters: a spec for each parameter, under torch's own name.
        note: one sentence on what it is.
        code: how it is called in plain PyTorch, such as `nn.LeakyReLU`; empty for a class or a
            function of this project, whose source is shown.
    """

    build: Callable[..., Any]
    parameters: Mapping[str, Spec] = field(default_factory=dict)
    note: str = ""
    code: str = ""

    def with_defaults(self, **defaults: Any) -> Self:
        """The same entry with other defaults of its parameters."""
        changed = {
            name: replace(self.parameters[name], default=value) for name, value in defaults.items()
        }
        return replace(self, parameters={**self.parameters, **changed})


class Registry(MutableMapping[str, Choice]):
    """Choices by name, in the order in which a reader sees them.

    A name that is not there is the reader's mistake: an `UnknownName`, which says what was meant.

    Args:
        kind: what the entries are, for messages: "activation".
    """

    def __init__(self, kind: str, choices: Mapping[str, Choice]):
        self.kind = kind
        self._choices = dict(choices)

    def __getitem__(self, name: str) -> Choice:
        if name not in self:
            raise UnknownName(unknown(self.kind, name, tuple(self)))
        return self._choices[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._choices

    def __setitem__(self, name: str, choice: Choice) -> None:
        self._choices[name] = choice

    def __delitem__(self, name: str) -> None:
        del self._choices[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._choices)

    def __len__(self) -> int:
        return len(self._choices)

    def view(
        self,
        keep: Callable[[str, Choice], bool] = lambda name, choice: True,
        change: Callable[[str, Choice], Choice] = lambda name, choice: choice,
    ) -> "Registry":
        """A registry of some of these entries, which follows this one: what is added here is there.

        Args:
            keep: whether an entry is in it.
            change: the entry as it is there, such as one with other defaults.
        """
        return _View(self, keep, change)

    def joined(self, *others: "Registry") -> "Registry":
        """A registry of these entries and those of others behind them; it follows them all."""
        return _Joined(self.kind, (self, *others))

    def pick(self, name: str, /, **arguments: Any) -> "Pick":
        """The named choice with these arguments, each checked; the others at their defaults."""
        choice = self[name]
        for argument in arguments:
            if argument not in choice.parameters:
                raise ValueError(unknown(f"{name} argument", argument, tuple(choice.parameters)))
        checked = (
            (key, spec.check(key, arguments.get(key, spec.default)))
            for key, spec in choice.parameters.items()
        )
        return Pick(name, tuple(checked), choice)


class _View(Registry):
    """Some entries of another registry, looked up in that one."""

    def __init__(self, source: Registry, keep: Callable, change: Callable):
        super().__init__(source.kind, {})
        self.source, self.keep, self.change = source, keep, change

    def __getitem__(self, name: str) -> Choice:
        if name not in self:
            raise UnknownName(unknown(self.kind, name, tuple(self)))
        return self.change(name, self.source[name])

    def __contains__(self, name: object) -> bool:
        return name in self.source and self.keep(name, self.source[name])

    def __setitem__(self, name: str, choice: Choice) -> None:
        raise TypeError(f"a view of the {self.kind} registry takes no entries: add {name!r} there")

    __delitem__ = __setitem__

    def __iter__(self) -> Iterator[str]:
        return (name for name, choice in self.source.items() if self.keep(name, choice))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Joined(Registry):
    """The entries of several registries, looked up there; new ones go to the first."""

    def __init__(self, kind: str, parts: tuple[Registry, ...]):
        super().__init__(kind, {})
        self.parts = parts

    def __getitem__(self, name: str) -> Choice:
        for part in self.parts:
            if name in part:
                return part[name]
        raise UnknownName(unknown(self.kind, name, tuple(self)))

    def __contains__(self, name: object) -> bool:
        return any(name in part for part in self.parts)

    def __setitem__(self, name: str, choice: Choice) -> None:
        self.parts[0][name] = choice

    def __delitem__(self, name: str) -> None:
        del self.parts[0][name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for part in self.parts for name in part))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Pick:
    """A choice from a registry: its name and its keyword arguments. Equal if these are."""

    name: str
    arguments: tuple[tuple[str, Any], ...]
    choice: Choice = field(compare=False, repr=False)

    def build(self, *leading: Any) -> Any:
        """What the entry makes of these arguments."""
        return self.choice.build(*leading, **dict(self.arguments))

    def __getitem__(self, argument: str) -> Any:
        return dict(self.arguments)[argument]

    def __str__(self) -> str:
        arguments = ", ".join(f"{key}={value!r}" for key, value in self.arguments)
        return f"{self.choice.code or self.name}({arguments})"


@dataclass(frozen=True)
class Choose(Spec):
    """A `Pick` from a registry, its arguments included.

    An address holds the name under the setting's key, and each argument under `key.argument`.
    """

    registry: Registry
    default: Pick
    note: str = ""

    def check(self, name: str, value: Any) -> Pick:
        if isinstance(value, str):
            return self.registry.pick(value)
        if not isinstance(value, Pick):
            names = ", ".join(self.registry)
            raise ValueError(f"{name}={value!r} must be a pick or a name from {names}")
        return self.registry.pick(value.name, **dict(value.arguments))

    def at(self, name: str) -> Pick:
        """The named entry with the arguments it has at first."""
        return self.default if name == self.default.name else self.registry.pick(name)

    def to_query(self, key: str, value: Pick) -> dict[str, str | list[str]]:
        name = {} if value.name == self.default.name else {key: value.name}
        parts = (
            replace(value.choice.parameters[argument], default=usual).to_query(
                f"{key}.{argument}", value[argument]
            )
            for argument, usual in self.at(value.name).arguments
        )
        return reduce(operator.or_, parts, name)

    def from_query(self, key: str, query: Query) -> Pick:
        try:
            name = query.get(key, self.default.name)
            usual = self.at(name[-1] if isinstance(name, list) else name)
        except (ValueError, LookupError):
            usual = self.default
        arguments = {
            argument: replace(spec, default=usual[argument]).from_query(f"{key}.{argument}", query)
            for argument, spec in usual.choice.parameters.items()
        }
        return self.registry.pick(usual.name, **arguments)

    def flatten(self, key: str, value: Pick) -> dict[str, Any]:
        parameters = value.choice.parameters
        parts = (
            parameters[argument].flatten(f"{key}.{argument}", each)
            for argument, each in value.arguments
        )
        return reduce(operator.or_, parts, {key: value.name})

    def to_json(self, value: Pick) -> dict[str, Any]:
        parameters = value.choice.parameters
        arguments = {key: parameters[key].to_json(each) for key, each in value.arguments}
        return {"name": value.name, **arguments}

    def from_json(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        arguments = {key: each for key, each in value.items() if key != "name"}
        choice = self.registry[value.get("name", "")]
        return self.registry.pick(
            value["name"],
            **{
                key: choice.parameters[key].from_json(each) if key in choice.parameters else each
                for key, each in arguments.items()
            },
        )


@dataclass(frozen=True)
class ChooseSeveral(Spec):
    """Different entries of a registry, `least` to `most` of them in the order chosen, as picks.

    An address holds the names under the setting's key, and each argument under
    `key.name.argument`.
    """

    registry: Registry
    default: tuple[Pick, ...]
    least: int = 1
    most: int = 5
    note: str = ""

    def entry(self, name: str) -> Choose:
        """The spec of one of them: this entry, at the arguments it has in the default."""
        usual = {pick.name: pick for pick in self.default}
        return Choose(self.registry, usual.get(name) or self.registry.pick(name))

    def check(self, name: str, value: Any) -> tuple[Pick, ...]:
        value = (value,) if isinstance(value, str | Pick) else value
        if not isinstance(value, tuple | list):
            names = ", ".join(self.registry)
            raise ValueError(f"{name}={value!r} must be names from {names}")
        picks = tuple(Choose(self.registry, self.default[0]).check(name, pick) for pick in value)
        names = [pick.name for pick in picks]
        if not self.least <= len(names) <= self.most or len(set(names)) < len(names):
            raise ValueError(f"{name}={names} must be {self.least} to {self.most} different names")
        return picks

    def to_query(self, key: str, value: tuple[Pick, ...]) -> dict[str, str | list[str]]:
        names = [pick.name for pick in value]
        at_default = names == [pick.name for pick in self.default]
        parts = (self.entry(pick.name).to_query(f"{key}.{pick.name}", pick) for pick in value)
        return reduce(operator.or_, parts, {} if at_default else {key: names})

    def from_query(self, key: str, query: Query) -> tuple[Pick, ...]:
        names = query.get(key, [pick.name for pick in self.default])
        names = [names] if isinstance(names, str) else names
        try:
            picks = [self.entry(name).from_query(f"{key}.{name}", query) for name in names]
            return self.check(key, picks)
        except (ValueError, LookupError):
            return self.default

    def flatten(self, key: str, value: tuple[Pick, ...]) -> dict[str, Any]:
        parts = (self.entry(pick.name).flatten(f"{key}.{pick.name}", pick) for pick in value)
        return reduce(operator.or_, parts, {key: [pick.name for pick in value]})

    def to_json(self, value: tuple[Pick, ...]) -> list[dict[str, Any]]:
        return [self.entry(pick.name).to_json(pick) for pick in value]

    def from_json(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return tuple(Choose(self.registry, self.default[0]).from_json(each) for each in value)
