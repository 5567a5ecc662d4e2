"""The pictures of a training path."""

from core.networks.landscape.figures.path import path_figure, path_loss_figure, shares_figure
from core.networks.landscape.path import result
from core.networks.landscape.walks import TrainingPath

SEEN = TrainingPath(path_steps=20)


def test_the_path_ends_where_the_plane_touches_it():
    for in_space in (False, True):
        figure = path_figure(result(SEEN), in_space, 30.0)
        path = next(trace for trace in figure.data if trace.name == "Path")
        assert (round(float(path.x[-1]), 6), round(float(path.y[-1]), 6)) == (0, 0)
        assert ("surface" in {trace.type for trace in figure.data}) == in_space


def test_losses_and_shares_stand_beside_each_other():
    seen = result(SEEN)
    losses = path_loss_figure(seen)
    assert [trace.name for trace in losses.data] == ["True loss", "On the plane"]
    assert len(losses.data[0].y) == 21 and list(losses.data[0].x) == list(range(21))
    shares = shares_figure(seen)
    assert abs(float(shares.data[1].y[0]) - 100 * float(seen.walk[0])) < 0.01
