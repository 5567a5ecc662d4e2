"""The convolution page as data."""

import random

import pytest
import torch

from core.data.inputs import Input
from core.vision.convolution.arithmetic import ConvolutionLayer
from core.vision.convolution.filtering import Filtering
from core.vision.convolution.flattening import Flattening
from core.vision.convolution.kernels import YOURS
from core.vision.convolution.mixing import Mixing
from core.vision.convolution.pooling import Pooling
from core.vision.convolution.receptive import Stack
from core.vision.convolution.state import (
    ARITHMETIC,
    NUMBER,
    RECEPTIVE,
    VIEWS,
    Look,
    State,
    channel,
    choosing,
    chosen_index,
    chosen_pixel,
    filtered,
    headline,
)
from tests.sampling import sample_state


def test_every_view_has_numbers():
    for view in VIEWS:
        assert len(headline(State(view=view))) >= 2


def test_a_state_holds_the_settings_of_all_its_parts():
    parts = (Input, Filtering, Mixing, ConvolutionLayer, Pooling, Flattening, Stack, Look)
    for seed in range(20):
        state = sample_state(State, random.Random(seed))
        for part in map(state.part, parts):
            for name, _ in part.specs():
                assert getattr(part, name) == getattr(state, name)
    settings = {name for part in parts for name, _ in part.specs()}
    assert settings == {name for name, _ in State.specs()}


@pytest.mark.parametrize("side", [1, 2, 28, 93, 256, 512, 530])
def test_a_chosen_pixel_is_found_again(side):
    for row in {0, 1 % side, side // 3, side // 2, side - 1}:
        for column in {0, side // 2, side - 1}:
            assert chosen_pixel(State(**choosing(row, column, side, side)), side, side) == (
                row,
                column,
            )


def test_the_corners_can_be_chosen():
    assert chosen_pixel(State(row_percent=0, column_percent=100), 9, 7) == (0, 6)


def test_numbers_of_a_picture_are_those_of_its_output():
    state = State(colour=True, picture="balls")
    y, shown = filtered(state).output, headline(state)
    assert shown["smallest"] == float(y.min()) and shown["largest"] == float(y.max())
    assert shown["mean"] == pytest.approx(float(y.mean()), abs=1e-5)
    row, column = chosen_pixel(state, *y.shape[1:])
    assert shown[f"row {row}, column {column}, green"] == float(y[1, row, column])


def test_products_and_their_sum():
    state = State(view=NUMBER, bias=0.5, picture="balls")
    shown = headline(state)
    products = [value for name, value in shown.items() if name.startswith("product")]
    assert len(products) == 9
    assert sum(products) == pytest.approx(shown["their sum"], abs=1e-6)
    assert shown["their sum"] + 0.5 == pytest.approx(shown["output"], abs=1e-5)


def test_the_channel_counts_only_in_colour():
    assert channel(State(channel="blue", colour=True)) == 2
    assert (
        channel(State(channel="blue"))
        == channel(State(channel="blue", colour=True, source="test digit"))
        == 0
    )


def test_your_own_kernel_is_the_grid():
    state = State(kernel=YOURS, grid="2_0~0_-2")
    assert state.weights.tolist() == [[2, 0], [0, -2]]
    assert torch.equal(filtered(state).kernel, state.weights)


def test_a_blank_state_asks_for_a_picture():
    for view in set(VIEWS) - {ARITHMETIC, RECEPTIVE}:
        with pytest.raises(ValueError, match="draw something first"):
            headline(State(view=view, source="drawing"))


def test_the_chosen_number_of_the_row():
    assert chosen_index(State(maps=4, map_height=2, map_width=3)) == 6 + 4
    assert chosen_index(State(row_percent=0, column_percent=0)) == 0
