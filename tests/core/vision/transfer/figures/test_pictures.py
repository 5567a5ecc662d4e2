"""Accuracies, tiles and probabilities as they are drawn."""

import pytest
import torch

from core.training.evaluation import interval
from core.vision.transfer.alike import Map, Neighbour, at
from core.vision.transfer.classes import Shown
from core.vision.transfer.examples import Example
from core.vision.transfer.figures.pictures import (
    accuracy_figure,
    class_columns,
    examples_column,
    map_figure,
    neighbours_column,
    picture_columns,
    reading_column,
)
from tests.core.vision.transfer.test_state import TRAINED


def test_each_head_has_a_bar_with_its_interval():
    figure = accuracy_figure(TRAINED.accuracies)
    (bars,) = figure.data
    guess, raw, head = bars.x
    assert guess == pytest.approx(100 / 3) and raw == head == pytest.approx(200 / 6)
    low, high = interval(2, 6)
    assert bars.error_x.array[2] == pytest.approx(100 * (high - 2 / 6))
    assert bars.error_x.arrayminus[2] == pytest.approx(100 * (2 / 6 - low))
    assert bars.error_x.array[0] == 0
    assert figure.layout.yaxis.ticktext[2].startswith("Head on features<br><b>33.3")


def test_a_tile_sends_its_picture_number():
    image = torch.full((3, 8, 8), 200, dtype=torch.uint8)
    column = examples_column((Example(5, image, "a", "b", 0.61), Example(6, image, "a", "a", 0.9)))
    first, second = column.tiles
    assert (first.unit, second.unit, column.layer) == (5, 6, "held out")
    assert "a taken for b" in first.label and "taken" not in second.label
    assert first.caption == "61.0\N{NO-BREAK SPACE}%"
    data = first.as_data()
    assert data["source"].startswith("data:image/webp;base64,") and data["pixels"] == ""


def test_grey_and_coloured_pictures_are_tiles():
    for channels in (1, 3):
        ((tile,),) = [
            column.tiles
            for column in picture_columns(torch.zeros(channels, 5, 4, dtype=torch.uint8), "It")
        ]
        assert (tile.as_data()["width"], tile.as_data()["height"]) == (4, 5)


def test_the_highest_probability_stands_out():
    column = reading_column("Head", torch.tensor([0.25, 0.75]), ("a", "b"))
    assert [(bar.name, bar.share, bar.first) for bar in column.bars] == [
        ("a", 0.25, False),
        ("b", 0.75, True),
    ]


def test_every_class_has_its_points_and_the_chosen_one_a_ring():
    points = torch.tensor([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0]])
    plane = Map(points, torch.tensor([0, 1, 1]), ("a", "b"), (0.5, 0.25), 0.4, 1.0)
    first, second, ring = map_figure(plane, 2).data
    assert (list(first.x), list(second.y)) == ([0.0], [2.0, 1.0])
    assert first.marker.symbol != second.marker.symbol
    assert (list(ring.x), list(ring.y)) == ([2.0], [1.0])
    assert second.customdata[1] == "Picture 2: b"
    assert len(map_figure(plane, None).data) == 2
    assert [at(plane, *point) for point in ((0.1, 0.1), (1.1, 1.8), (5.0, 1.0))] == [0, 1, 2]


def test_neighbours_and_classes_are_tiles_with_captions():
    image = torch.zeros(3, 4, 4, dtype=torch.uint8)
    column = neighbours_column([Neighbour(3, image, "b", 0.612)])
    assert column.tiles[0].caption == "b\n0.61"
    (shown,) = class_columns([Shown("mugs", (image, image), 9)])
    assert shown.title == "Mugs (9)" and len(shown.tiles) == 2
