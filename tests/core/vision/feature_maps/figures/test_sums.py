"""The picture of a sum shows its parts, in their order."""

import pytest
import torch

from core.plots.pixels import signed
from core.vision.feature_maps.figures import sums as figures
from core.vision.feature_maps.state import MAP, State, shown_sum

STATE = State(network="CNN 16-32", index=0, layer="conv2", unit=3)
SOURCES = {"conv1": "", "conv2": "conv1", "output": "conv2"}


@pytest.mark.parametrize("layer", ["conv1", "conv2", "output"])
def test_a_sum_shows_its_parts_and_the_map(layer):
    state = STATE.replace(layer=layer)
    result = shown_sum(state)
    columns = figures.sum_columns(result, SOURCES[layer], rows=4)
    shown = result.strongest(4)
    inputs, kernels, parts, total, *steps = columns
    assert [tile.caption for tile in inputs.tiles] == [f"Input {index}" for index in shown]
    assert len(kernels.tiles) == len(shown)
    assert len(parts.tiles) == len(shown) + (len(result.parts) > 4)
    assert torch.equal(total.tiles[0].picture, signed(result.total))
    assert [step.title for step in steps] == (["Max pool", "ReLU"] if layer != "output" else [])
    words = figures.sum_words(result)
    count = len(result.parts)
    assert ("Σ of 1 part + bias" if count == 1 else f"Σ of {count} parts") in words
    assert ("ReLU(Max pool(" in words) == (layer != "output")


def test_the_sum_of_single_numbers_is_a_grid_of_cells():
    state = State(view=MAP, network="LeNet", layer="hidden2", unit=5)
    result = shown_sum(state)
    inputs, kernels, *_ = figures.sum_columns(result, "hidden1")
    assert inputs.tiles[0].cells == 120 and inputs.layer == "hidden1"
    assert torch.equal(kernels.tiles[0].picture.flatten()[:120], signed(result.kernels.flatten()))
