"""The pictures of a surface show its numbers, and stay small and still."""

import math

import plotly.graph_objects as go
import pytest
import torch

from core.functions.optimizers.surfaces import SURFACES, grid, minima, scale, value
from core.plots import surfaces as plots
from core.plots import theme
from core.plots.grid import Grid
from core.plots.heights import Heights
from core.plots.surfaces import Arrow, Mark, Path, View, contour_figure, surface_figure

HIMMELBLAU = SURFACES.pick("Himmelblau")
FIGURES = {"contour": contour_figure, "surface": surface_figure}


def path(pick, steps=100, color=0, stop=1.0) -> Path:
    """A straight line from a corner towards the middle."""
    points = (
        torch.linspace(1, 1 - stop, steps + 1).double()[:, None]
        * torch.tensor([-3.0, 2.0]).double()
    )
    return Path(f"way {color}", points, pick.build(*points.unbind(-1)), theme.COLORS[color])


def view(pick, **more) -> View:
    return View(scale=scale(pick), floor=value(pick), **more)


def of(z: torch.Tensor, pick) -> Heights:
    return Heights.of(z, scale(pick) == "log", value(pick))


def named(figure: go.Figure, name: str):
    return next(trace for trace in figure.data if trace.name == name)


@pytest.mark.parametrize("name", SURFACES)
def test_the_surface_is_drawn_as_it_is(name):
    pick = SURFACES.pick(name)
    heights = of(grid(pick, 81).z, pick)
    drawn = surface_figure(grid(pick, 81), view=view(pick)).data[0]
    assert torch.equal(torch.tensor(drawn.z), heights(grid(pick, 81).z).float())
    assert drawn.z.min() >= 0 and drawn.z.max() == pytest.approx(
        1
    )  # no pole is seen where there is none
    finer = surface_figure(grid(pick, 201), view=view(pick)).data[0].z
    assert finer.shape == (plots.MOST_IN_SPACE, plots.MOST_IN_SPACE) and finer.dtype == "float32"
    (bar,) = [
        trace
        for trace in contour_figure(grid(pick), view=view(pick)).data
        if trace.marker.showscale
    ]
    assert bar.marker.colorbar.tickvals == tuple(of(grid(pick).z, pick).ticks()["tickvals"])


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
    steps = torch.stack((torch.arange(101), way.values.float()), dim=-1)
    assert torch.allclose(torch.tensor(line.customdata), steps)
    assert torch.allclose(torch.tensor([[*stars.x], [*stars.y]]).T, lowest.float())
    assert (head.x[0], head.y[0]) == pytest.approx(way.points[-1].tolist())
    assert line.line.color == theme.COLORS[0]


def test_in_space_a_path_lies_a_little_above_the_drawn_surface():
    way = path(SURFACES.pick("Rosenbrock"), stop=0.5)
    pick, whole = SURFACES.pick("Rosenbrock"), grid(SURFACES.pick("Rosenbrock"), 81)
    line = named(surface_figure(whole, [way], view=view(pick)), "way 0")
    heights = of(whole.z, pick)
    inside = (way.points[:, 0] >= -2) & (way.points[:, 1] <= 3)
    z = torch.tensor([*line.z]).double()
    assert torch.equal(z.isfinite(), inside)
    columns, rows = ((way.points[:, 0] + 2) / 0.05)[inside], ((way.points[:, 1] + 1) / 0.05)[inside]
    drawn = heights(whole.z)
    left, low = columns.floor().long(), rows.floor().long()
    across, up = columns - left, rows - low
    above, beside = (low + 1).clamp(max=80), (left + 1).clamp(max=80)
    flat = (1 - up) * ((1 - across) * drawn[low, left] + across * drawn[low, beside]) + up * (
        (1 - across) * drawn[above, left] + across * drawn[above, beside]
    )
    expected = torch.maximum(flat, heights(way.values[inside])) + plots.LIFT
    assert torch.allclose(z[inside], expected, atol=1e-5)


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
            ways = [path(pick, steps, place % 10, 0.5 + place / 9) for place in range(count)]
            full = {
                "paths": ways,
                "marks": [Mark("start", torch.zeros(1, 2), torch.zeros(1))],
                "view": view(pick, frames=True),
            }
            assert (
                len(contour_figure(grid(pick, 200), clicks=grid(pick, 41), **full).to_json())
                < 320_000
            )
            assert len(surface_figure(grid(pick, 200), **full).to_json()) < 320_000


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_frames_move_the_paths_and_nothing_else(draw):
    ways = [path(HIMMELBLAU, 100, place) for place in range(3)]
    figure = draw(
        grid(HIMMELBLAU),
        ways,
        [Mark("start", torch.zeros(1, 2), torch.zeros(1))],
        view(HIMMELBLAU, frames=True),
    )
    figure = go.Figure(figure.to_dict())
    moving = {figure.data[place].name or "heads" for place in figure.frames[0].traces}
    assert moving == {"way 0", "way 1", "way 2", "heads"} and len(figure.frames[0].traces) == 4
    assert all(figure.data[place].showlegend is not False for place in figure.frames[0].traces[:-1])
    assert "frames" not in draw(grid(HIMMELBLAU), ways, view=view(HIMMELBLAU)).to_dict()


def test_the_places_to_click_are_those_that_were_given():
    places = grid(HIMMELBLAU, 21)
    figure = contour_figure(grid(HIMMELBLAU), clicks=places)
    layer = figure.data[-1]
    assert len(layer.x) == 21 * 21 and layer.hoverinfo is None and layer.text == ""
    x, y = torch.tensor([*layer.x]).double(), torch.tensor([*layer.y]).double()
    assert torch.allclose(torch.tensor([*layer.customdata]), HIMMELBLAU.build(x, y).float())


def test_an_arrow_goes_from_tail_to_head():
    arrow = Arrow("−∇f", (1.0, 2.0), (2.0, 0.5), theme.TEXT)
    drawn, words = contour_figure(grid(HIMMELBLAU), arrows=[arrow]).layout.annotations
    assert (drawn.ax, drawn.ay, drawn.x, drawn.y) == (1, 2, 2, 0.5) and drawn.axref == "x"
    assert words.text == "−∇f"


@pytest.mark.parametrize(("angle", "x", "y"), [(0, 0, -1), (90, 1, 0), (180, 0, 1), (-90, -1, 0)])
def test_the_eye_goes_around_by_the_angle(angle, x, y):
    eye = surface_figure(grid(HIMMELBLAU), angle=angle).layout.scene.camera.eye
    length = math.hypot(eye.x, eye.y)
    assert (eye.x / length, eye.y / length) == pytest.approx((x, y), abs=1e-9) and eye.z > 0


def test_titles_and_legend_are_as_asked():
    asked = View(("w", "b", "loss"), equal=False, legend=False)
    flat, space = (draw(grid(HIMMELBLAU), view=asked).layout for draw in FIGURES.values())
    assert (flat.xaxis.title.text, flat.yaxis.title.text) == ("w", "b")
    assert (space.scene.xaxis.title.text, space.scene.zaxis.title.text) == ("w", "loss")
    assert (
        flat.yaxis.scaleanchor is None
        and contour_figure(grid(HIMMELBLAU)).layout.yaxis.scaleanchor == "x"
    )
    assert flat.showlegend is space.showlegend is False
