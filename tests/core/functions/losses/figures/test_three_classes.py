"""The pictures of three classes show the numbers that they are given."""

import pytest
import torch

from core.functions.losses.classification import answer
from core.functions.losses.figures import three_classes as plots

ANSWER = answer((2.0, 1.0, -1.0), 1)


def test_probabilities_and_gradient_are_bars():
    figure = plots.answer_figure(ANSWER)
    target, probability, gradient = figure.data
    assert torch.equal(torch.tensor(target.y), ANSWER.target.float())
    assert torch.equal(torch.tensor(probability.y), ANSWER.probabilities.float())
    assert torch.equal(torch.tensor(gradient.y), ANSWER.gradient.float())
    assert list(gradient.marker.color) == [
        plots.theme.POSITIVE if slope > 0 else plots.theme.NEGATIVE
        for slope in ANSWER.gradient.tolist()
    ]
    assert list(target.x) == ["Class 0", "Class 1, true", "Class 2"]


@pytest.mark.parametrize("truth", range(3))
def test_a_band_of_the_triangle_holds_the_answers_between_two_losses(truth):
    corners = plots._band(truth, 0.2, 0.6)
    system = torch.cat([plots.CORNERS, torch.ones(3, 1, dtype=torch.float64)], dim=1).T
    weights = torch.linalg.solve(
        system, torch.cat([corners, torch.ones(4, 1, dtype=torch.float64)], dim=1).T
    ).T
    assert weights[:, truth].tolist() == pytest.approx([0.2, 0.2, 0.6, 0.6])
    assert (weights > -1e-12).all() and weights.sum(1).tolist() == pytest.approx([1] * 4)


def test_the_descent_ends_nearer_to_the_true_corner():
    figure = plots.simplex_figure(ANSWER)
    path = next(trace for trace in figure.data if trace.mode == "lines+markers")
    ends = torch.tensor([[path.x[0], path.y[0]], [path.x[-1], path.y[-1]]], dtype=torch.float64)
    start, end = (ends - plots.CORNERS[1]).norm(dim=1).tolist()
    assert end < start
    assert ends[0].tolist() == pytest.approx(
        (ANSWER.probabilities @ plots.CORNERS).tolist(), abs=1e-6
    )


def test_two_ways_to_the_same_loss():
    first, second = plots.answer_rows(ANSWER)
    assert first["Loss"][:12] == second["Loss"][:12]
