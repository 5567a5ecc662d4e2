"""The pictures of an outlier show the three fits."""

import pytest

from core.data.points import REACH, read
from core.functions.losses.figures import outlier as plots
from core.functions.losses.fits import Outlier, outlier_fits
from core.functions.losses.surfaces import LINE


def test_a_figure_for_each_of_the_three_fits():
    fits = outlier_fits(read(LINE), Outlier(4.0, -4.0, 0.5))
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
