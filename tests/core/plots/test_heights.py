"""Heights rise with the values, from 0 to 1, and their marks stand where they say."""

import math

import pytest
import torch

from core.plots.heights import DECADES, Heights
from core.plots.numbers import number


@pytest.mark.parametrize("log", [False, True])
def test_heights_rise_with_the_value_from_0_to_1(log):
    heights = Heights(-3.0, 97.0, log)
    values = torch.linspace(-3, 97, 500)
    risen = heights(values)
    assert (
        (risen.diff() > 0).all() and risen[0] == pytest.approx(0) and risen[-1] == pytest.approx(1)
    )
    assert heights(torch.tensor([math.nan])).isnan().all()
    assert torch.allclose(risen, (values + 3).double() / 100) is not log
    for tick, text in zip(heights.ticks()["tickvals"], heights.ticks()["ticktext"], strict=True):
        assert float(heights(torch.tensor(float(text.replace("−", "-"))))) == pytest.approx(
            tick, abs=1e-3
        )
    assert 3 <= len(heights.ticks()["tickvals"]) <= 6


def test_each_decade_above_the_floor_is_one_step_of_the_logarithmic_scale():
    heights = Heights(5.0, 1005.0, log=True)
    steps = heights(torch.tensor([6.0, 15.0, 105.0, 1005.0], dtype=torch.float64)).diff()
    assert steps.tolist() == pytest.approx([1 / DECADES] * 3, rel=0.05)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (0.0, 1.0),
        (0.0, 0.99999),
        (-78.3, 250.0),
        (3.0, 1e6),
        (-4, 4),
        (1e-9, 2e-9),
        (-1e300, 1e300),
    ],
)
@pytest.mark.parametrize("log", [False, True])
def test_a_few_marks_whatever_the_values(low, high, log):
    ticks = Heights(low, high, log).ticks()
    assert 3 <= len(ticks["tickvals"]) <= 7 and len(set(ticks["ticktext"])) == len(
        ticks["ticktext"]
    )
    assert all(-1e-9 <= tick <= 1 + 1e-9 for tick in ticks["tickvals"])
    assert ticks["tickvals"] == sorted(ticks["tickvals"])


@pytest.mark.parametrize("log", [False, True])
def test_a_pole_leaves_heights_for_the_rest(log):
    z = torch.linspace(0, 1, 1000, dtype=torch.float64)
    z[[3, 500]] = torch.tensor([1e15, -1e15], dtype=torch.float64)
    result = Heights.of(z, log)(z)
    assert result[990] - result[0] > 0.9 and result[500] <= 0 and result[3] > 1


def test_the_scale_of_a_grid_reaches_from_floor_to_top():
    z = torch.tensor([[1.0, 5.0], [math.nan, math.inf]])
    assert Heights.of(z) == Heights(1.0, 5.0) and Heights.of(z, True, 0.5) == Heights(
        0.5, 5.0, True
    )
    assert Heights.of(z, floor=2.0).low == 1 and Heights.of(torch.ones(2, 2)) == Heights(1.0, 2.0)
    assert Heights.of(z * math.nan) == Heights(0.0, 1.0)


def test_a_gentle_scale_leaves_a_bowl_its_shape():
    """A quarter of the way up it is not far from a quarter; on four decades it is at 0.85."""
    line = torch.linspace(-1, 1, 101, dtype=torch.float64)
    x, y = torch.meshgrid(line, line, indexing="xy")
    bowl = (x**2 + y**2) / 2
    quarter = torch.tensor(0.25, dtype=torch.float64)
    assert Heights.of(bowl, True, 0.0)(quarter) > 0.8
    gentle = Heights.of(bowl, True, 0.0, gentle=True)
    assert 0.3 < gentle(quarter) < 0.55 and gentle(bowl).median() < 0.6
    assert gentle(torch.tensor([0.0, 1.0])).tolist() == pytest.approx([0, 1])
    assert Heights.of(bowl, gentle=True)(quarter) == 0.25  # a linear scale stays what it is


def test_a_gentle_scale_has_the_decades_that_a_surface_needs():
    z = torch.logspace(0, 6, 1000, dtype=torch.float64)
    assert Heights.of(z, True, 1.0, gentle=True).least < 1e-3
    assert Heights.of(torch.ones(9), True, gentle=True).least == 1e-4


@pytest.mark.parametrize("level", [0.0, 5.0, -1e18, 1e299])
def test_a_level_surface_has_a_scale_too(level):
    heights = Heights.of(torch.full((3, 3), level, dtype=torch.float64))
    assert heights.high > heights.low
    assert heights.ticks()["ticktext"]


def test_a_number_is_short_and_has_a_true_minus():
    assert [number(value) for value in (-0.25, 3.0, 1234567.0)] == ["−0.25", "3", "1.235 · 10⁶"]
