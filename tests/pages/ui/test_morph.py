"""What a browser may send of points that move, and the functions that move them."""

import pytest

from pages.ui.morph import read_depth


def test_a_depth_of_our_component_is_read():
    assert [read_depth(depth, 3) for depth in (0, 1.234, 3)] == [0, 1.23, 3]


@pytest.mark.parametrize("message", [None, "deep", [], {}, -0.1, 3.1, float("nan"), float("inf")])
def test_anything_else_is_nothing(message):
    assert read_depth(message, 3) is None


def test_points_fill_the_canvas_at_the_same_scale_either_way(functions_of):
    evaluate = functions_of("morph")
    assert evaluate("endsOf([0, -1, 2, 3, 1, 1])") == [0, 2, -1, 3]
    fit = "fitOf([0, 2, -1, 3], 300, 140, 10)"
    assert evaluate(fit) == {"scale": 30, "x": 120, "y": 100}
    still = f"[...placed([0, -1, 2, 3], [0, -1, 2, 3], {fit}, {fit}, 0.4)]"
    assert evaluate(still) == [120, 130, 180, 10]


def test_half_of_the_way_is_halfway(functions_of):
    evaluate = functions_of("morph")
    fit = "{scale: 1, x: 0, y: 0}"
    assert evaluate(f"[...placed([0, 0], [4, -2], {fit}, {fit}, 0.5)]") == [2, 1]
    assert evaluate("[0, 0.5, 1].map(eased)") == [0, 0.5, 1]


def test_what_lies_far_out_is_left_away(functions_of):
    evaluate = functions_of("morph")
    corners = "cornersOf([0, 0, 9, 0, 0, 9, {last}, 9], 1, 0, [10, 10])"
    assert evaluate(corners.replace("{last}", "9")) == [0, 1, 3, 2]
    assert evaluate(corners.replace("{last}", "31")) is None


def test_a_depth_is_said(functions_of):
    evaluate = functions_of("morph")
    scene = "{scene: {stages: [{title: 'Points'}, {title: 'Output'}]}}"
    assert evaluate(f"[0, 0.4, 1].map(depth => saidOf({scene}, depth))") == [
        "Points",
        "Points → Output: 40 %",
        "Output",
    ]
