"""What both pictures of a surface share: paths, marks and frames, small and still."""

import math

import plotly.graph_objects as go
import pytest
import torch

from core.functions.optimizers.geometry import grid, minima
from core.functions.optimizers.surfaces import SURFACES
from core.plots import theme
from core.plots.grid import Grid
from core.plots.numbers import number
from core.plots.surfaces import Mark, Path, View, contour_figure, surface_figure
from tests.core.plots.surfaces.samples import FIGURES, HIMMELBLAU, named, path, view


@pytest.mark.parametrize(
    "z",
    [
        torch.full((5, 5), 3.0),
        torch.full((5, 5), math.nan),
        torch.full((5, 5), math.inf),
        torch.eye(5) * math.inf,
        (2 * torch.eye(5).double() - 1) * 1.7e308,
        torch.eye(5).double() * 1e-310,
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["linear", "log"])
def test_any_surface_can_be_drawn(z, kind):
    line = torch.linspace(-1, 1, 5)
    for draw in FIGURES.values():
        text = draw(
            Grid(line, line, z.double()), [path(HIMMELBLAU)], view=View(scale=kind)
        ).to_json()
        assert "Infinity" not in text and "NaN" not in text


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_paths_and_marks_stand_where_they_are(draw):
    way, lowest = path(HIMMELBLAU), minima(HIMMELBLAU)
    figure = draw(
        grid(HIMMELBLAU),
        [way],
        [Mark("minimum", lowest, torch.zeros(4), "lowest")],
        view(HIMMELBLAU),
    )
    line, stars, head = named(figure, "way 0"), named(figure, "lowest"), figure.data[-1]
    assert torch.allclose(torch.tensor([*line.x]), way.points[:, 0].float())
    assert torch.allclose(torch.tensor([*line.y]), way.points[:, 1].float())
    assert [*line.customdata] == list(range(101))
    assert [*line.text] == [number(value) for value in way.values.tolist()]
    assert torch.allclose(torch.tensor([[*stars.x], [*stars.y]]).T, lowest.float())
    assert (head.x[0], head.y[0]) == pytest.approx(way.points[-1].tolist())
    assert line.line.color == theme.COLORS[0]


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_path_that_runs_away_is_cut(draw):
    points = torch.tensor(
        [[0.0, 0.0], [4.0, 4.0], [4e4, 0.0], [math.inf, 0.0], [math.nan, math.nan]]
    ).double()
    way = Path("away", points, torch.tensor([1.0, 2.0, 1e30, math.inf, math.nan]), theme.COLORS[1])
    for frames in (False, True):
        figure = draw(grid(HIMMELBLAU), [way], view=view(HIMMELBLAU, frames=frames))
        line = named(figure, "away")
        assert [math.isfinite(x) for x in line.x] == [True, True, False, False, False]
        assert "Infinity" not in figure.to_json() and "NaN" not in figure.to_json()


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_the_axes_stay_while_paths_change(draw):
    first = draw(grid(HIMMELBLAU), [path(HIMMELBLAU)], view=view(HIMMELBLAU)).layout
    other = draw(grid(HIMMELBLAU), [path(HIMMELBLAU, 30, 1, 5.0)], view=view(HIMMELBLAU)).layout
    assert first == other
    x = first.scene.xaxis if first.scene.xaxis.range else first.xaxis
    assert x.range == (-5, 5) and x.title.text == "x"


def test_a_chart_stays_below_320_kilobytes():
    for pick in (HIMMELBLAU, SURFACES.pick("Rastrigin")):
        for count, steps in ((1, 2000), (5, 500), (13, 200)):
            ways = [path(pick, steps, index % 10, 0.5 + index / 9) for index in range(count)]
            full = {
                "paths": ways,
                "marks": [Mark("start", torch.zeros(1, 2), torch.zeros(1))],
                "view": view(pick, frames=True),
            }
            assert len(contour_figure(grid(pick, 200), clickable=True, **full).to_json()) < 320_000
            assert len(surface_figure(grid(pick, 200), **full).to_json()) < 320_000


def test_frames_move_the_paths_and_nothing_else():
    ways = [path(HIMMELBLAU, 100, index) for index in range(3)]
    start = Mark("start", torch.zeros(1, 2), torch.zeros(1))
    figure = surface_figure(grid(HIMMELBLAU), ways, [start], view(HIMMELBLAU, frames=True))
    figure = go.Figure(figure.to_dict())
    moving = {figure.data[index].name or "heads" for index in figure.frames[0].traces}
    assert moving == {"way 0", "way 1", "way 2", "heads"} and len(figure.frames[0].traces) == 4
    assert all(figure.data[index].showlegend is not False for index in figure.frames[0].traces[:-1])
    assert "frames" not in surface_figure(grid(HIMMELBLAU), ways, view=view(HIMMELBLAU)).to_dict()


def test_from_above_paths_that_can_be_played_are_faint_and_have_no_frames():
    ways = [path(HIMMELBLAU, 100, index) for index in range(3)]
    figure = contour_figure(grid(HIMMELBLAU), ways, view=view(HIMMELBLAU, frames=True))
    assert "frames" not in figure.to_dict()
    traces = [trace for trace in figure.data if (trace.name or "").startswith("way")]
    for whole, entry in zip(traces[:3], traces[3:], strict=True):
        assert whole.opacity < 1 and not whole.showlegend and len(whole.x) > 10
        assert entry.opacity is None and entry.showlegend is None
        assert [math.isnan(x) for x in entry.x] == [True]


def test_titles_and_legend_are_as_asked():
    asked = View(("w", "b", "loss"), equal=False, legend=False)
    flat, space = (draw(grid(HIMMELBLAU), view=asked).layout for draw in FIGURES.values())
    assert (flat.xaxis.title.text, flat.yaxis.title.text) == ("w", "b")
    assert (space.scene.xaxis.title.text, space.scene.yaxis.title.text) == ("w", "b")
    assert [note.text for note in space.annotations] == ["Height: loss"]
    assert (
        flat.yaxis.scaleanchor is None
        and contour_figure(grid(HIMMELBLAU)).layout.yaxis.scaleanchor == "x"
    )
    assert flat.showlegend is space.showlegend is False
