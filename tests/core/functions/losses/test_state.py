"""The losses page as data: its settings and its numbers."""

from collections import Counter

import pytest

from core.functions.losses.curves import Curves, Scores
from core.functions.losses.fits import Outlier
from core.functions.losses.state import (
    HEADLINES,
    LESSONS,
    VIEWS,
    Classification,
    State,
    headline,
    outlier_points,
)
from core.functions.losses.surfaces import LossSurface


def test_no_two_views_share_a_setting_but_the_scores():
    shared = {name for name, _ in Scores.specs()}
    counted = Counter(
        name
        for part in (Curves, Classification, LossSurface, Outlier)
        for name, _ in part.specs()
        if name not in shared
    )
    assert set(counted.values()) == {1}
    assert "view" not in counted


def test_every_setting_of_a_lesson_is_one():
    assert set(HEADLINES) == set(VIEWS)
    names = {name for name, _ in State.specs()}
    assert all(set(lesson.settings) <= names for lesson in LESSONS.values())


def test_the_outlier_joins_the_points_of_the_line():
    assert outlier_points(State(line="-1,0;0,1;2,2")) == ((-1, 0), (0, 1), (2, 2))
    flat = State(view="Outlier", line="-1,0;0,0;2,0", outlier_x=1.0, outlier_y=0.0)
    shown = headline(flat)
    assert shown["MSELoss w"] == pytest.approx(0, abs=1e-12)
    assert shown["HuberLoss value"] == pytest.approx(0, abs=1e-12)
