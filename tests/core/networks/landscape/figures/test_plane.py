"""The pictures of a plane."""

import torch

from core.networks.landscape.figures.plane import plane_figure, slices_figure
from core.networks.landscape.plane import Surface

AXIS = torch.linspace(-1, 1, 11, dtype=torch.float64)
SURFACE = Surface(AXIS, 0.1 + AXIS[:, None] ** 2 + 2 * AXIS[None] ** 2)


def test_the_weights_lie_in_the_middle_in_both_looks():
    for in_space in (True, False):
        figure = plane_figure(SURFACE, in_space, 30.0, "Trained")
        assert ("surface" in {trace.type for trace in figure.data}) == in_space
        mark = next(trace for trace in figure.data if trace.name == "Trained")
        assert (mark.x[0], mark.y[0]) == (0, 0)


def test_a_slice_is_the_row_in_the_middle():
    copy = Surface(AXIS, 10 * SURFACE.losses)
    figure = slices_figure((SURFACE, copy))
    assert [trace.name for trace in figure.data] == ["Trained", "Rescaled"]
    assert torch.allclose(torch.tensor(figure.data[0].y), (0.1 + 2 * AXIS**2).float())
    assert figure.layout.yaxis.type == "log" and figure.layout.showlegend
    assert not slices_figure((SURFACE,)).layout.showlegend
