"""States of the landscape page that are worth seeing: the steps of its guide."""

from core.networks.landscape.between_presets import OF_PAIRS
from core.networks.landscape.curvature_presets import OF_CURVATURES
from core.networks.landscape.edge_presets import OF_EDGES
from core.networks.landscape.path_presets import OF_PATHS
from core.networks.landscape.plane_presets import OF_PLANES

PRESETS = OF_PLANES + OF_PATHS + OF_EDGES + OF_CURVATURES + OF_PAIRS
