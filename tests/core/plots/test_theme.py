"""The one look: what every figure has, and what a figure may change."""

import plotly.graph_objects as go

from core.plots import theme


def test_a_figure_has_the_usual_layout_and_its_own():
    figure = theme.figure(
        {"type": "scatter", "y": [1, 2]},
        height=100,
        margin={"t": 40},
        xaxis={"title": "step", "range": (0, 2)},
        yaxis2={"fixedrange": False},
    ).to_dict()
    assert figure["layout"]["margin"] == {"l": 8, "r": 8, "t": 40, "b": 8}
    quiet = {"color": theme.LABEL}
    assert figure["layout"]["xaxis"] == {
        "fixedrange": True,
        **theme.POWERS,
        "title": {"text": "step", "font": quiet},
        "range": [0, 2],
        "tickfont": quiet,
    }
    assert figure["layout"]["yaxis2"] == {
        "fixedrange": False,
        **theme.POWERS,
        "tickfont": quiet,
    }
    assert go.Figure(figure).layout.height == 100


def test_a_raised_exponent_has_eleven_pixels():
    """Plotly writes a power of ten 1.25 times as large, and its exponent at 0.7 of that."""
    axis = theme.figure(height=100, yaxis={"type": "log"}).to_dict()["layout"]["yaxis"]
    assert axis["tickfont"]["size"] * 1.25 * 0.7 >= 11


def test_a_line_stands_upright():
    assert go.Figure(layout={"shapes": [theme.upright(0.5)]}).layout.shapes[0].x1 == 0.5
