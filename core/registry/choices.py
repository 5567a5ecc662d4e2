"""Registries: entries by name, and a reader's pick of one."""

from collections.abc import Callable, ItemsView, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from core.registry.specs import Spec, UnknownName, unknown


@dataclass(frozen=True, eq=False)
class Choice:
    """One entry of a registry. What else an entry says of itself are the fields of a subclass.

    Args:
        build: makes the thing: a class or a function that takes the parameters as keyword
            arguments.
        parameters: a spec for each parameter, under torch's own name; with a label if it is not
            torch's.
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

    Sessions are threads, and one may add or remove an entry while another goes through them: so a
    change makes a new dictionary, and whoever is under way sees the old one to its end.

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
        self._choices = {**self._choices, name: choice}

    def __delitem__(self, name: str) -> None:
        choices = dict(self._choices)
        del choices[name]
        self._choices = choices

    def __iter__(self) -> Iterator[str]:
        return iter(self._choices)

    def items(self) -> ItemsView[str, Choice]:
        """All entries as they are now, whatever another session does to them."""
        return self._choices.items()

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
        self._changed: dict[str, tuple[Choice, Choice]] = {}  # by name: as it is there, and here

    def __getitem__(self, name: str) -> Choice:
        if name not in self:
            raise UnknownName(unknown(self.kind, name, tuple(self)))
        choice = self.source[name]
        known, changed = self._changed.get(name, (None, None))
        if known is not choice:
            changed = self.change(name, choice)
            self._changed[name] = choice, changed
        return changed

    def __contains__(self, name: object) -> bool:
        return name in self.source and self.keep(name, self.source[name])

    def __setitem__(self, name: str, choice: Choice) -> None:
        raise TypeError(f"a view of the {self.kind} registry takes no entries: add {name!r} there")

    __delitem__ = __setitem__
    items = MutableMapping.items

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

    items = MutableMapping.items

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
