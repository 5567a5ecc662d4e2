"""The pictures of classification show the numbers that they are given."""

import pytest
import torch

from core.functions.losses.classification import answer, binary, two_classes
from core.functions.losses.figures import classification as plots

FOUND = answer((2.0, 1.0, -1.0), 1)


def test_probabilities_and_gradient_are_bars():
    figure = plots.answer_figure(FOUND)
    target, probability, gradient = figure.data
    assert torch.equal(torch.tensor(target.y), FOUND.target.float())
    assert torch.equal(torch.tensor(probability.y), FOUND.probabilities.float())
    assert torch.equal(torch.tensor(gradient.y), FOUND.gradient.float())
    assert list(gradient.marker.color) == [
        plots.theme.POSITIVE if slope > 0 else plots.theme.NEGATIVE
        for slope in FOUND.gradient.tolist()
    ]
    assert list(target.x) == ["class 0", "class 1, true", "class 2"]


@pytest.mark.parametrize("truth", range(3))
def test_a_band_of_the_triangle_holds_the_answers_between_two_losses(truth):
    corners = plots._band(truth, 0.2, 0.6)
    system = torch.cat([plots.CORNERS, torch.ones(3, 1, dtype=torch.float64)], dim=1).T
    shares = torch.linalg.solve(
        system, torch.cat([corners, torch.ones(4, 1, dtype=torch.float64)], dim=1).T
    ).T
    assert shares[:, truth].tolist() == pytest.approx([0.2, 0.2, 0.6, 0.6])
    assert (shares > -1e-12).all() and shares.sum(1).tolist() == pytest.approx([1] * 4)


def test_the_way_down_ends_nearer_to_the_true_corner():
    figure = plots.simplex_figure(FOUND)
    way = next(trace for trace in figure.data if trace.mode == "lines+markers")
    ends = torch.tensor([[way.x[0], way.y[0]], [way.x[-1], way.y[-1]]], dtype=torch.float64)
    start, end = (ends - plots.CORNERS[1]).norm(dim=1).tolist()
    assert end < start
    assert ends[0].tolist() == pytest.approx(
        (FOUND.probabilities @ plots.CORNERS).tolist(), abs=1e-6
    )


def test_four_ways_meet_in_one_point():
    ways = two_classes((1.0, 2.5), 0)
    figure = plots.binary_figure(binary(), 1.5, 0, ways)
    points = [trace for trace in figure.data if trace.mode == "markers"]
    assert len(points) == 4
    assert {trace.x[0] for trace in points} == {1.5}
    assert [trace.y[0] for trace in points] == pytest.approx(
        [ways["BCELoss of sigmoid(z1 − z0)"][0]] * 4
    )
    assert len(figure.to_json()) < 300_000
    assert {row["loss"][:12] for row in plots.two_rows(ways)} == {"1.7014132779"}


def test_two_ways_to_the_same_loss():
    first, second = plots.answer_rows(FOUND)
    assert first["loss"][:12] == second["loss"][:12]
