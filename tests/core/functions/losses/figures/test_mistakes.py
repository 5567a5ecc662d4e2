"""The pictures of a mistake show both sides."""

import pytest
import torch

from core.functions.losses.figures import mistakes as plots
from core.functions.losses.mistakes import MISTAKES, compare


@pytest.mark.parametrize("name", MISTAKES)
def test_right_and_wrong_are_side_by_side(name):
    courses = compare(name, (-3.0, 3.0, 0.0), 0, 1.0)
    slopes, learning = plots.slopes_figure(courses), plots.learning_figure(courses)
    for bars, line, side in zip(slopes.data, learning.data, ("right", "wrong"), strict=True):
        assert bars.name.startswith(side.capitalize()) and line.name.startswith(side.capitalize())
        assert torch.equal(torch.tensor(bars.y), courses[side].gradient.float())
        assert torch.equal(torch.tensor(line.y), courses[side].probability.float())
    assert [row["Done"] for row in plots.mistake_rows(courses)] == ["Right", "Wrong"]
