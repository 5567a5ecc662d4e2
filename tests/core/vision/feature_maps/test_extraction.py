"""What scripts ask torchvision gives what the app captures."""

import torch

from core.models.tracing import trace
from core.training import store
from core.vision.feature_maps import extraction, methods
from core.vision.feature_maps.ablation import ABLATIONS, ablate

X = torch.randn(1, 1, 28, 28, generator=torch.Generator().manual_seed(0))
MODEL = store.load("CNN 16-32")


def test_guided_backpropagation_is_the_apps():
    expected = methods.guided_backpropagation(MODEL, X, X, 3)
    result = extraction.guided_backpropagation(MODEL, X, X, 3, ["relu", "relu_1"], "output")
    assert torch.equal(result, expected)


def test_units_are_switched_off_as_in_the_app():
    off = {"relu": [2, 5], "relu_1": [7]}
    for ablation in ABLATIONS.values():
        expected = trace(MODEL, X, ablate({"relu1": [2, 5], "relu2": [7]}, ablation.build)).output
        result = extraction.without_units(MODEL, off, ablation.build, "output")(X)
        assert torch.allclose(result, expected, atol=1e-5)
    assert torch.equal(extraction.without_units(MODEL, {}, None, "output")(X), MODEL(X))


def test_the_last_layer_can_be_switched_off():
    result = extraction.without_units(MODEL, {"output": [4]}, ABLATIONS["Zero"].build, "output")(X)
    assert result[0, 4] == 0 and torch.equal(result[0, 5:], MODEL(X)[0, 5:])


def test_a_method_of_maps_gets_those_of_the_layer():
    score, maps = {}, {}

    def method(given_score, given_maps, size):
        score["it"], maps["it"] = given_score, given_maps
        return size

    assert extraction.from_maps(MODEL, X, X, 3, method, "relu_1", "output") == (28, 28)
    run = trace(MODEL, X)
    assert torch.equal(maps["it"], run.stage("relu2").output)
    assert score["it"] == run.output[0, 3] and maps["it"].requires_grad
