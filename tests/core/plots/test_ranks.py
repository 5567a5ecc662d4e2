"""Ranks are shares of a picture, and their marks are few, round and apart."""

import math

import pytest
import torch

from core.plots.ranks import APART, Ranks

BOWL = torch.linspace(-1, 1, 101, dtype=torch.float64).square()
BOWL = BOWL[:, None] + BOWL


def test_a_rank_is_the_share_that_is_lower():
    ranks = Ranks.of(BOWL)
    for radius in (0.3, 0.6, 0.9):  # within the bowl's picture, which is 2 wide and high
        disc = math.pi * radius**2 / 4
        assert float(ranks(torch.tensor(radius**2))) == pytest.approx(disc, abs=0.02)
    assert ranks(torch.tensor([0.0, 2.0])).tolist() == [0, 1]


def test_all_shades_cover_the_same_area_whatever_the_values():
    for z in (BOWL, BOWL.exp(), 1e6 * BOWL**4, -1 / (BOWL + 1e-3)):
        counts = torch.histc(Ranks.of(z)(z), 8, 0, 1)
        assert counts.max() < 1.05 * counts.min()


def test_what_is_level_or_no_number_has_no_shades():
    z = torch.tensor([[math.nan, math.inf, 5.0], [5.0, 5.0, 5.0 + 1e-15]], dtype=torch.float64)
    shares = Ranks.of(z)(z)
    assert shares.isnan().tolist() == (~z.isfinite()).tolist()
    assert not shares.nan_to_num().any() and Ranks.of(z).ticks()["ticktext"] == ["5"]
    nothing = torch.full((2, 2), math.nan)
    assert Ranks.of(nothing)(nothing).isnan().all() and not Ranks.of(nothing).ticks()["tickvals"]


@pytest.mark.parametrize("z", [BOWL, BOWL.exp(), 1e6 * BOWL**4, BOWL.round(), -1e9 * BOWL])
def test_the_marks_are_apart_and_the_lowest_is_the_floor(z):
    floor = float(z.min()) - 1e-7
    ticks = Ranks.of(z, floor).ticks()
    assert 2 <= len(ticks["tickvals"]) <= 5 and ticks["tickvals"][0] < 0.01
    assert torch.tensor(ticks["tickvals"]).diff().min() >= APART - 1e-6
