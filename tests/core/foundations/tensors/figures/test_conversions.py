"""An array and a tensor side by side, and the speed of a product."""

import math

from core.foundations.tensors.conversions import Converting, converted
from core.foundations.tensors.devices import CPU, Timing, Timings
from core.foundations.tensors.figures.conversions import conversion_picture, speed_figure


def panels(**settings):
    state = Converting(**settings)
    return conversion_picture(state, converted(state))


def test_a_sign_says_whether_it_is_one_memory():
    shared, copied = panels(), panels(conversion="Copy (tensor)")
    assert [panel.sign for panel in shared.panels] == ["", "⇄"]
    assert [panel.sign for panel in copied.panels] == ["", "≠"]
    assert shared.links == {"a": [[0], [1], [2], [3]]} and copied.links == {}
    assert [panel.title for panel in shared.panels] == ["a: array, float64", "t: tensor, float64"]
    assert len(panels(conversion="Backwards (a[::-1])").panels) == 1
    assert panels(conversion="To a list (tolist)").panels[0].title == "a: a Python list"


def test_a_line_for_each_type_that_torch_has():
    rows = (
        Timing(CPU, "float32", 128, 0.2),
        Timing(CPU, "bfloat16", 128, 0.1),
        Timing(CPU, "int64", 128, math.nan),
    )
    figure = speed_figure(Timings(rows, 1.0))
    assert [line.name for line in figure.data] == ["float32 1 ×", "bfloat16 2 ×"]
    low, high = figure.layout.yaxis.range
    assert all(low <= math.log10(line.y[0]) <= high for line in figure.data)
