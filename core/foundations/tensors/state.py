"""What a reader can set on the tensors page, and the numbers on the screen.

A view has a module with its settings, a `Config` of which `State` is made, and its headline. To add
one, add its name to VIEWS, its settings to the bases of `State`, its headline to HEADLINES, its
script to WRITERS in `script.py`, its guide's steps to `presets.py`, and what shows it to SHOWN in
the page. The names of settings are shared by all views.
"""

from dataclasses import dataclass

from core.foundations.tensors import (
    broadcasting,
    conversions,
    dtypes,
    making,
    memory,
    operating,
    solving,
)
from core.foundations.tensors.broadcasting import Shapes
from core.foundations.tensors.conversions import Converting
from core.foundations.tensors.devices import Moving, Race
from core.foundations.tensors.dtypes import Sum
from core.foundations.tensors.making import Making
from core.foundations.tensors.memory import Chain
from core.foundations.tensors.operating import Operating
from core.foundations.tensors.solving import Solving
from core.prediction import Predicting
from core.registry import Options, setting

MAKE, OPERATE = "Make", "Operations"
BROADCASTING, MEMORY = "Broadcasting", "Memory"
TYPES, PUZZLING, BRIDGES = "Types", "Puzzles", "NumPy and devices"

VIEWS = (MAKE, OPERATE, BROADCASTING, MEMORY, TYPES, PUZZLING, BRIDGES)


@dataclass(frozen=True)
class State(Making, Operating, Shapes, Chain, Sum, Solving, Converting, Moving, Race, Predicting):
    """Everything a reader can set on the tensors page."""

    view: str = setting(Options(VIEWS, MAKE))


HEADLINES = {
    MAKE: lambda state: making.headline(state.part(Making)),
    OPERATE: lambda state: operating.headline(state.part(Operating)),
    BROADCASTING: lambda state: broadcasting.headline(state.part(Shapes)),
    MEMORY: lambda state: memory.headline(state.part(Chain)),
    TYPES: lambda state: dtypes.headline(state.part(Sum)),
    PUZZLING: lambda state: solving.headline(state.part(Solving)),
    BRIDGES: lambda state: conversions.headline(state.part(Converting), state.part(Moving)),
}
"""The numbers of each view, by the names under which the script prints them."""


def headline(state: State) -> dict[str, float]:
    """The numbers of the view; none where torch refuses what is set.

    Raises:
        ValueError: what is set is more than can be drawn.
    """
    return HEADLINES[state.view](state)
