"""Traces of points and lines."""

import numpy as np
import torch

from core.functions.losses.figures.points import array, dots, line

X, Y = torch.tensor([[0.0, 1.0], [2.0, 3.0]], dtype=torch.float64)


def test_traces_hold_the_points_as_float32():
    for trace in (line(X, Y, name="fit"), dots(X, Y, "points", size=8)):
        assert (trace["x"].tolist(), trace["y"].tolist()) == ([0, 1], [2, 3])
        assert trace["x"].dtype == np.float32
    assert line(X, Y, name="fit")["name"] == "fit"
    assert dots(X, Y, size=8)["marker"] == {"size": 8}
    assert array(torch.ones(2, 2).T).flags["C_CONTIGUOUS"]
