"""The code of a state: what it reads, and that it says no more than it has to."""

import random

import pytest

from core.data.inputs import Input
from core.vision.convolution.filtering import AFTER
from core.vision.convolution.kernels import KERNELS
from core.vision.convolution.pooling import POOLS
from core.vision.convolution.presets import PRESETS
from core.vision.convolution.script import call, convolution, layer_code, write_script
from core.vision.convolution.state import (
    ARITHMETIC,
    CHANNELS,
    FLATTEN,
    POOLING,
    RECEPTIVE,
    VIEWS,
    State,
)
from core.vision.convolution.steps import Step
from tests.sampling import sample_state


def test_the_picture_comes_with_the_script():
    assert list(write_script(State()).files) == ["picture.png"]
    assert list(write_script(State(view=CHANNELS)).files) == ["picture.png"]
    assert list(write_script(State(view=FLATTEN)).files) == ["maps.png"]
    for view in (ARITHMETIC, RECEPTIVE):
        assert not write_script(State(view=view)).files


@pytest.mark.parametrize("view", VIEWS)
def test_no_line_is_long(view):
    states = [preset.state for preset in PRESETS if preset.state.view == view]
    states += [sample_state(State, random.Random(seed)).replace(view=view) for seed in range(8)]
    for state in states:
        state = state.replace(**vars(Input()))
        try:
            text = write_script(state).text
        except ValueError:
            continue  # torch refuses the settings
        assert max(map(len, text.splitlines())) <= 100, state


def test_only_what_is_not_torch_s_default_is_written():
    assert convolution(State(padding=0), 1, 1, (3, 3)) == "nn.Conv2d(1, 1, 3)"
    strided = State(stride=2, padding=0)
    text = convolution(strided, 3, 3, (1, 5), groups=3, padding_mode="reflect")
    assert text == "nn.Conv2d(3, 3, (1, 5), stride=2, groups=3)", "nothing is padded"
    assert call(AFTER.pick("LeakyReLU")) == "nn.LeakyReLU()"
    assert call(AFTER.pick("LeakyReLU", negative_slope=0.5)) == "nn.LeakyReLU(negative_slope=0.5)"
    pool = POOLS.pick("AvgPool2d", stride=3)
    assert call(pool) == "nn.AvgPool2d(kernel_size=2, stride=3)"
    assert layer_code(Step("max", 2, 2)) == "nn.AvgPool2d(2)"
    assert layer_code(Step("conv", 3, padding=1)) == "nn.Conv2d(1, 1, 3, padding=1)"


def test_there_is_nothing_of_other_states():
    plain = write_script(State()).text
    assert "eval" not in plain and "F.pad" not in plain and "ReLU" not in plain
    assert "return_indices" not in write_script(State(view=POOLING, pool="AvgPool2d")).text
    assert "nn.Sequential(conv, nn.ReLU()).eval()" in write_script(State(after="ReLU")).text
    assert "permute" not in write_script(State(view=FLATTEN)).text.partition("maps = ")[2]
    assert "[-1.0, 0.0, 1.0]" in write_script(State(kernel=KERNELS.pick("Prewitt"))).text
