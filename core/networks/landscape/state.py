"""What a reader can set on the landscape page, and the numbers on the screen."""

from dataclasses import dataclass

from core.networks.landscape import between, curvature, edge, path, plane
from core.networks.landscape.between import Between
from core.networks.landscape.curvature import Curvature
from core.networks.landscape.edge import Edge
from core.networks.landscape.plane import Plane
from core.networks.landscape.walks import TrainingPath
from core.registry import Options, Range, setting

PLANE, PATH, EDGE, CURVATURE, BETWEEN = VIEWS = (
    "Plane",
    "Training path",
    "Edge of stability",
    "Curvature",
    "Between two networks",
)
IN_SPACE, ABOVE = LOOKS = ("3-D", "Map")


@dataclass(frozen=True)
class State(Plane, TrainingPath, Edge, Curvature, Between):
    """Everything a reader can set; each view has its settings from its own module."""

    view: str = setting(Options(VIEWS, PLANE))
    look: str = setting(Options(LOOKS, IN_SPACE, names=False))
    camera_angle: int = setting(Range(0, 345, 30, 15, "°", "Rotates the 3-D surface."))


HEADLINES = {
    PLANE: lambda state: plane.numbers(state.part(Plane)),
    PATH: lambda state: path.numbers(state.part(TrainingPath)),
    EDGE: lambda state: edge.numbers(state.part(Edge)),
    CURVATURE: lambda state: curvature.numbers(state.part(Curvature)),
    BETWEEN: lambda state: between.numbers(state.part(Between)),
}


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the script prints them."""
    return HEADLINES[state.view](state)
