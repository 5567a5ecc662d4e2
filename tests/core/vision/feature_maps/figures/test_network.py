"""The columns of a network show the numbers that they are given, and are small enough to send."""

import json
import re

import pytest
import torch

from core.plots.pixels import signed
from core.vision.feature_maps import capture
from core.vision.feature_maps.figures import network as figures
from core.vision.feature_maps.state import (
    PER_LAYER,
    PER_MAP,
    SCALES,
    SHARED,
    SHOWN,
    WEIGHTS,
    State,
)
from core.vision.feature_maps.subjects import subject

STATE = State(network="CNN 16-32", index=0)
RUN = capture.captured(STATE)
CLASSES = subject("CNN 16-32").classes
MOST_BYTES = 1_500_000


def columns(state):
    return figures.network_columns(
        capture.captured(state),
        capture.prepared(state),
        subject(state.network, state.weights).classes,
        state.scale,
        state.maps_per_layer,
        state.shown == WEIGHTS,
    )


def size(result):
    return len(json.dumps([column.as_data() for column in result]))


def test_a_column_for_each_layer_with_its_numbers():
    result = columns(STATE)
    assert [column.title for column in result] == ["Picture", "conv1", "conv2", "output", "Answer"]
    assert result[1].lines[:3] == ("16 × 14 × 14", "160", "113 k")
    assert result[3].lines[:3] == ("10", "15.7 k", "15.7 k")
    assert all(len(column.lines) == 3 for column in result), "times of so small a one say nothing"
    assert [column.layer for column in result] == ["", "conv1", "conv2", "output", ""]
    assert result[3].tiles[0].cells == 10
    bars = result[-1].bars
    assert [bar.name for bar in bars] == list(CLASSES) and [bar.first for bar in bars].index(
        True
    ) == 7
    assert sum(bar.share for bar in bars) == pytest.approx(1, abs=1e-5)


def test_the_thumbnails_are_the_strongest_maps_in_their_order():
    tiles = columns(STATE.replace(maps_per_layer=4))[2].tiles
    maps = RUN.end("conv2").output[0]
    expected = maps.abs().amax((1, 2)).topk(4).indices.sort().values.tolist()
    assert [tile.unit for tile in tiles] == expected
    assert all(torch.equal(tile.picture, signed(maps[tile.unit])) for tile in tiles)


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_is_shared_as_chosen(scale):
    result = columns(STATE.replace(scale=scale))
    values = {name: stage.output[0] for name, stage in capture.shown_stages(RUN).items()}
    largest = max(float(output.abs().max()) for output in values.values())
    for column in result[1:3]:
        for tile in column.tiles:
            output = values[column.layer][tile.unit]
            reach = {
                PER_MAP: output.abs().max(),
                PER_LAYER: values[column.layer].abs().max(),
                SHARED: largest,
            }[scale]
            assert torch.equal(tile.picture, signed(output, float(reach)))


def test_weights_are_shown_by_unit_and_by_channel_before():
    result = columns(STATE.replace(shown=WEIGHTS))
    weight = RUN.stage("conv1").weight
    assert torch.equal(result[1].tiles[0].picture, signed(weight[result[1].tiles[0].unit, 0]))
    # 16 slices of 3 x 3 with lines between them, then 32 maps of 7 x 7
    assert result[2].tiles[0].picture.shape == (15, 15)
    assert result[3].tiles[0].picture.shape == (6 * 8 - 1, 6 * 8 - 1)
    last = columns(State(shown=WEIGHTS))[6].tiles[0]
    assert "64 of 128 slices" in last.label and last.picture.shape == (8 * 4 - 1, 8 * 4 - 1)


def test_the_first_filters_of_a_network_for_photographs_have_colours():
    state = State(network="SimpleCNN", source="picture", shown=WEIGHTS)
    tile = columns(state)[1].tiles[0]
    weight = capture.captured(state).stages[1].weight[tile.unit]
    assert tile.kind == "colour" and torch.equal(tile.picture, signed(weight))


def test_a_thousand_classes_become_ten_bars():
    state = State(network="ResNet-18", weights="random", source="picture")
    shares = torch.softmax(capture.captured(state).output[0], 0)
    picture, *layers, answer = columns(state)
    assert picture.lines[3] == "Time"
    assert all(re.fullmatch(r"\d+ ms|< 1 ms", column.lines[3]) for column in layers)
    bars = answer.bars
    assert [bar.share for bar in bars] == shares.topk(10).values.tolist()


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize(
    "state",
    [
        State(maps_per_layer=64),
        State(network="SimpleCNN", source="picture", maps_per_layer=64),
        State(network="ResNet-18", weights="random", source="picture", maps_per_layer=64),
    ],
    ids=lambda state: state.network,
)
def test_all_columns_together_are_small_enough_to_send(state, shown):
    assert size(columns(state.replace(shown=shown))) < MOST_BYTES


def test_the_table_has_a_row_for_every_function():
    rows = figures.stage_rows(RUN)
    assert [row["Step"] for row in rows] == [stage.name for stage in RUN.stages[1:]]
    assert sum(row["Parameters"] for row in rows) == sum(
        value.numel() for value in subject("CNN 16-32").model.parameters()
    )


def test_a_pool_leads_nowhere():
    state = State(network="ResNet-18", weights="random", source="picture")
    pool = columns(state)[-3]
    assert pool.title == "Mean of each map" and pool.layer == ""
