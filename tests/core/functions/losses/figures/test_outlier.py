"""The pictures of an outlier show the three fits."""

import pytest

from core.data.points import REACH, read
from core.functions.losses.figures import outlier as plots
from core.functions.losses.fits import Outlier, outlier_fits
from core.functions.losses.surfaces import LINE


def test_a_column_for_each_of_the_three_fits():
    fits = outlier_fits(read(LINE), Outlier(4.0, -4.0, 0.5))
    figure = plots.outlier_figure(fits)
    assert len(figure.to_json()) < 300_000
    for index, (name, fit) in enumerate(fits.items()):
        line, points, outlier, surface, best = figure.data[5 * index : 5 * index + 5]
        assert (line.xaxis, surface.xaxis) == (("x", "x2", "x3")[index], f"x{index + 4}")
        assert list(line.y) == pytest.approx(
            [fit.b - REACH * fit.w, fit.b + REACH * fit.w], abs=1e-5
        )
        assert (outlier.x[0], outlier.y[0]) == (4, -4) and outlier.cliponaxis is False
        assert len(points.x) == 7
        assert (best.x[0], best.y[0]) == (fit.w, fit.b)
        equation = figure.layout.annotations[index].text
        sign = "+" if fit.b > 0 else "−"
        w, b = (f"{round(value, 2):g}".replace("-", "−") for value in (fit.w, abs(fit.b)))
        assert equation == f"<b>{name}</b><br>y = {w}x {sign} {b}"
