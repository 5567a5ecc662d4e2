"""Shades and level lines, against the heights themselves at places between the points of the
grid.
"""

import math

import pytest
import torch

from core.functions.optimizers.geometry import domain, grid, scale, value
from core.functions.optimizers.surfaces import SURFACES
from core.plots.heights import Heights
from core.plots.levels import MOST, bar, shaded

PLACES = 400


def lines(trace) -> list[torch.Tensor]:
    """The lines of a trace, (K, 2) each."""
    parts = [[]]
    for x, y in zip(trace["x"].tolist(), trace["y"].tolist(), strict=True):
        parts = [*parts, []] if math.isnan(x) else [*parts[:-1], [*parts[-1], (x, y)]]
    return [torch.tensor(line, dtype=torch.float64) for line in parts if line]


def around(trace, points: torch.Tensor) -> torch.Tensor:
    """Whether each of some places (P, 2) lies in what a trace fills: its lines go around it."""
    turned = torch.zeros(len(points), dtype=torch.float64)
    for line in lines(trace):
        tails, heads = line[:-1, None] - points, line[1:, None] - points
        cross = tails[..., 0] * heads[..., 1] - tails[..., 1] * heads[..., 0]
        turned += torch.atan2(cross, (tails * heads).sum(-1)).sum(0)
    return (turned / (2 * math.pi)).round() != 0


def drawn(name: str):
    pick = SURFACES.pick(name)
    whole = grid(pick, 101)
    heights = Heights.of(whole.z, scale(pick) == "log", value(pick))
    *shades, line = shaded(whole.x, whole.y, heights(whole.z), "#000014", "#000006")
    return pick, heights, shades, line


@pytest.mark.parametrize("name", SURFACES)
def test_a_place_is_in_the_shades_of_all_levels_below_it(name):
    pick, heights, shades, _ = drawn(name)
    (x0, x1), (y0, y1) = domain(pick)
    share = torch.rand(PLACES, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    points = torch.tensor([x0, y0]) + share * torch.tensor([x1 - x0, y1 - y0])
    high = heights(pick.build(*points.T))
    for index, shade in enumerate(shades, 1):
        level = index / (len(shades) + 1)
        wrong = around(shade, points) != (high > level)
        assert ((high - level).abs()[wrong] < 0.05).all(), (name, level)
        assert wrong.sum() <= 0.03 * PLACES


@pytest.mark.parametrize("name", SURFACES)
def test_a_line_stays_on_its_level(name):
    pick, heights, shades, line = drawn(name)
    corners = torch.cat(lines(line))
    off = heights(pick.build(*corners.T)) * (len(shades) + 1)
    assert float((off - off.round()).abs().median()) < 0.05
    assert sum(len(trace["x"]) for trace in (*shades, line)) <= MOST or len(shades) == 5


def test_shades_are_evenly_spaced():
    """Painted over each other, each leaves so much of what is below that the colours go up in equal
    steps.
    """
    mixed, shares = 0.0, []
    for shade in drawn("Himmelblau")[2]:
        mixed += (1 - mixed) * shade["opacity"]
        shares.append(mixed)
    assert shares == pytest.approx([index / len(shares) for index in range(1, len(shares) + 1)])


def test_nothing_is_shaded_where_there_is_no_number_or_no_slope():
    line = torch.linspace(0, 1, 9)
    for z in (torch.full((9, 9), math.nan), torch.zeros(9, 9)):
        assert all(
            torch.tensor(trace["x"]).isnan().all()
            for trace in shaded(line, line, z, "#000014", "#000006")
        )


def test_the_bar_has_the_colours_from_the_page_s_own_to_the_darkest():
    marker = bar("#000014", thickness=10)["marker"]
    assert marker["colorscale"][-1] == (1, "#000014") and marker["colorbar"] == {"thickness": 10}
