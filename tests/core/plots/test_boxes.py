"""Boxes as a component takes them."""

from core.plots.boxes import Box


def test_a_box_is_sent_as_its_sides_and_its_text():
    sides = {"top": 1, "left": 2, "bottom": 30, "right": 40}
    assert Box(1, 2, 30, 40, "7").as_data() == {**sides, "text": "7"}
