"""The map of basins shows the numbers that it is given."""

import pytest
import torch

from core.functions.optimizers.basins import DIVERGED, basins
from core.functions.optimizers.figures.basins import DISTINCT, basin_words, basins_figure
from core.functions.optimizers.geometry import terrain
from core.functions.optimizers.state import RACERS, State
from core.functions.optimizers.surfaces import SURFACES
from core.plots import theme

pytestmark = pytest.mark.usefixtures("one_thread")

STATE = State(racers=(RACERS.pick("SGD"), RACERS.pick("Adam")), steps=40)


def last(pick, state=STATE):
    *_, result = basins(pick, state.problem)
    return result


def test_every_start_has_the_colour_of_its_minimum():
    result = last(STATE.racers[0])
    figure = basins_figure(terrain(STATE.surface), result)
    heat = figure.data[0]
    assert torch.equal(torch.tensor(heat.z), (result.reached - DIVERGED).float())
    scale = dict(heat.colorscale)
    assert heat.zmax == 5.5 and len(scale) == 7 and scale[1.0] == theme.COLORS[3]
    assert len(figure.to_json()) < 300_000


def test_many_minima_are_shades():
    result = last(RACERS.pick("Adam"), STATE.replace(surface=SURFACES.pick("Rastrigin")))
    assert len(result.minima) > DISTINCT
    figure = basins_figure(terrain(SURFACES.pick("Rastrigin")), result)
    assert figure.data[0].zmax == len(result.minima) + 1.5
    assert "others" in basin_words(RACERS.pick("Adam"), result)


def test_the_words_count_every_start():
    words = basin_words(STATE.racers[0], last(STATE.racers[0]))
    assert "after 40 steps of SGD: " in words and "% reach (3, 2)" in words
    wild = basin_words(RACERS.pick("SGD", lr=1.0), last(RACERS.pick("SGD", lr=1.0)))
    assert "% diverge" in wild
