"""How far ink stands out from paper that is even, lit from one side, or half in the shadow."""

import pytest
import torch

from core.data.paper import even, uneven
from core.data.photo import FAINTEST

HEIGHT, WIDTH = 120, 160
DOWN, ACROSS = torch.meshgrid(
    torch.linspace(-1, 1, HEIGHT), torch.linspace(-1, 1, WIDTH), indexing="ij"
)
INK = torch.zeros(HEIGHT, WIDTH)
INK[30:90, 70:76] = 1.0
INK[30:90, 76:82] = 0.5  # a soft edge

PAPERS = {
    "white": torch.ones(HEIGHT, WIDTH),
    "lit from the left": 0.8 - 0.15 * ACROSS,
    "lit from a corner": 0.7 + 0.1 * ACROSS + 0.1 * DOWN,
    "darker outwards": 0.9 - 0.1 * (ACROSS**2 + DOWN**2),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_on_even_paper_every_grey_is_kept(paper):
    result = even(PAPERS[paper] * (1 - 0.6 * INK))
    assert torch.allclose(result.strength, INK, atol=0.06)
    assert result.level == pytest.approx(0.6, abs=0.03) and result.floor < 0.05


def test_light_ink_on_black():
    result = even(0.1 + 0.8 * INK)
    assert torch.allclose(result.strength, INK, atol=1e-5)
    assert (result.level, result.floor) == pytest.approx((0.8, 0.0), abs=1e-5)


def test_strokes_as_wide_as_the_paper_beside_them():
    wide = torch.zeros(HEIGHT, WIDTH)
    wide[10:110, 20:140] = 1.0
    for light in (wide, 1 - wide):
        assert torch.allclose(even(light).strength, wide, atol=1e-5)


def test_half_in_the_shadow_is_not_even_and_the_ink_is_seen_all_the_same():
    shadow = 0.9 - 0.4 * (ACROSS + 0.3 * DOWN > 0.3).float()
    ink = INK.roll(-30, 1)  # columns 40 to 51, the edge of the shadow is at 80 to 128
    assert even(shadow * (1 - 0.6 * ink)) is None
    result = uneven(shadow * (1 - 0.6 * ink))
    assert (result.strength[ink == 1] > 0.7).all()
    assert (result.strength[:, :38] < 0.3).all() and (result.strength[:, 60:] < 0.3).all()


def test_the_edge_of_a_shadow_is_no_ink():
    for softness in (1e-3, 0.05, 0.2):
        light = 0.9 - 0.4 * torch.sigmoid(ACROSS / softness)
        assert uneven(light).level < FAINTEST
