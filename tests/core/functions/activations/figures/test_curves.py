"""The curves and tables of activations show the numbers that they are given."""

import pytest
import torch

from core.catalogue.activations import ACTIVATIONS
from core.functions.activations.curves import QUANTITIES, SATURATED, WINDOWS
from core.functions.activations.figures.curves import (
    curves_figure,
    kink_sentence,
    property_rows,
    single_sentence,
    value_rows,
)
from core.functions.activations.kinks import kinks
from core.functions.activations.properties import properties
from core.functions.activations.state import graph, point

PICKS = tuple(ACTIVATIONS.pick(name) for name in ("ReLU", "Tanh"))
HARDTANH = ACTIVATIONS.pick("Hardtanh")


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_the_curves_are_drawn_as_they_are(quantity):
    curves, points = [graph(pick) for pick in PICKS], [point(pick, 0.5) for pick in PICKS]
    figure = curves_figure([pick.name for pick in PICKS], curves, points, quantity)
    order = QUANTITIES.index(quantity)
    lines = [trace for trace in figure.data if trace.showlegend is not False]
    for line, curve, at in zip(lines, curves, points, strict=True):
        assert torch.equal(torch.tensor(line.y), curve.quantities[order].float())
        assert f"{float(at.quantities[order]):.4g}".replace("-", "−") in line.name
    assert len(figure.to_json()) < 300_000


def test_the_band_is_where_the_slope_is_small():
    tanh = graph(PICKS[1])
    figure = curves_figure(["Tanh"], [tanh], [point(PICKS[1], 0.0)], "Value")
    band = torch.tensor(figure.data[-1].y)
    assert torch.equal(~band.isnan(), tanh.slopes.abs() < SATURATED)


def test_the_axes_stay_while_the_functions_change():
    for quantity in QUANTITIES:
        first, other = (
            curves_figure([pick.name], [graph(pick)], [point(pick, 1.0)], quantity)
            for pick in PICKS
        )
        assert first.layout.yaxis.range == other.layout.yaxis.range


def test_a_value_outside_of_the_picture_is_pointed_at():
    relu = PICKS[0]
    for x, window, symbol, at in (
        (6.0, "Wide", "circle", (6.0, 6.0)),
        (2.0, "Near zero", "triangle-up", (2.0, 1.46)),
        (-4.0, "Near zero", "triangle-left", (-2.88, 0.0)),
    ):
        figure = curves_figure(["ReLU"], [graph(relu)], [point(relu, x)], "Value", window)
        _, marker, _ = figure.data
        assert (marker.marker.symbol, marker.cliponaxis) == (symbol, False)
        assert (marker.x[0], marker.y[0]) == pytest.approx(at)


def test_near_zero_half_of_the_input_and_a_quarter_of_the_values_are_seen():
    pick = PICKS[0]
    wide, near = (
        curves_figure([pick.name], [graph(pick)], [point(pick, 1.0)], "Value", window).layout
        for window in WINDOWS
    )
    assert (wide.xaxis.range, wide.yaxis.range) == ((-6, 6), (-2, 6))
    assert (near.xaxis.range, near.yaxis.range) == ((-3, 3), (-0.5, 1.5))


def test_a_jump_is_no_kink_in_the_table():
    picks = [ACTIVATIONS.pick(name) for name in ("Tanh", "ReLU", "Threshold", "Hardshrink")]
    rows = property_rows(picks, [properties(pick) for pick in picks])
    assert [row["Smooth"] for row in rows] == ["Yes", "No, it has a kink", *["No, it jumps"] * 2]
    (two,) = property_rows([HARDTANH], [properties(HARDTANH)])
    assert two["Smooth"] == "No, it has kinks"
    assert [row["Steepest slope"] for row in rows] == ["1", "1", "∞", "∞"]


def test_a_number_with_fewer_right_digits_is_said_to_have_them():
    sentence = single_sentence(ACTIVATIONS.pick("CELU"))
    assert sentence.startswith("CELU: PyTorch computes its slope with constants in float32")


def test_tables_hold_a_row_a_function():
    rows = property_rows(PICKS, [properties(pick) for pick in PICKS])
    assert [row["Range"] for row in rows] == ["0 to ∞", "−1 to 1"]
    rows = value_rows(PICKS[:1], [point(PICKS[0], 2.0)])
    numbers = {"Value f(2)": "2", "Slope f′(2)": "1", "Curvature f″(2)": "0"}
    assert rows == [{"Function": "ReLU", "Formula": "max(0, 2)", **numbers}]


@pytest.mark.usefixtures("foreign")
def test_functions_that_nobody_thought_of_are_drawn_and_measured():
    picks = tuple(ACTIVATIONS.pick(name) for name in ("A crease", "Line"))
    points = [point(pick, 1.0) for pick in picks]
    figure = curves_figure(["a", "b"], [graph(pick) for pick in picks], points, "Curvature")
    assert figure.data[3]["name"] == "b: f″(1) = 0"
    assert [row["Formula"] for row in value_rows(picks, points)] == ["", ""]
    rows = property_rows(picks, [properties(pick) for pick in picks])
    assert [row["Range"] for row in rows] == ["0 to ∞", "−∞ to ∞"]
    assert [row["Monotonic"] for row in rows] == ["No", "Yes"]


def test_a_curvature_that_pytorch_does_not_have_is_said_to_be_missing():
    pick = ACTIVATIONS.pick("Hardsigmoid")
    (row,) = value_rows([pick], [point(pick, 1.0)])
    assert row["Curvature f″(1)"] == "None in PyTorch"


def test_a_sentence_tells_a_kink_from_a_jump():
    (kink,) = kinks(ACTIVATIONS.pick("ReLU"))
    assert kink_sentence("ReLU", kink) == (
        "ReLU has a kink at x = 0: its slope is 0 on the left and 1 on the right. PyTorch uses "
        "**0** there."
    )
    (jump,) = kinks(ACTIVATIONS.pick("Threshold", threshold=0.5, value=-1.0))
    assert "jumps from −1 to 0.5 at x = 0.5" in kink_sentence("Threshold", jump)
