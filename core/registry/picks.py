"""The specs of one pick from a registry, and of several."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from core.registry.choices import Pick, Registry
from core.registry.specs import Query, Spec, misread, twice


@dataclass(frozen=True)
class Choose(Spec):
    """A `Pick` from a registry, its arguments included.

    An address holds the name under the setting's key, and each argument under `key.argument`.
    """

    registry: Registry
    default: Pick
    note: str = ""
    label: str = ""

    def check(self, name: str, value: Any) -> Pick:
        if isinstance(value, str):
            return self.registry.pick(value)
        if value == self.default:
            return self.default
        if not isinstance(value, Pick):
            names = ", ".join(self.registry)
            raise ValueError(f"{name}={value!r} must be a pick or a name from {names}")
        return self.registry.pick(value.name, **dict(value.arguments))

    def at(self, name: str) -> Pick:
        """The named entry with the arguments it has at first."""
        return self.default if name == self.default.name else self.registry.pick(name)

    def to_query(self, key: str, value: Pick) -> dict[str, str | list[str]]:
        if value == self.default:
            return {}
        name = {} if value.name == self.default.name else {key: value.name}
        parts = (
            replace(value.choice.parameters[argument], default=usual).to_query(
                f"{key}.{argument}", value[argument]
            )
            for argument, usual in self.at(value.name).arguments
        )
        return reduce(operator.or_, parts, name)

    def named(self, key: str, query: Query) -> Pick:
        """The entry that an address names, or the default, with the arguments it has at first.

        Raises:
            ValueError, LookupError: there is none of this name.
        """
        name = query.get(key, self.default.name)
        return self.at(name[-1] if isinstance(name, list) else name)

    def from_query(self, key: str, query: Query) -> Pick:
        try:
            usual = self.named(key, query)
        except (ValueError, LookupError):
            usual = self.default
        arguments = {
            argument: spec.from_query(f"{key}.{argument}", query)
            for argument, spec in specs_of(usual).items()
        }
        return self.registry.pick(usual.name, **arguments)

    def unread(self, key: str, query: Query) -> list[str]:
        try:
            usual = self.named(key, query)
        except (ValueError, LookupError):
            return [misread(key, query[key], self.default.name)]
        return twice(key, query.get(key, ""), usual.name) + [
            line
            for argument, spec in specs_of(usual).items()
            for line in spec.unread(f"{key}.{argument}", query)
        ]

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


def specs_of(usual: Pick) -> dict[str, Spec]:
    """The specs of a pick's parameters, each with its default where the pick has it."""
    arguments = dict(usual.arguments)
    return {
        name: spec if spec.default == arguments[name] else replace(spec, default=arguments[name])
        for name, spec in usual.choice.parameters.items()
    }


@dataclass(frozen=True)
class ChooseSeveral(Spec):
    """Different entries of a registry, `least` to `most` of them in the order chosen, as picks.

    An address holds the names under the setting's key, and each argument under
    `key.name.argument`. An empty text in place of the names stands for none.
    """

    registry: Registry
    default: tuple[Pick, ...]
    least: int = 1
    most: int = 5
    note: str = ""
    label: str = ""

    def entry(self, name: str) -> Choose:
        """The spec of one of them: this entry, at the arguments it has in the default."""
        usual = {pick.name: pick for pick in self.default}
        return Choose(self.registry, usual.get(name) or self.registry.pick(name))

    def check(self, name: str, value: Any) -> tuple[Pick, ...]:
        value = (value,) if isinstance(value, str | Pick) else value
        if not isinstance(value, tuple | list):
            names = ", ".join(self.registry)
            raise ValueError(f"{name}={value!r} must be names from {names}")
        if tuple(value) == self.default:
            return self.default
        picks = tuple(Choose(self.registry, self.default[0]).check(name, pick) for pick in value)
        names = [pick.name for pick in picks]
        if not self.least <= len(names) <= self.most or len(set(names)) < len(names):
            raise ValueError(f"{name}={names} must be {self.least} to {self.most} different names")
        return picks

    def to_query(self, key: str, value: tuple[Pick, ...]) -> dict[str, str | list[str]]:
        if value == self.default:
            return {}
        names = [pick.name for pick in value]
        at_default = names == [pick.name for pick in self.default]
        parts = (self.entry(pick.name).to_query(f"{key}.{pick.name}", pick) for pick in value)
        return reduce(operator.or_, parts, {} if at_default else {key: names or ""})

    def named(self, key: str, query: Query) -> dict[str, Choose]:
        """The spec of each entry that an address names, or of those in the default.

        Raises:
            ValueError: there is none of such a name, or they are too few or too many.
        """
        names = query.get(key, [pick.name for pick in self.default])
        names = [names] if isinstance(names, str) else names
        names = names if any(names) else []
        self.check(key, names)
        return {name: self.entry(name) for name in names}

    def from_query(self, key: str, query: Query) -> tuple[Pick, ...]:
        try:
            entries = self.named(key, query)
        except ValueError:
            return self.default
        return tuple(entry.from_query(f"{key}.{name}", query) for name, entry in entries.items())

    def unread(self, key: str, query: Query) -> list[str]:
        try:
            entries = self.named(key, query)
        except ValueError:
            return [misread(key, query[key], [pick.name for pick in self.default])]
        return [
            line for name, entry in entries.items() for line in entry.unread(f"{key}.{name}", query)
        ]

    def flatten(self, key: str, value: tuple[Pick, ...]) -> dict[str, Any]:
        parts = (self.entry(pick.name).flatten(f"{key}.{pick.name}", pick) for pick in value)
        return reduce(operator.or_, parts, {key: [pick.name for pick in value]})

    def to_json(self, value: tuple[Pick, ...]) -> list[dict[str, Any]]:
        return [self.entry(pick.name).to_json(pick) for pick in value]

    def from_json(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return tuple(Choose(self.registry, self.default[0]).from_json(each) for each in value)
