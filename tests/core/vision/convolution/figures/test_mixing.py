"""A filter taken apart: all its parts are there."""

import itertools

import torch

from core.plots.numbers import number
from core.vision.convolution.figures import mixing as figures
from core.vision.convolution.mixing import Mixing
from core.vision.convolution.state import CHANNELS, State, mixed
from tests.core.vision.convolution.grids import size


def text(value):
    return number(value, 3)


def test_parts_and_units_are_all_there():
    done = mixed(State(view=CHANNELS, picture="sunflower"))
    rows = figures.parts_pixels(done)
    assert [len(row) for row in rows] == [3, 3, 3]
    assert torch.equal(rows[1][0].picture, done.picture[1])
    units = figures.units_pixels(done)
    assert len(units) == 32 and units[5].caption == "▸ 5"
    assert sum(size(unit.as_data()) for unit in itertools.chain(units, *rows)) < 600_000
    assert figures.unit_picture(done).signed


def test_the_channels_of_a_grey_picture_are_not_called_by_colours_that_differ():
    rows = figures.parts_pixels(mixed(State(view=CHANNELS, source="test digit")))
    assert [row[0].caption for row in rows] == [
        f"The grey picture, as {colour}" for colour in ("red", "green", "blue")
    ]


def test_what_an_output_is_the_sum_of_and_how_many_there_are():
    done = mixed(State(view=CHANNELS, picture="sunflower"))
    assert figures.unit_words(done, Mixing()).endswith("the sum of the three and the bias")
    assert figures.unit_words(done, Mixing(after="ReLU")).endswith("bias, after ReLU")
    assert [figures.count_words(count) for count in (1, 32)] == [
        "The only output.",
        "All 32 outputs.",
    ]
