"""Boxes and arrows of a graph."""

from core.foundations.autograd.examples import DETACHED, PROGRAM, TWICE
from core.foundations.autograd.figures.parts import draw
from core.foundations.autograd.runs import run
from core.plots.graphs import CUT, LEAF, OPERATION


def drawn(text):
    result = run(text, (2.0, 0.5, 1.0))
    return result, draw(result.graph, result.cuts, [()] * len(result.graph.nodes))


def test_a_box_for_each_node_and_an_arrow_for_each_edge():
    result, drawing = drawn(PROGRAM)
    assert len(drawing.boxes) == 7 and len(drawing.arrows) == len(result.graph.edges) == 6
    assert [box.kind for box in drawing.boxes].count(LEAF) == 3
    assert {box.rows[0] for box in drawing.boxes} >= {"PowBackward0", "w, a leaf"}
    assert any(box.rows[1] == "y = 2" for box in drawing.boxes)
    power = next(box for box in drawing.boxes if box.rows[0] == "PowBackward0")
    assert "Saved self: 1" in power.detail and "left by pow" in power.detail


def test_arrows_lead_from_the_bottom_of_a_box_to_the_top_of_another():
    _, drawing = drawn(PROGRAM)
    boxes = {box.name: box for box in drawing.boxes}
    for arrow in drawing.arrows:
        above, below = boxes[arrow.target], boxes[arrow.source]
        assert arrow.path[0][1] == above.centre[1] + above.size[1] / 2
        assert arrow.path[-1][1] == below.centre[1] - below.size[1] / 2
        assert arrow.path[0][1] < arrow.path[-1][1]


def test_two_arrows_between_the_same_boxes_lie_apart():
    _, drawing = drawn(TWICE)
    pairs = [(arrow.source, arrow.target) for arrow in drawing.arrows]
    twice = [arrow for arrow in drawing.arrows if pairs.count((arrow.source, arrow.target)) == 2]
    assert len(twice) == 2 and twice[0].path != twice[1].path


def test_a_cut_is_a_box_of_its_own():
    result, drawing = drawn(DETACHED)
    (cut,) = [box for box in drawing.boxes if box.kind == CUT]
    assert cut.rows[:2] == ("detach: no node", "= 4")
    assert sum(arrow.kind == CUT for arrow in drawing.arrows) == 2
    assert {box.kind for box in drawing.boxes} == {CUT, LEAF, OPERATION}
