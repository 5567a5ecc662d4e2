"""Choices as data: what a reader can set, what may be set, and what was set.

A *spec* (`Range`, `Options`, `Several`, `Flag`, `Text`, `Choose`, `ChooseSeveral`) says which
values one setting may take, and how a value is written in an address and read from one. A `Choice`
is one entry of a `Registry`: something torch can build, with a spec for each of its parameters. A
`Pick` is the reader's choice from a registry, and a `Config` a frozen dataclass of settings. Both
are hashable values from which the computation, the cache key, the address, the script and the
presets follow.

To add an activation, a model or an optimizer, add one entry to its registry. Nothing here knows
torch or a screen.
"""

from core.registry.choices import Choice, Pick, Registry
from core.registry.config import Config, Preset, setting
from core.registry.picks import Choose, ChooseSeveral, specs_of
from core.registry.specs import (
    Flag,
    Options,
    Query,
    Range,
    Several,
    Spec,
    Text,
    UnknownName,
    unknown,
)
from core.registry.variations import is_variation

__all__ = [
    "Choice",
    "Choose",
    "ChooseSeveral",
    "Config",
    "Flag",
    "Options",
    "Pick",
    "Preset",
    "Query",
    "Range",
    "Registry",
    "Several",
    "Spec",
    "Text",
    "UnknownName",
    "is_variation",
    "setting",
    "specs_of",
    "unknown",
]
