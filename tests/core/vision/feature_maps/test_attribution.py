"""What the chosen methods find for a state, and how alike it is for random weights."""

import pytest
import torch
from scipy.stats import spearmanr

from core.vision.feature_maps import attribution
from core.vision.feature_maps.attribution import AttributionRequest, rank_correlation, similarities
from core.vision.feature_maps.capture import captured
from core.vision.feature_maps.methods import ATTRIBUTIONS

GENERATOR = torch.Generator().manual_seed(0)


def test_similarity_is_spearmans():
    first = torch.randn(12, 12, generator=GENERATOR).relu()  # many ties at zero
    second = first + 0.5 * torch.randn(12, 12, generator=GENERATOR)
    expected = spearmanr(first.abs().flatten(), second.abs().flatten()).statistic
    assert similarities(first, second).strength == pytest.approx(expected)
    signed = spearmanr(first.flatten(), second.flatten()).statistic
    assert similarities(first, second).signed == pytest.approx(signed)
    opposite = similarities(first, -first)
    assert (opposite.strength, opposite.signed) == pytest.approx((1, -1))
    assert rank_correlation(first.flatten(), torch.ones(144)) == 0


def test_random_weights_explain_another_score():
    request = AttributionRequest(network="CNN 16-32", index=0, compare=True)
    *_, result = attribution.explain(request)
    assert result.done == 1
    assert set(result.trained) == set(result.random) == set(result.similarity) == set(ATTRIBUTIONS)
    for name, value in result.similarity.items():
        assert value == similarities(result.trained[name].values, result.random[name].values)
    # the first shows the ink, whatever was learned
    assert (
        result.similarity["Occlusion"].strength > 0.8 > 0.3 > result.similarity["Saliency"].strength
    )


def test_progress_never_goes_back():
    request = AttributionRequest(network="LeNet", methods=("Saliency", "Grad-CAM"), compare=True)
    assert [each.done for each in attribution.explain(request)] == [0.25, 0.5, 0.75, 1.0]


def test_a_network_without_maps_has_six_reasons():
    request = AttributionRequest(network="MLP 784-128-10")
    names = [name for name, _ in attribution.attributions(request)]
    assert names == [name for name in ATTRIBUTIONS if name != "Grad-CAM"]
    *_, empty = attribution.explain(request.replace(methods=("Grad-CAM",)))
    assert empty.trained == {} and empty.done == 1


def test_a_complete_method_adds_up_to_the_rise_of_the_score():
    shown = attribution.numbers(AttributionRequest(network="CNN 16-32", index=0))
    complete = [name for name, method in ATTRIBUTIONS.items() if method.is_complete]
    for name in complete:
        assert shown[f"{name}, sum"] == pytest.approx(
            shown["rise of the score from black"], rel=0.01
        )
    assert complete


def test_the_target_is_a_class_of_the_network():
    request = AttributionRequest(network="SimpleCNN", source="picture", target="frog")
    assert attribution.target_class(request, captured(request)) == 6
    with pytest.raises(ValueError, match="target='3' is not known"):
        attribution.target_class(request.replace(target="3"), captured(request))
