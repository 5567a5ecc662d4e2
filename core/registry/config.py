"""Configs: frozen dataclasses of settings, and the presets, which are nothing but such states."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from core.registry.specs import SHOWN, Query, Spec, unknown

Part = TypeVar("Part", bound="Config")


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
            value = getattr(self, name)
            if value is not spec.default:
                object.__setattr__(self, name, spec.check(name, value))

    @classmethod
    def specs(cls) -> Iterator[tuple[str, Spec]]:
        """The settings by name, each with its spec."""
        return (
            (setting.name, setting.metadata["spec"])
            for setting in dataclasses.fields(cls)
            if "spec" in setting.metadata
        )

    def replace(self, **changes: Any) -> Self:
        """The same config with some settings changed; a name or value not allowed is an error."""
        for name in changes:
            if name not in vars(self):
                raise ValueError(unknown("setting", name, tuple(vars(self))))
        return dataclasses.replace(self, **changes)

    def part(self, kind: type["Part"]) -> "Part":
        """The settings that a config of this kind has too, as such a config."""
        return kind(**{name: getattr(self, name) for name, _ in kind.specs()})

    def as_json(self) -> dict[str, Any]:
        """Plain values: a pick becomes its name with its arguments, a tuple a list."""
        return {name: spec.to_json(getattr(self, name)) for name, spec in self.specs()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The config that `as_json` wrote; a name or a value that is not allowed is a
        `ValueError`.
        """
        specs = dict(cls.specs())
        for name in values:
            if name not in specs:
                raise ValueError(unknown("setting", name, tuple(specs)))
        return cls(**{name: specs[name].from_json(value) for name, value in values.items()})

    def query(self) -> dict[str, str | list[str]]:
        """The address of this state: every setting that is not at its default, as text or a list of
        texts.
        """
        return {
            key: text
            for name, spec in self.specs()
            for key, text in spec.to_query(name, getattr(self, name)).items()
        }

    @classmethod
    def from_query(cls, query: Query) -> Self:
        """The state at an address. What is unknown or not allowed there is left at its default."""
        return cls(**{name: spec.from_query(name, query) for name, spec in cls.specs()})

    @classmethod
    def unread(cls, query: Query) -> list[str]:
        """What of an address `from_query` leaves out, and what is used instead, a line each."""
        state, lines, known = cls.from_query(query), [], set()
        for name, spec in cls.specs():
            value, own = getattr(state, name), spec.unread(name, query)
            if not own and name in query and value != spec.from_query(name, query):
                own = [f"{name} does not fit the other settings: {spec.write(value)} is used"]
            known |= set(spec.flatten(name, value))
            if own:  # what else stands there under a name that is not understood says no more
                known |= {key for key in query if key.startswith(f"{name}.")}
            lines += own
        others = (key for key in query if key not in known)
        return lines + [f"{key[:SHOWN]!r} is not a setting of this page" for key in others]


@dataclass(frozen=True)
class Preset:
    """A state worth seeing: a step of a topic's guide.

    Args:
        name: its own among those of the topic.
        notice: one sentence on what to notice there.
        state: what the page shows.
        question: what a reader is asked before it is shown; the name if there is no question.
        answers: what a reader can guess, where one answer is right.
        right: that answer.
    """

    name: str
    notice: str
    state: Config
    question: str = ""
    answers: tuple[str, ...] = ()
    right: str = ""

    def __post_init__(self):
        if self.answers and self.right not in self.answers:
            raise ValueError(f"right={self.right!r} must be one of {', '.join(self.answers)}")
