"""The pictures of the edge of stability."""

import torch

from core.networks.landscape.edge import Run
from core.networks.landscape.figures.edge import CORNERS, edge_loss_figure, sharpness_figure

AT = torch.arange(0, 1001, 100)
RUNS = (
    Run(0.4, 5.0, AT, torch.linspace(2, 5, 11), torch.linspace(1, 0.1, 1000)),
    Run(0.1, 20.0, AT, torch.linspace(2, 3, 11), torch.linspace(1, 0.5, 1000)),
)


def test_every_run_has_a_line_and_a_limit_in_sight():
    figure = sharpness_figure(RUNS, 1000)
    assert [trace.name for trace in figure.data] == ["lr 0.4", "lr 0.1"]
    assert [shape.y0 for shape in figure.layout.shapes] == [5.0, 20.0]
    assert [note.text for note in figure.layout.annotations] == ["Limit 5", "Limit 20"]
    assert figure.layout.yaxis.range[1] == 20  # four times the highest that was seen
    far = sharpness_figure((Run(0.01, 200.0, *[RUNS[1].at, RUNS[1].sharpness], RUNS[1].losses),), 9)
    assert not far.layout.shapes and far.layout.yaxis.range[1] == 12


def test_losses_are_thinned():
    figure = edge_loss_figure(RUNS, 1000)
    assert len(figure.data[0].y) <= CORNERS + CORNERS // 4 and figure.data[0].dx == 2
