"""What a browser may send of a network in training."""

import pytest

from pages.ui.live_network import LONGEST, MOST_DRAWN, Command, read_command, read_commands


def test_commands_of_our_component_are_read():
    assert read_command({"do": "train", "count": 3}) == Command("train")
    drawn = {"do": "brush", "stroke": [[1, 2.5], [3, 4]], "target": 1, "reach": 0.6}
    stroke = ((1.0, 2.5), (3.0, 4.0))
    assert read_command(drawn) == Command("brush", stroke=stroke, target=1.0, reach=0.6)
    assert len(read_command(drawn | {"stroke": [[0, 0]] * 9999}).stroke) == MOST_DRAWN
    assert read_command({"do": "step", "origin": "7"}) == Command("step", origin="7")
    assert read_command({"do": "fork", "epoch": 20}) == Command("fork", 20)
    assert read_command({"do": "hidden", "text": "4, 2"}) == Command("hidden", 0, "4, 2")
    assert read_command({"do": "feature", "name": "xy"}) == Command("feature", 0, "xy")
    told = read_command({"do": "explain", "epoch": 4, "step": 9, "number": [1, 2, -1]})
    assert told == Command("explain", 4, "", (1, 2, -1), 9)
    assert len(read_command({"do": "hidden", "text": "x" * 999}).text) == LONGEST


@pytest.mark.parametrize(
    "message",
    [None, "train", 3, [], {}, {"do": "__class__"}, {"do": "fork", "epoch": "x"},
     {"do": "fork", "epoch": float("inf")}, {"do": "explain", "number": [1, 2]},
     {"do": ["train"]}, {"do": {}}, {"do": "brush", "stroke": [[1]]}, {"do": "brush", "stroke": 3},
     {"do": "brush", "stroke": [[float("nan"), 1]]}, {"do": "brush", "target": float("inf")},
     {"do": "brush", "stroke": [[1, 2]], "target": 1e30}, {"do": "erase", "stroke": []}],
)  # fmt: skip
def test_anything_else_is_nothing(message):
    assert read_command(message) is None


def test_a_message_has_all_commands_that_were_not_heard_yet():
    message = {"from": "a", "commands": [{"do": "step", "count": 3}, {"do": "x", "count": 4}]}
    assert read_commands(message) == ("a", [(3, Command("step")), (4, None)])


@pytest.mark.parametrize(
    "message",
    [None, "a", {"from": "a"}, {"from": "a", "commands": 3}, {"from": "a", "commands": ["step"]},
     {"from": "a", "commands": [{"do": "step"}]}, {"commands": [{"do": "step", "count": 1}]}],
)  # fmt: skip
def test_any_other_message_has_none(message):
    assert read_commands(message) == ("", [])
