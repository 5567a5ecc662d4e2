"""Random values of specs and random states, any that the controls can reach."""

from functools import singledispatch
from random import Random
from typing import Any

from core.registry import (
    Choose,
    ChooseSeveral,
    Config,
    Flag,
    Options,
    Pick,
    Range,
    Registry,
    Several,
    Text,
)


def sample_state(kind: type[Config], random: Random) -> Any:
    """A random config of this kind."""
    return kind(**{name: sample(spec, random) for name, spec in kind.specs()})


def sample_pick(registry: Registry, name: str, random: Random) -> Pick:
    """The named entry with random arguments."""
    parameters = registry[name].parameters
    return registry.pick(name, **{key: sample(spec, random) for key, spec in parameters.items()})


@singledispatch
def sample(spec: Any, random: Random) -> Any:
    """A random value that a spec allows."""
    raise TypeError(f"no random value for {spec!r}")


@sample.register
def _(spec: Range, random: Random) -> float:
    if spec.log:
        return random.choice(spec.stops())
    steps = random.randint(0, round((spec.high - spec.low) / spec.step))
    value = min(spec.high, spec.low + spec.step * steps)
    return spec.check("sample", value if spec.whole else float(f"{value:.9g}"))


@sample.register
def _(spec: Options, random: Random) -> Any:
    return random.choice(spec.choices())


@sample.register
def _(spec: Several, random: Random) -> tuple[str, ...]:
    return _some(spec.choices(), spec.least, spec.most, random)


@sample.register
def _(spec: Flag, random: Random) -> bool:
    return random.choice((False, True))


@sample.register
def _(spec: Text, random: Random) -> str:
    return random.choice((spec.default, *spec.examples))


@sample.register
def _(spec: Choose, random: Random) -> Pick:
    return sample_pick(spec.registry, random.choice(tuple(spec.registry)), random)


@sample.register
def _(spec: ChooseSeveral, random: Random) -> tuple[Pick, ...]:
    names = _some(tuple(spec.registry), spec.least, spec.most, random)
    return tuple(sample_pick(spec.registry, name, random) for name in names)


def _some(names: tuple[str, ...], least: int, most: int, random: Random) -> tuple[str, ...]:
    rest = list(names)
    count = random.randint(least, min(most, len(rest)))
    return tuple(rest.pop(random.randint(0, len(rest) - 1)) for _ in range(count))
