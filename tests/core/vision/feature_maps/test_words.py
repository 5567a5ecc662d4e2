"""The sentence over each picture of the feature maps page says the numbers of torch."""

import pytest
import torch

from core.plots.numbers import probability, short
from core.training import store
from core.vision.feature_maps import ablation, attribution, capture, words
from core.vision.feature_maps.attribution import AttributionRequest, Explanation, Similarity
from core.vision.feature_maps.state import ABLATION, LIKES, MAP, State, shown_sum
from core.vision.feature_maps.subjects import subject
from core.vision.feature_maps.visualization import (
    Visualization,
    VisualizationRequest,
    activation_of,
    visualize,
)

CLASSES = [str(digit) for digit in range(10)]


def test_the_answer_and_the_next():
    state = State(network="LeNet", index=1024)
    shares = store.load("LeNet")(capture.network_input(state)).softmax(1)[0]
    (first, second), (digit, other) = (pair.tolist() for pair in shares.topk(2))
    said = words.network_sentence("LeNet", capture.captured(state), CLASSES)
    assert f"LeNet answers **{digit}** ({probability(first)}), then {other}" in said
    assert probability(second) in said and "61,706 parameters" in said


def test_the_sum_where_it_is_largest():
    result = shown_sum(State(view=MAP, network="CNN 16-32", layer="conv2", unit=17))
    said = words.map_sentence(result)
    row, column = divmod(int(result.total.argmax()), result.total.shape[1])
    total = sum(float(part[row, column]) for part in result.parts) + result.bias
    assert f"At row {row}, column {column}, where the sum is largest, 16 parts" in said
    assert f"add up to **{short(total)}**" in said
    assert f"{100 * float((result.map == 0).double().mean()):.0f}\xa0% of it 0" in said
    empty = words.map_sentence(
        shown_sum(State(view=MAP, network="CNN 16-32", layer="conv2", unit=1))
    )
    assert empty.endswith("The map is 0 everywhere.")


def test_a_neuron_is_one_number():
    result = shown_sum(State(view=MAP, network="MLP 784-128-10", layer="hidden", unit=3))
    said = words.map_sentence(result)
    assert f"add up to **{short(float(result.total))}**" in said
    assert f"neuron 3 hands on **{short(float(result.map))}**" in said


def test_a_search_is_announced_only_where_there_are_pictures():
    assert "all test pictures are searched" in words.likes_to_come(3, "conv2", searches=True)
    assert words.likes_to_come(3, "conv2", searches=False) == (
        "A picture is being made for unit 3 of conv2."
    )


def test_the_best_picture_and_the_one_that_is_made():
    made = Visualization(1.0, (-1.0, 2.0, 5.5), {2: torch.tensor([[[0.0, 1.0]]])})
    said = words.likes_sentence(3, "conv2", ["traffic: light: 7.5", "0: 7"], made)
    assert r"a **traffic\: light** activates unit 3 of conv2 most, up to 7.5 in its map" in said
    assert said.endswith("2 steps from noise lift the mean of that map from −1 to **5.5**.")
    assert words.likes_sentence(3, "conv2", [], made).startswith("Unit 3 of conv2: 2 steps")
    assert "all black" not in said


def test_a_black_picture_that_was_made_says_why_it_is_black():
    state = State(view=LIKES, layer="conv1", unit=0)
    *_, made = visualize(state.part(VisualizationRequest))
    assert not made.pictures[state.steps].any()
    assert "all black: on the whole, brightness" in words.likes_sentence(0, "conv1", [], made)
    network = subject(state.network, state.weights)
    activation = activation_of(network.model, network.normalise, "conv1", 0, network.shape)
    means = [float(activation(torch.full((1, *network.shape), grey))) for grey in (0, 0.5, 1.0)]
    assert means == sorted(means, reverse=True)


def test_the_score_and_that_of_black():
    request = AttributionRequest(network="LeNet", methods=("Saliency",))
    *_, result = attribution.explain(request)
    score, rise = attribution.score(request), attribution.score_rise(request)
    model, x = store.load("LeNet"), capture.network_input(request)
    assert score == pytest.approx(float(model(x)[0, 7]), rel=1e-5)
    said = words.why_sentence("7", score, rise, result)
    assert f"The score of **7** is {short(score)}" in said
    assert f"of a black picture {short(score - rise)}." in said


def test_alike_in_place_or_with_signs():
    alike = {"One": Similarity(0.9, -0.5), "Two": Similarity(0.1, 0.2)}
    said = words.why_sentence("7", 1.0, 1.0, Explanation(1.0, {}, {}, alike))
    assert (
        "One marks the most similar pixels (**0.9**; with signs −0.5), Two the least (0.1)" in said
    )
    alone = Explanation(1.0, {}, {}, {"One": Similarity(0.9, -0.5)})
    assert "alike to **0.9**, with signs −0.5" in words.why_sentence("7", 1.0, 1.0, alone)


def test_with_and_without_units():
    state = State(view=ABLATION, network="LeNet", index=1024, layer="conv1")
    before, effects = capture.captured(state).probabilities, ablation.effect_of_each(state)
    said = words.ablation_sentence("LeNet", before, before, [], effects, CLASSES)
    assert f"With all units LeNet answers **4** ({probability(float(before[4]))})." in said
    assert f"Unit 3 matters most: {probability(float(before[4]))} becomes" in said
    after = ablation.ablated(state.replace(off="conv1.3")).probabilities
    said = words.ablation_sentence("LeNet", before, after, ["conv1.3"], effects, CLASSES)
    assert f"Without conv1.3 LeNet answers **8** ({probability(float(after[8]))});" in said
    same = words.ablation_sentence("LeNet", before, before, ["a.1"] * 5, effects, CLASSES)
    assert "Without 5 units LeNet still answers" in same


def test_of_equal_units_none_is_the_one_that_matters():
    before = torch.tensor([0.9, 0.1])
    assert words.need_words(before, torch.full((4,), 0.9)) == (
        "No unit matters on its own: without any one it stays 90.0\xa0%."
    )
    assert "Unit 1 and 1 like it matters" in words.need_words(before, torch.tensor([0.9, 0.2, 0.2]))
    assert words.need_words(before, None) == ""


def test_the_name_of_a_class_is_no_markdown():
    """A reader's own folders have any names."""
    shares = torch.tensor([0.9, 0.1])
    assert words.answer_words(shares, ("a_b*", "c")) == "**a\\_b\\*** (90.0\xa0%)"
    said = words.ablation_sentence("N*", shares, shares, ["conv1.3"], None, ("a_b*", "c"))
    assert "N\\* still answers **a\\_b\\*** (90.0\xa0%)" in said
    nothing = Explanation(1.0, {}, {}, {})
    assert words.why_sentence("a_b", 1.0, 0.5, nothing).startswith(r"The score of **a\_b** is 1")
