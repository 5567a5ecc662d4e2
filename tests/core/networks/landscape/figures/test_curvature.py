"""The pictures of the curvatures."""

from core.networks.landscape.curvature import Curvature, result
from core.networks.landscape.figures.curvature import error_figure, spread_figure


def test_known_eigenvalues_have_a_line_each():
    seen = result(Curvature())
    figure = spread_figure(seen)
    assert [trace.name for trace in figure.data] == [
        "Density, estimated",
        "Eigenvalues",
        "By Lanczos",
    ]
    assert len([x for x in figure.data[1].x if x is not None]) == 50
    assert len(figure.data[2].x) == 10


def test_the_error_falls_to_rounding():
    seen = result(Curvature())
    figure = error_figure(seen, 7)
    assert len(figure.data[0].y) == 25 and figure.data[0].y[0] > 0.01 > 1e-12 > figure.data[0].y[-1]
    assert figure.layout.shapes[0].x0 == 7
