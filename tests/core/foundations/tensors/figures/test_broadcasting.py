"""The alignment of shapes, and the tensors with their repetitions."""

import pytest

from core.foundations.tensors.broadcasting import Shapes, broadcast
from core.foundations.tensors.figures.broadcasting import alignment_figure, broadcast_picture
from core.plots import theme

FITTING = [
    Shapes(),
    Shapes(shape_a="2, 3, 4", shape_b="4"),
    Shapes(shape_a="4, 1", shape_b="4", combination="MSE loss"),
    Shapes(shape_a="()", shape_b="2, 2", shape_c="2, 1"),
]


def texts(shapes: Shapes) -> list[str]:
    return [word.text for word in alignment_figure(broadcast(shapes)).layout.annotations]


def test_each_box_says_its_size_and_what_it_is_stretched_to():
    assert texts(Shapes(shape_a="3, 1", shape_b="4")) == [
        *("3", "· → 3", "<b>3</b>"),
        *("1 → 4", "4", "<b>4</b>"),
    ]
    assert texts(Shapes(shape_a="4, 3", shape_b="4"))[3:] == ["3", "4", "✗"]


def test_edges_tell_stretched_and_clashing_boxes_without_colour_too():
    boxes = alignment_figure(broadcast(Shapes(shape_a="3, 1", shape_b="4"))).layout.shapes
    assert [box.line.dash for box in boxes] == ["solid", "dash", "solid", "dash", "solid", "solid"]
    clash = alignment_figure(broadcast(Shapes(shape_a="3", shape_b="4"))).layout.shapes
    assert {box.line.color for box in clash} == {theme.POSITIVE}


@pytest.mark.parametrize("shapes", FITTING, ids=str)
def test_a_cell_of_the_result_is_made_of_the_cells_it_is_linked_to(shapes):
    result = broadcast(shapes)
    picture = broadcast_picture(shapes, result)
    *operands, made = picture.panels
    assert picture.leading == (made,) and made.tensor is result.result
    for panel, stretched in zip(operands, result.stretched, strict=True):
        values = panel.tensor.flatten().tolist()
        assert len(values) - len(panel.copies) == stretched.tensor.numel()
        for position, cells in enumerate(picture.links[panel.name]):
            assert position in cells and len(cells) <= 2
            assert {values[cell] for cell in cells} == {values[position]}
            assert [cell not in panel.copies for cell in cells].count(True) == 1


def test_what_does_not_fit_is_marked_where_it_clashes():
    shapes = Shapes(shape_a="2, 4, 3", shape_b="5, 1")
    picture = broadcast_picture(shapes, broadcast(shapes))
    assert [list(panel.marked) for panel in picture.panels] == [[1], [0]]
    assert picture.links == {} and all(not panel.copies for panel in picture.panels)
