"""The code of the landscape page: scripts that print the numbers on the screen."""

from core.networks.landscape.between import Between
from core.networks.landscape.between_script import between_script
from core.networks.landscape.curvature import Curvature
from core.networks.landscape.curvature_script import curvature_script
from core.networks.landscape.edge import Edge
from core.networks.landscape.edge_script import edge_script
from core.networks.landscape.path_script import path_script
from core.networks.landscape.plane import Plane
from core.networks.landscape.plane_script import plane_script
from core.networks.landscape.state import BETWEEN, CURVATURE, EDGE, PATH, PLANE, State
from core.networks.landscape.walks import TrainingPath
from core.script import Script


def write_script(state: State) -> Script:
    """The code of the view."""
    return VIEW_SCRIPTS[state.view](state)


VIEW_SCRIPTS = {
    PLANE: lambda state: plane_script(state.part(Plane)),
    PATH: lambda state: path_script(state.part(TrainingPath)),
    EDGE: lambda state: edge_script(state.part(Edge)),
    CURVATURE: lambda state: curvature_script(state.part(Curvature)),
    BETWEEN: lambda state: between_script(state.part(Between)),
}
