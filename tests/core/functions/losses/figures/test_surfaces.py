"""The pictures of loss surfaces show the points, the model and the way down."""

import pytest
import torch

from core.data.points import REACH
from core.functions.losses.figures import surfaces as plots
from core.functions.losses.fits import outlier_fits
from core.functions.losses.surfaces import LINE, MODELS, Landscape, descent, problem


def settled(**settings):
    landscape = Landscape(**settings)
    one = problem(landscape)
    return one, descent(one, (landscape.w, landscape.b), landscape.rate, landscape.steps)


@pytest.mark.parametrize("model", MODELS)
def test_points_and_model_are_drawn_as_they_are(model):
    one, way = settled(model=model)
    clicks, now, end, points = plots.data_figure(one, way).data
    x, y = one.data
    assert torch.equal(torch.tensor(points.x), x.float()) and torch.equal(
        torch.tensor(points.y), y.float()
    )
    line = torch.tensor(now.x, dtype=torch.float64)
    assert torch.allclose(
        torch.tensor(now.y).double(), one.curve(line, tuple(way.points[0].tolist())), atol=1e-4
    )
    assert torch.allclose(
        torch.tensor(end.y).double(), one.curve(line, tuple(way.points[-1].tolist())), atol=1e-4
    )
    assert max(clicks.x) == REACH and min(clicks.x) == -REACH
    assert set(clicks.y) == {0, 1} or model != "two classes"


@pytest.mark.parametrize("model", MODELS)
def test_the_surface_is_below_its_size_from_above_and_in_space(model):
    one, way = settled(model=model)
    for figure in (plots.above_figure(one, way), plots.space_figure(one, way, 30)):
        assert len(figure.to_json()) < 300_000


def test_the_arrow_points_against_the_gradient():
    one, way = settled(w=1.0, b=-2.0)
    arrow = next(note for note in plots.above_figure(one, way).layout.annotations if note.showarrow)
    moved = torch.tensor([arrow.x - arrow.ax, arrow.y - arrow.ay], dtype=torch.float64)
    assert torch.allclose(moved / moved.norm(), -way.gradient / way.gradient.norm())
    assert moved.norm() < 1.5
    flat = plots.above_figure(*settled(model="network", w=0.0, b=0.0))
    assert not any(note.showarrow for note in flat.layout.annotations)


def test_words_say_what_has_come_of_the_descent():
    assert "After 40 steps it is **0.1111**" in plots.descent_words(*settled())
    assert plots.descent_words(*settled(steps=0)).endswith("(−22.17, 4.057).")
    assert "beyond a million after step" in plots.descent_words(*settled(rate=1.0, steps=200))


def test_a_figure_for_each_of_the_three_fits():
    fits = outlier_fits(LINE, (4.0, -4.0), 0.5)
    for name, figure in plots.outlier_figures(fits):
        fit = fits[name]
        line, points, outlier, surface, best = figure.data
        assert list(line.y) == pytest.approx(
            [fit.b - REACH * fit.w, fit.b + REACH * fit.w], abs=1e-5
        )
        assert (outlier.x[0], outlier.y[0]) == (4, -4)
        assert len(points.x) == 7
        assert (best.x[0], best.y[0]) == (fit.w, fit.b)
        assert name in figure.layout.title.text
        assert len(figure.to_json()) < 300_000
