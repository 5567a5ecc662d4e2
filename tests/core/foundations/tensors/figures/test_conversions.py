"""An array and a tensor side by side, and the speed of a product."""

import math

from core.foundations.tensors.conversions import Converting, converted
from core.foundations.tensors.devices import (
    ADD,
    COPY,
    CPU,
    META,
    READ,
    Moving,
    Timing,
    Timings,
    moved,
)
from core.foundations.tensors.figures.conversions import (
    conversion_picture,
    device_picture,
    speed_figure,
)


def panels(**settings):
    state = Converting(**settings)
    return conversion_picture(state, converted(state))


def test_a_sign_says_whether_it_is_one_memory():
    shared, copied = panels(), panels(conversion="From NumPy (tensor)")
    assert [panel.sign for panel in shared.panels] == ["", "⇄"]
    assert [panel.sign for panel in copied.panels] == ["", "≠"]
    assert shared.links == {"a": [[0], [1], [2], [3]]} and copied.links == {}
    assert [panel.title for panel in shared.panels] == ["a: array, float64", "t: tensor, float64"]
    assert len(panels(conversion="Backwards (a[::-1])").panels) == 1
    assert panels(conversion="To a list (tolist)").panels[0].title == "a: a Python list"


def seen(device_x, device_y, action):
    """The titles of tensors on their devices, with their signs; a "!" where torch refuses one."""
    state = Moving(device_x=device_x, device_y=device_y, action=action)
    picture = device_picture(state, moved(state))
    return [f"{each.sign}{each.title}{'!' * each.refused}" for each in picture.panels]


def test_devices_show_what_comes_of_two_tensors_or_what_is_refused():
    meta = "on meta, without numbers"
    assert seen(CPU, META, ADD) == ["x: on the CPU!", f"+y: {meta}!"]
    assert seen(META, META, ADD) == [f"x: {meta}", f"+y: {meta}", f"=x + y: {meta}"]
    assert seen(CPU, META, COPY) == ["x: on the CPU", f"y: {meta}", f"→x.to(y.device): {meta}"]
    assert seen(META, CPU, COPY) == [f"x: {meta}!", "y: on the CPU"]
    assert seen(CPU, META, READ) == ["x: on the CPU", "→x.tolist(): a Python list"]
    assert seen(META, CPU, READ) == [f"x: {meta}!"]


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
