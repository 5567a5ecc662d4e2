"""The pictures of the feature maps page show the numbers that they are given, and are small enough
to send.
"""

import json

import pytest
import torch

from core.plots.pixels import signed
from core.vision.feature_maps import figures as plots
from core.vision.feature_maps import state as page
from core.vision.feature_maps.state import SCALES, SHOWN, State
from core.vision.feature_maps.subjects import subject

STATE = State(network="CNN 16-32", index=0, layer="conv2", unit=3)
FOUND = page.seen(STATE)
CLASSES = subject("CNN 16-32").classes
MOST_BYTES = 1_500_000


def columns(state, **more):
    one = subject(state.network, state.weights)
    return plots.network_columns(
        page.seen(state),
        page.prepared(state),
        one.classes,
        state.scale,
        state.most,
        state.shown == "weights",
        **more,
    )


def size(found):
    return len(json.dumps([column.as_data() for column in found]))


def test_a_column_for_each_layer_with_its_numbers():
    found = columns(STATE)
    assert [one.title for one in found] == ["picture", "conv1", "conv2", "output", "answer"]
    assert found[1].lines[:3] == ("16 × 14 × 14", "160", "113 k")
    assert found[3].lines[:3] == ("10", "15.7 k", "15.7 k")
    assert all(one.lines[3].endswith(" ms") for one in found[1:4])
    assert [one.layer for one in found] == ["", "conv1", "conv2", "output", ""]
    assert found[3].tiles[0].cells == 10
    bars = found[-1].bars
    assert [bar.name for bar in bars] == list(CLASSES) and [bar.first for bar in bars].index(
        True
    ) == 7
    assert sum(bar.share for bar in bars) == pytest.approx(1, abs=1e-5)


def test_the_thumbnails_are_the_strongest_maps_in_their_order():
    tiles = columns(STATE.replace(most=4))[2].tiles
    maps = FOUND.end("conv2").output[0]
    expected = maps.abs().amax((1, 2)).topk(4).indices.sort().values.tolist()
    assert [tile.unit for tile in tiles] == expected
    assert all(torch.equal(tile.picture, signed(maps[tile.unit])) for tile in tiles)
    with_chosen = columns(STATE.replace(most=4), chosen=("conv2", 1))[2].tiles
    assert [tile.unit for tile in with_chosen if tile.mark] == [1]


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_is_shared_as_chosen(scale):
    found = columns(STATE.replace(scale=scale))
    values = {name: stage.output[0] for name, stage in page.stages_of(FOUND).items()}
    largest = max(float(one.abs().max()) for one in values.values())
    for column in found[1:3]:
        for tile in column.tiles:
            one = values[column.layer][tile.unit]
            reach = {
                "unit": one.abs().max(),
                "layer": values[column.layer].abs().max(),
                "all": largest,
            }[scale]
            assert torch.equal(tile.picture, signed(one, float(reach)))


def test_weights_are_shown_by_unit_and_by_channel_before():
    found = columns(STATE.replace(shown="weights"))
    weight = FOUND.stages[FOUND.place("conv1")].weight
    assert torch.equal(found[1].tiles[0].picture, signed(weight[found[1].tiles[0].unit, 0]))
    assert found[2].tiles[0].picture.shape == (15, 15)  # 16 slices of 3 x 3 with lines between them
    assert found[3].tiles[0].picture.shape == (6 * 8 - 1, 6 * 8 - 1)  # 32 maps of 7 x 7
    last = columns(State(shown="weights"))[6].tiles[0]
    assert "64 of 128 slices" in last.label and last.picture.shape == (8 * 4 - 1, 8 * 4 - 1)


def test_the_first_filters_of_a_network_for_photographs_have_colours():
    state = State(network="SimpleCNN", source="picture", shown="weights")
    tile = columns(state)[1].tiles[0]
    weight = page.seen(state).stages[1].weight[tile.unit]
    assert tile.kind == "colour" and torch.equal(tile.picture, signed(weight))


def test_a_thousand_classes_become_ten_bars():
    state = State(network="ResNet-18", weights="random", source="picture")
    shares = page.probabilities(page.seen(state))
    bars = columns(state)[-1].bars
    assert [bar.share for bar in bars] == shares.topk(10).values.tolist()


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize(
    "state",
    [
        State(most=64),
        State(network="SimpleCNN", source="picture", most=64),
        State(network="ResNet-18", weights="random", source="picture", most=64),
    ],
    ids=lambda state: state.network,
)
def test_all_columns_together_are_small_enough_to_send(state, shown):
    assert size(columns(state.replace(shown=shown))) < MOST_BYTES


@pytest.mark.parametrize("layer", ["conv1", "conv2", "output"])
def test_a_sum_shows_its_parts_and_the_map(layer):
    state = STATE.replace(layer=layer)
    one = page.summed(state)
    found = plots.sum_columns(one, *page.before(FOUND, layer), rows=4)
    shown = one.strongest(4)
    inputs, kernels, parts, total, *steps = found
    assert [tile.caption for tile in inputs.tiles] == [f"in {at}" for at in shown]
    assert len(kernels.tiles) == len(shown)
    assert len(parts.tiles) == len(shown) + (len(one.parts) > 4)
    assert torch.equal(total.tiles[0].picture, signed(one.total))
    assert [step.title for step in steps] == (["max pool", "ReLU"] if layer != "output" else [])
    words = plots.sum_words(one)
    assert f"Σ of {len(one.parts)} parts" in words
    assert ("ReLU(max pool(" in words) == (layer != "output")


def test_the_sum_of_single_numbers_is_a_grid_of_cells():
    state = State(view="map", network="LeNet", layer="hidden2", unit=5)
    one = page.summed(state)
    inputs, kernels, *_ = plots.sum_columns(one, *page.before(page.seen(state), "hidden2"))
    assert inputs.tiles[0].cells == 120 and inputs.layer == "hidden1"
    assert torch.equal(kernels.tiles[0].picture.flatten()[:120], signed(one.kernels.flatten()))


def test_likes_show_nine_pictures_and_the_way_from_noise():
    *_, told = page.told(STATE.replace(steps=16))
    pictures = [torch.full((1, 28, 28), value, dtype=torch.uint8) for value in range(9)]
    best, way, made = plots.likes_columns(pictures, [f"{value}: 1" for value in range(9)], told)
    assert [int(tile.picture[0, 0]) for tile in best.tiles] == list(range(9))
    assert [tile.caption.partition(":")[0] for tile in way.tiles] == ["step 0", "step 2", "step 8"]
    assert torch.equal(made.tiles[0].picture, (255 * told.pictures[16][0]).round().to(torch.uint8))
    assert len(plots.likes_columns((), (), told)) == 2
    figure = plots.ascent_figure(told, 16)
    assert figure.data[0].y.tolist() == pytest.approx(told.values, rel=1e-6)
    assert len(figure.to_json()) < 300_000


@pytest.mark.parametrize(
    "state", [STATE, State(network="SimpleCNN", source="picture")], ids=["greys", "colours"]
)
def test_reasons_stand_side_by_side_each_on_its_own_scale(state):
    state = state.replace(view="why", compare=True)
    *_, found = page.explained(state)
    first, *columns = plots.why_columns(
        page.prepared(state), found.found, found.random, "score of 7: 1.00"
    )
    assert [one.title for one in columns] == list(found.found)
    for column in columns:
        trained, random = column.tiles
        assert torch.equal(trained.picture, signed(found.found[column.title].values))
        assert torch.equal(random.picture, signed(found.random[column.title].values))
        assert column.lines[1].startswith("likeness")
    plain = plots.why_columns(page.prepared(state), found.found, {}, "")
    assert all(len(one.tiles) == 1 for one in plain)
    assert size([first, *columns]) < MOST_BYTES


def test_completeness_in_words():
    assert plots.complete_words(9.9, 10.0, "7") == (
        "Integrated gradients add up to +9.9. The score of 7 is +10 above that of a black "
        "picture, 99.0% of it: with more steps the two meet."
    )
    assert "of it" not in plots.complete_words(0.1, 0.0, "7")


def test_units_that_are_off_are_marked_and_the_answer_is_shown_twice():
    state = next(preset.state for preset in page.PRESETS if preset.state.view == "off")
    found, after, effects = (
        page.seen(state),
        page.crippled(state),
        page.effect_of_each(state.replace(off="")),
    )
    units, before, now = plots.off_columns(found, after, "conv1", [3], effects, CLASSES)
    assert [tile.mark for tile in units.tiles] == ["", "", "", "off", "", ""]
    assert units.tiles[3].caption == "3: < 0.1 %"
    assert [bar.share for bar in before.bars] == page.probabilities(found).tolist()
    assert [bar.share for bar in now.bars] == page.probabilities(after).tolist()
    assert "Unit 3 matters most: > 99.9 % becomes < 0.1 %." in plots.off_words(
        found, effects, CLASSES
    )
    assert plots.off_words(found, None, CLASSES) == ""


def test_the_table_has_a_row_for_every_function():
    rows = plots.stage_rows(FOUND)
    assert [row["step"] for row in rows] == [stage.name for stage in FOUND.stages[1:]]
    assert sum(row["parameters"] for row in rows) == sum(
        value.numel() for value in subject("CNN 16-32").model.parameters()
    )
