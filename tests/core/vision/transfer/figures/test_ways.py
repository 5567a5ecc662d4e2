"""What the pictures of the ways to train hold."""

import pytest

from core.vision.transfer.by_count import ByCount
from core.vision.transfer.figures.ways import by_count_figure, courses_figure, stages_figure
from core.vision.transfer.stages import Stage
from core.vision.transfer.ways import Course

STAGES = (Stage("stem", 30, 0, 2), Stage("last one", 50, 50, 2), Stage("head", 9, 9, 0))


def test_bars_are_parameters():
    learns, frozen = stages_figure(STAGES, {"last one": 0.025, "stem": 0.0}).data
    assert list(learns.x) == [0, 50, 9] and list(frozen.x) == [30, 0, 0]
    assert list(learns.text) == ["", "moved 2.5\N{NO-BREAK SPACE}%", ""]
    assert list(frozen.text) == ["", "", ""]
    assert learns.customdata[1] == "Last one: 50 parameters"


def test_lines_are_accuracies_against_seconds():
    courses = (Course("Head only", ((2.0, 0.5), (4.0, 0.75))), Course("Everything"))
    first, raw = courses_figure(courses, 0.3).data
    assert list(first.x) == [2.0, 4.0] and list(first.y) == [50.0, 75.0]
    assert first.name == "Head only: 75.0\N{NO-BREAK SPACE}%"
    assert list(raw.y) == pytest.approx([30.0, 30.0]) and raw.x[1] == pytest.approx(4.4)
    assert len(courses_figure(courses, None).data) == 1


def test_lines_are_accuracies_against_pictures():
    result = ByCount(
        (5, 10), ((0.4, 0.5, 0.6), (0.7, 0.8, 0.9)), ((0.1, 0.1, 0.1), (0.2, 0.2, 0.5))
    )
    features, pixels, tuned = by_count_figure(result, {"Everything": ((10, 0.95),)}).data
    assert list(features.x) == [5, 10] and list(features.y) == pytest.approx([50, 80])
    assert list(pixels.y) == pytest.approx([10, 30])
    assert list(pixels.error_y.array) == pytest.approx([0, 20])
    assert list(pixels.error_y.arrayminus) == pytest.approx([0, 10])
    assert list(tuned.y) == [95.0] and tuned.name == "Everything: 95.0\N{NO-BREAK SPACE}%"


def test_no_way_is_told_by_its_colour_alone():
    rows = ((0.4, 0.5, 0.6),)
    ways = dict.fromkeys(("Some stages", "Everything", "From scratch"), ((5, 0.5),))
    lines = by_count_figure(ByCount((5,), rows, rows), ways).data
    assert len({line.marker.symbol for line in lines}) == len(lines) == 5
