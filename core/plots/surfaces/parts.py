"""What a picture of a surface shows besides the surface: paths, marks and arrows; and the view."""

import math
from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, eq=False)
class Path:
    """A path over a surface.

    Args:
        name: its entry in the legend, live values included.
        points: (S + 1, 2), from the start on; may leave the picture and need not be finite.
        values: the surface's at these points, (S + 1,).
        color: one of `theme.COLORS`.
    """

    name: str
    points: Tensor
    values: Tensor
    color: str


@dataclass(frozen=True, eq=False)
class Mark:
    """Points (M, 2) that are marked, and the surface's values there, (M,).

    Args:
        kind: "minimum", "start" or "here".
        name: its entry in the legend; none without.
    """

    kind: str
    points: Tensor
    values: Tensor
    name: str = ""


@dataclass(frozen=True)
class Arrow:
    """An arrow in the picture from above, such as the negative gradient, with its name at the
    head.
    """

    name: str
    tail: tuple[float, float]
    head: tuple[float, float]
    color: str
    width: float = 2.5


@dataclass(frozen=True)
class View:
    """How a surface is shown, in either picture.

    Args:
        titles: of the two axes and of the value.
        scale: of heights in space: "linear", or "log" for the logarithm of that above `floor`.
        floor: the lowest value where it is known: the heights and the colours begin there and not
            at the lowest point of the grid.
        frames: whether the paths can be played and scrubbed, by `pages.ui.player`.
        waiting: whether of such paths only the start is seen before they are played.
        height: of the picture in pixels.
        away: how far the eye is from the middle of what is seen in space, whose sides are 1.1 long:
            the less room there is, the farther, for the sake of the names at the axes.
        equal: whether both axes have the same scale, so that gradients stand at right angles to
            the level lines.
        legend, bar: whether there is one; the bar is that of the colours, from above.
    """

    titles: tuple[str, str, str] = ("x", "y", "f(x, y)")
    scale: str = "linear"
    floor: float = math.nan
    frames: bool = False
    waiting: bool = False
    height: int = 460
    away: float = 1.95
    equal: bool = True
    legend: bool = True
    bar: bool = True


USUAL = View()
