"""Figures that are made unchecked are those that Plotly's checks would let through as they are."""

import base64
import json

import plotly.graph_objects as go
import pytest
import torch
from plotly import io, tools

from core.plots import fast_figure
from core.plots.fast_figure import FastFigure

TRACES = [{"type": "scatter", "y": [1.0, 2.0], "mode": "lines"}]
LAYOUT = {"height": 100, "title": {"text": "a title"}}


@pytest.mark.parametrize("template", [None, "plotly", "plotly_dark"])
def test_it_is_the_figure_that_plotly_makes(template, monkeypatch):
    monkeypatch.setattr(io.templates, "default", template)
    made, checked = FastFigure(TRACES, LAYOUT), go.Figure(TRACES, LAYOUT)
    assert json.loads(made.to_json()) == json.loads(checked.to_json())
    assert made.height == made.layout.height == made.height == 100 and made.data[0].y == (1.0, 2.0)
    assert json.loads(made.to_json()) == json.loads(checked.to_json())


def test_objects_of_plotly_are_written_too():
    figure = FastFigure([go.Scatter(y=[1, 2], line={"width": 3})], LAYOUT)
    (trace,) = figure.to_dict()["data"]
    assert trace == {"type": "scatter", "y": [1, 2], "line": {"width": 3}}


def test_what_is_added_later_is_there():
    figure = FastFigure(TRACES, LAYOUT)
    assert len(figure.to_dict()["data"]) == 1
    figure.add_trace(go.Bar(y=[3]))
    figure.update_layout(height=200)
    assert [trace["type"] for trace in figure.to_dict()["data"]] == ["scatter", "bar"]
    assert figure.to_dict()["layout"]["height"] == 200
    assert not hasattr(figure, "no_such_part")


def test_frames_and_their_controls_are_added():
    figure = FastFigure(TRACES, LAYOUT)
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
    "meta": ["a", None, 3, 0.5, [1, torch.zeros(2).numpy()]],
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


def test_a_figure_is_written_as_plotly_writes_it():
    figure = FastFigure([{"type": "scatter", **ARRAYS}], {**LAYOUT, "shapes": [{"x0": 1}]})
    own = figure.to_dict()
    assert unpacked(own) == unpacked(go.Figure.to_dict(figure))
    assert len(own["data"][0]["y"]["bdata"]) == 32


def test_what_is_written_is_not_the_figure_itself():
    figure = FastFigure([{"type": "scatter", **ARRAYS}], LAYOUT)
    figure.to_dict()["layout"]["title"]["text"] = "another"
    figure.to_dict()["data"][0]["marker"]["colorscale"].append(1)
    assert figure.layout.title.text == LAYOUT["title"]["text"]
    assert len(figure.to_dict()["data"][0]["marker"]["colorscale"]) == 1


@pytest.fixture
def written_once(monkeypatch):
    """Plotly takes the text of a figure that is written already."""
    monkeypatch.setattr(io, "to_json", getattr(io.to_json, "__wrapped__", io.to_json))
    plain = io.to_json
    fast_figure.write_once()
    fast_figure.write_once()
    assert io.to_json.__wrapped__ is plain


def test_a_figure_that_is_shown_is_written_as_plotly_writes_it(written_once, monkeypatch):
    arrays = {**ARRAYS, "name": "</script>", "text": ["nan", float("nan"), float("inf")]}
    figure = FastFigure([{"type": "scatter", **arrays}], LAYOUT)
    shown = fast_figure.shown(figure)
    parts = tools.return_figure_from_figure_or_data(shown, validate_figure=True)
    assert shown is not figure and isinstance(shown, go.Figure)
    assert parts["layout"]["height"] == LAYOUT["height"]
    wanted = FastFigure([{"type": "scatter", **arrays}], LAYOUT)
    assert io.to_json(parts, validate=False) == io.to_json.__wrapped__(wanted, validate=False)
    monkeypatch.setattr(FastFigure, "_whole", None)
    assert io.to_json(fast_figure.shown(figure).to_dict(), validate=False)  # it is not made again


def test_a_figure_that_may_have_changed_is_shown_as_it_is_now(written_once):
    figure = FastFigure(TRACES, LAYOUT)
    before = fast_figure.shown(figure).text
    figure.add_trace(go.Bar(y=[3]))
    assert fast_figure.shown(figure) is figure
    assert len(json.loads(io.to_json(figure))["data"]) == 2 != len(json.loads(before)["data"])
    plain = go.Figure(TRACES)
    assert fast_figure.shown(plain) is plain


def test_a_figure_is_shown_without_it_too(monkeypatch):
    monkeypatch.setattr(io, "to_json", getattr(io.to_json, "__wrapped__", io.to_json))
    figure = FastFigure(TRACES, LAYOUT)
    assert fast_figure.shown(figure) is figure
