"""Figures that are made unchecked are those that Plotly's checks would let through as they are."""

import json

import plotly.graph_objects as go
import pytest

from core.plots import fast_figure
from core.plots.fast_figure import FastFigure, unchecked

TRACES = [{"type": "scatter", "y": [1.0, 2.0], "mode": "lines"}]
LAYOUT = {"height": 100, "title": {"text": "a title"}}


@pytest.fixture(params=["private", "public"])
def way(request, monkeypatch):
    """Plotly as it is, and one that knows no argument `_validate`."""
    if request.param == "public":

        class Strict(FastFigure):
            def __init__(self, data=None, layout=None):
                super().__init__(data, layout)

        monkeypatch.setattr(fast_figure, "FastFigure", Strict)


def test_both_ways_make_the_same_figure(way):
    made = json.loads(unchecked(TRACES, LAYOUT).to_json())
    checked = json.loads(go.Figure(TRACES, LAYOUT).to_json())
    made["layout"].pop("template", None), checked["layout"].pop("template", None)
    assert made == checked


def test_frames_and_their_controls_are_added(way):
    figure = unchecked(TRACES, LAYOUT)
    figure.animate([{"name": "0", "data": []}], sliders=[{"active": 0}])
    parts = figure.to_dict()
    assert parts["frames"] == [{"name": "0", "data": []}]
    assert parts["layout"]["sliders"] == [{"active": 0}] and parts["layout"]["height"] == 100
