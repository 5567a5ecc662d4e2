"""The player of a race: a button and a slider that take charts through its steps, in the browser.

The charts stand still. From above the player draws over them how far each has come; in space it
moves the slider of Plotly's own animation. So a race is played and scrubbed with no rerun, and both
the button and the slider are HTML, for hands, keyboards and screen readers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.plots import theme
from core.plots.animation import packed
from core.plots.surfaces import Path
from pages.ui.components import component

PLAYER = component("player")

Range = tuple[float, float]


@dataclass(frozen=True)
class Charts:
    """The charts of a race, by their keys.

    Args:
        main: the one with the paths.
        x, y: the ranges of its axes.
        marked: those that get a line at the step that is shown; their first axis is the step, from
            0 to the last.
        space: whether the first is in space.
    """

    main: str
    x: Range
    y: Range
    marked: tuple[str, ...]
    space: bool


def player(
    key: str,
    paths: Sequence[Path],
    charts: Charts,
    waiting: bool,
    revision: int,
    on_finished: Callable[[], None],
) -> None:
    """Shows the player.

    Args:
        key: of the element.
        paths: as many steps each.
        waiting: whether the race stands at its start until the reader runs it; else the whole of it
            is seen.
        revision: a number; another one than before plays the race at once, 0 does not.
        on_finished: is called when a race that was waiting has been run.
    """
    data = {
        "chart": charts.main,
        "x": list(charts.x),
        "y": list(charts.y),
        "marked": list(charts.marked),
        "space": charts.space,
        "steps": len(paths[0].values) - 1,
        "waiting": waiting,
        "revision": revision,
        "paths": [
            {
                "name": path.name,
                "color": theme.COLORS.index(path.color),
                "points": packed(path.points),
                "values": packed(path.values),
            }
            for path in paths
        ],
    }
    PLAYER(key=key, data=data, on_finished_change=on_finished)
