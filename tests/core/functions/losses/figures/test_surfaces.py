"""The pictures of loss surfaces show the points, the model and the way down."""

import pytest
import torch

from core.functions.losses.figures import surfaces as plots
from core.functions.losses.models import MODELS
from core.functions.losses.surfaces import LossSurface, fitted


def settled(**settings):
    return fitted(LossSurface(**settings))


@pytest.mark.parametrize("model", MODELS)
def test_points_and_model_are_drawn_as_they_are(model):
    result = settled(model=model)
    start, end, points = plots.data_figure(result).data
    x, y = result.problem.data
    assert torch.equal(torch.tensor(points.x), x.float()) and torch.equal(
        torch.tensor(points.y), y.float()
    )
    assert torch.equal(torch.tensor(start.x), result.x.float())
    assert torch.equal(torch.tensor(start.y), result.before.float())
    assert torch.equal(torch.tensor(end.y), result.after.float())
    assert points.hovertemplate.startswith("(%{x}, %{y})")


@pytest.mark.parametrize("model", MODELS)
def test_the_surface_is_below_its_size_from_above_and_in_3d(model):
    result = settled(model=model)
    for figure in (plots.above_figure(result), plots.space_figure(result, 30)):
        assert len(figure.to_json()) < 300_000


def test_the_arrow_points_against_the_gradient():
    result = settled(w=1.0, b=-2.0)
    gradient = result.descent.gradient
    arrow = next(note for note in plots.above_figure(result).layout.annotations if note.showarrow)
    moved = torch.tensor([arrow.x - arrow.ax, arrow.y - arrow.ay], dtype=torch.float64)
    assert torch.allclose(moved / moved.norm(), -gradient / gradient.norm())
    assert moved.norm() < 1.5
    flat = plots.above_figure(settled(model="Network", w=0.0, b=0.0))
    assert not any(note.showarrow for note in flat.layout.annotations)


def test_words_say_how_the_descent_ended():
    assert "After 40 steps it is **0.1111**" in plots.descent_words(settled())
    assert plots.descent_words(settled(steps=0)).endswith("(−22.17, 4.057).")
    assert "passes a million at step" in plots.descent_words(settled(lr=1.0, steps=200))
