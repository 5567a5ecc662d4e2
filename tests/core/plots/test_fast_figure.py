"""Figures that are made unchecked are those that Plotly's checks would let through as they are."""

import base64
import inspect
import json

import plotly.graph_objects as go
import pytest
import torch

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


ARRAYS = {
    "x": torch.linspace(0, 1, 5).numpy(),
    "y": torch.linspace(0, 1, 5, dtype=torch.float64).numpy()[::2],
    "ids": torch.arange(3).numpy(),
    "customdata": torch.arange(6, dtype=torch.uint8).view(3, 2).numpy(),
    "marker": {"size": torch.arange(3, dtype=torch.int32).numpy(), "colorscale": [(0, "#000")]},
    "text": ["a", None, 3, 0.5, [1, torch.zeros(2).numpy()]],
}
SHORT = {"f4": "float32", "f8": "float64", "i1": "int8", "i4": "int32", "u1": "uint8"}


def unpacked(part):
    """A part of a figure with its arrays as lists."""
    if isinstance(part, dict) and "bdata" in part:
        data, dtype = bytearray(base64.b64decode(part["bdata"])), SHORT[part["dtype"]]
        shape = [int(side) for side in part.get("shape", "-1").split(",")]
        return torch.frombuffer(data, dtype=getattr(torch, dtype)).view(shape).tolist()
    if isinstance(part, dict):
        return {name: unpacked(value) for name, value in part.items()}
    if hasattr(part, "tolist"):
        return part.tolist()
    return [unpacked(value) for value in part] if isinstance(part, list | tuple) else part


def test_a_figure_is_written_as_plotly_writes_it(way):
    figure = unchecked([{"type": "scatter", **ARRAYS}], {**LAYOUT, "shapes": [{"x0": 1}]})
    own = figure.to_dict()
    assert unpacked(own) == unpacked(go.Figure.to_dict(figure))
    assert len(own["data"][0]["y"]["bdata"]) == 32


def test_what_is_written_is_not_the_figure_itself(way):
    figure = unchecked([{"type": "scatter", **ARRAYS}], LAYOUT)
    figure.to_dict()["layout"]["title"]["text"] = "another"
    figure.to_dict()["data"][0]["marker"]["colorscale"].append(1)
    assert figure.layout.title.text == LAYOUT["title"]["text"]
    assert len(figure.to_dict()["data"][0]["marker"]["colorscale"]) == 1


def test_where_plotly_has_its_parts_elsewhere_it_writes_them():
    class Elsewhere(FastFigure):
        def __getattribute__(self, name):
            called_by_us = inspect.currentframe().f_back.f_code.co_name == "to_dict"
            if name == "_data" and called_by_us and self.__dict__.pop("first", False):
                raise AttributeError(name)
            return super().__getattribute__(name)

    figure = Elsewhere(TRACES, LAYOUT, _validate=False)
    figure.__dict__["first"] = True
    assert figure.to_dict()["data"] == TRACES
    assert "first" not in figure.__dict__
