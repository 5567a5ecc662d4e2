"""Pictures of a surface over two numbers, from above and in space, with the paths that were taken
down on it.

For any surface: a test function over (x, y), or a loss over (w, b). Paths on both can be played
and scrubbed in the browser: nothing is asked of the server.
"""

from core.plots.surfaces.contours import contour_figure
from core.plots.surfaces.parts import Arrow, Mark, Path, View
from core.plots.surfaces.space import surface_figure

__all__ = ["Arrow", "Mark", "Path", "View", "contour_figure", "surface_figure"]
