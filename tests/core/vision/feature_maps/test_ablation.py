"""Ablation against weights that are set to zero, and against one run for each unit."""

import pytest
import torch
from torch.nn import functional as F

from core.data import mnist
from core.models.tracing import trace
from core.training import store
from core.vision.feature_maps import ablation
from core.vision.feature_maps.ablation import (
    ABLATIONS,
    MOST_UNITS,
    AblationRequest,
    ablate,
    effects,
    parse_units,
)
from core.vision.feature_maps.state import PRESETS, State, headline

GENERATOR = torch.Generator().manual_seed(0)
DIGITS = mnist.test_digits()[0][:, None]


def normalise(pictures):
    return (pictures / (255 if pictures.dtype == torch.uint8 else 1) - 0.1307) / 0.3081


def replace(name):
    return ABLATIONS[name].build


def test_a_map_switched_off():
    output = torch.randn(2, 4, 3, 5, generator=GENERATOR)
    for name in ABLATIONS:
        result = replace(name)(output, [1, 3])
        assert torch.equal(result[:, [0, 2]], output[:, [0, 2]])
    assert (replace("Zero")(output, [1, 3])[:, [1, 3]] == 0).all()
    mean = replace("Mean")(output, [1])[:, 1]
    assert torch.allclose(mean, output[:, 1].mean((1, 2), keepdim=True).expand(-1, 3, 5))
    shuffled = replace("Shuffle")(output, [1, 3], seed=5)
    assert not torch.equal(shuffled, output)
    assert torch.equal(shuffled.flatten(2).sort().values, output.flatten(2).sort().values)
    assert not torch.equal(shuffled, replace("Shuffle")(output, [1, 3], seed=6))


def test_numbers_switched_off():
    output = torch.randn(2, 6, generator=GENERATOR)
    assert (replace("Zero")(output, [0, 5])[:, [0, 5]] == 0).all()
    assert torch.allclose(replace("Mean")(output, [4])[:, 4], output.mean(1))
    shuffled = replace("Shuffle")(output, list(range(6)), seed=1)
    assert torch.equal(shuffled.sort().values, output.sort().values) and not torch.equal(
        shuffled, output
    )


def test_a_channel_at_zero_is_a_network_without_its_weights():
    model, x = store.load("CNN 16-32"), normalise(DIGITS[:1])
    end = trace(model, x).end("conv2").name
    result = trace(model, x, ablate({end: [2, 9]}, replace("Zero"))).output
    weight = model.output.weight.view(10, 32, 49).clone()
    weight[:, [2, 9]] = 0
    maps = trace(model, x).end("conv2").output.flatten(1)
    assert torch.allclose(result, F.linear(maps, weight.flatten(1), model.output.bias), atol=1e-4)
    with torch.inference_mode():
        assert torch.equal(model(x), trace(model, x).output)  # and it is as it was


def test_the_effect_of_each_unit_is_that_of_switching_it_off():
    model, x = store.load("LeNet"), normalise(DIGITS[4:5])
    result = trace(model, x)
    for layer in ("conv2", "hidden2"):
        end = result.end(layer)
        for name in ("Zero", "Mean"):
            together = effects(model, x, end.name, end.output.shape[1], replace(name))
            for unit in (0, end.output.shape[1] - 1):
                alone = trace(model, x, ablate({end.name: [unit]}, replace(name))).output.softmax(
                    1
                )[0]
                assert torch.allclose(together[unit], alone, atol=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "conv1",
        "conv1.",
        ".3",
        "conv1.x",
        "conv1.-1",
        "conv1.99999",
        "a.1 a.1",
        "conv1.²",
        " ".join(f"conv1.{unit}" for unit in range(MOST_UNITS + 1)),
    ],
)
def test_a_spoilt_list_of_units_is_named(text):
    with pytest.raises(ValueError, match="off="):
        State(off=text)
    assert State.from_query({"off": text}).off == ""


def test_units_of_blocks_are_told_apart():
    assert parse_units("layer1.0.conv2.17 conv1.3") == (("layer1.0.conv2", 17), ("conv1", 3))
    assert parse_units("") == ()


def test_the_filter_of_the_preset_makes_a_4_an_8():
    state = next(preset.state for preset in PRESETS if preset.name == "Switch one off")
    shown = headline(state)
    assert shown["p(4) before"] > 0.999 and shown["p(8) after"] > 0.99
    result = ablation.effect_of_each(state)
    assert result.shape == (6,) and int(result.argmin()) == 3
    assert float(result[3]) == pytest.approx(shown["p(4) after"], rel=1e-4)
    assert ablation.effect_of_each(state.replace(off="", unit=5)) is result  # all it depends on


def test_effects_are_left_out_where_they_would_take_long():
    request = AblationRequest(network="ResNet-18", weights="random", source="picture")
    assert ablation.effect_of_each(request) is None
