"""Graphs as the component takes them."""

import json

from core.plots.graphs import (
    NARROWEST,
    WIDEST,
    Arrow,
    Box,
    Frame,
    GraphPicture,
    Scene,
    cut_to,
    size_of,
)


def test_a_picture_is_sent_as_json():
    box = Box("a", "leaf", (1.0, 2.0), (80.0, 60.0), ("A", ""))
    picture = GraphPicture(
        (box,),
        (Arrow("a", "a", ((0, 0), (1, 1)), (0.5, 0.5)),),
        (Scene("Now.", labels={0: "2"}),),
        10,
        20,
        "A graph",
        frames=(Frame(0, 0, 1, 1, "F"),),
    )
    data = json.loads(json.dumps(picture.as_data()))
    assert data["boxes"][0]["centre"] == [1, 2] and data["scenes"][0]["labels"] == {"0": "2"}
    assert data["frames"][0]["name"] == "F" and data["width"] == 10


def test_a_box_is_as_wide_as_its_longest_line():
    assert size_of(("a",))[0] == NARROWEST and size_of(("a" * 99,))[0] == WIDEST
    assert size_of(("a" * 20, ""))[0] > size_of(("a" * 10, ""))[0]
    assert len(cut_to("a" * 99)) < 40 and cut_to("abc") == "abc"
