"""Panels side by side."""

import torch

from core.vision.segmentation.figures.panels import grey, panels_figure


def test_each_panel_has_square_pixels_and_a_title():
    panel = grey("Picture", torch.rand(4, 6), "Grey level %{z}")
    figure = panels_figure([panel] * 4)
    assert [note.text for note in figure.layout.annotations] == ["Picture"] * 4
    assert [trace.xaxis for trace in figure.data] == ["x", "x2", "x3", "x4"]
    for number in ("", "2", "3", "4"):
        assert figure.layout[f"yaxis{number}"].scaleanchor == f"x{number}"
        assert tuple(figure.layout[f"xaxis{number}"].range) == (-0.5, 5.5)
    tops = [figure.layout[name].domain[1] for name in ("yaxis", "yaxis3")]
    assert tops[0] > 0.9 and tops[1] < 0.5
    assert figure.data[0].hovertemplate.startswith("Row %{y}, column %{x}<br>Grey level")
