"""The convolution page as data."""

import random

import pytest
import torch

from core.data.inputs import Input
from core.vision.convolution.filtering import Filtering
from core.vision.convolution.kernels import YOURS
from core.vision.convolution.receptive import fields
from core.vision.convolution.script import write_script
from core.vision.convolution.state import (
    PRESETS,
    VIEWS,
    State,
    cell,
    channel,
    found,
    headline,
    place,
    taken_apart,
    tile,
)
from tests.sampling import sample_state

BY_NAME = {preset.name: preset.state for preset in PRESETS}


def test_every_view_has_a_preset_and_numbers():
    assert {preset.state.view for preset in PRESETS} == set(VIEWS)
    for view in VIEWS:
        assert len(headline(State(view=view))) >= 2


def test_a_state_holds_the_settings_of_all_its_parts():
    for seed in range(20):
        state = sample_state(State, random.Random(seed))
        for part in (
            state.input,
            state.filtering,
            state.mixing,
            state.layer,
            state.flattening,
            state.layers,
        ):
            for name, _ in part.specs():
                assert getattr(part, name) == getattr(state, name)


@pytest.mark.parametrize("side", [1, 2, 28, 93, 256, 512, 530])
def test_a_chosen_pixel_is_found_again(side):
    for row in {0, 1 % side, side // 3, side // 2, side - 1}:
        for column in {0, side // 2, side - 1}:
            assert cell(State(**place(row, column, side, side)), side, side) == (row, column)


def test_the_corners_can_be_chosen():
    assert cell(State(down=0, across=100), 9, 7) == (0, 6)


def test_numbers_of_a_picture_are_those_of_its_output():
    state = State(colour=True, picture="balls")
    y, shown = found(state).output, headline(state)
    assert shown["smallest"] == float(y.min()) and shown["largest"] == float(y.max())
    assert shown["mean"] == pytest.approx(float(y.mean()), abs=1e-5)
    row, column = cell(state, *y.shape[1:])
    assert shown[f"row {row}, column {column}, green"] == float(y[1, row, column])


def test_products_and_their_sum():
    state = State(view="one number", bias=0.5, picture="balls")
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
    assert state.weights.tolist() == [[2, 0], [0, -2]] and isinstance(state.filtering, Filtering)
    assert torch.equal(found(state).kernel, state.weights)


def test_the_twin_brings_the_prepared_picture():
    assert (
        "picture.png" in write_script(State()).files
        and "picture.png" in write_script(State(view="channels")).files
    )
    assert "maps.png" in write_script(State(view="flatten")).files
    assert (
        not write_script(State(view="arithmetic")).files
        and not write_script(State(view="receptive field")).files
    )


def test_a_blank_state_asks_for_a_picture():
    for view in set(VIEWS) - {"arithmetic", "receptive field"}:
        with pytest.raises(ValueError, match="draw something first"):
            headline(State(view=view, source="drawing"))
    assert isinstance(State().input, Input)


def test_presets_show_what_they_say():
    edges = found(BY_NAME["Edges"])
    level = edges.picture.new_tensor([[0], [90], [180]]).expand(3, 3) / 255
    assert float((edges.kernel * level).sum()) == 0, "level edges vanish"
    assert float((edges.kernel * level.T).sum()) > 2, "upright ones light up"
    opponent = taken_apart(BY_NAME["Red against green"])
    assert float(opponent.weights[2].abs().max()) == 0
    shape = found(BY_NAME["Only every third"]).output.shape
    assert tuple(shape) == (1, 86, 86)
    assert headline(BY_NAME["Half the size"])["rows"] == 14
    assert headline(BY_NAME["From maps to a row"])["numbers"] == 300
    assert headline(BY_NAME["One kernel a channel"])["weights"] == 72
    assert headline(BY_NAME["Upside down"])["output size"] > BY_NAME["Upside down"].size
    plain = [field.length for field in fields(State(stack=", ".join(["conv 3"] * 7)).layers.steps)]
    assert fields(BY_NAME["Holes that reach far"].layers.steps)[-1].length == plain[-1] == 15
    assert headline(BY_NAME["The mean instead"])["largest gradient"] == 0.25
    walked = tile(BY_NAME["One number"])
    assert walked.output.abs().max() > 0
