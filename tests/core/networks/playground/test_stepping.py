"""The settings of the view "One step", its numbers, its words and its picture."""

import pytest
import torch

from core.networks.playground.figures.stepping import nearest_link, network_figure
from core.networks.playground.microscope import Chosen
from core.networks.playground.stepping import STAGES, Stepping, chosen_in, stepping_headline, trace
from core.networks.playground.stepping_words import stepping_sentence, weight_name, weight_rows
from core.playground.run import Run
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def run():
    run = Run(Settings(count=40, batch_size=20))
    run.epoch()
    return run


def test_numbers_beyond_the_last_mean_the_last(run):
    traced = trace(run, Stepping(example=1200, weight_layer=9, weight_to=16, weight_from=16))
    assert traced.index == len(run.train.x) - 1 == 19
    assert traced.chosen == Chosen(2, 0, 1)
    assert chosen_in(Stepping(weight_to=3), traced.step) == Chosen(0, 2, 0)


def test_headline_is_of_the_chosen_weight(run):
    shown = stepping_headline(trace(run, Stepping(weight_layer=2, weight_to=2, weight_from=3)))
    weight = run.weights[2][1, 2].item()
    assert shown["weight"] == weight
    assert shown["gradient"] == pytest.approx(shown["finite difference"], abs=1e-4)
    assert shown["weight after the step"] == pytest.approx(
        weight - 0.03 * shown["gradient"], abs=1e-6
    )


def test_words_say_where_a_weight_is(run):
    names = [
        weight_name(trace(run, Stepping(weight_layer=layer, weight_to=2, weight_from=2)))
        for layer in (1, 2, 3)
    ]
    assert names == [
        "from y to neuron 2 of layer 1",
        "from neuron 2 of layer 1 to neuron 2 of layer 2",
        "from neuron 2 of layer 2 to the output",
    ]


def test_what_is_written_out_is_the_product(run):
    traced = trace(run, Stepping(weight_layer=2, weight_to=1, weight_from=4))
    rows = {row["Step"].partition(":")[0]: row for row in weight_rows(traced)}
    first, second = rows["Its gradient"]["Written out"].replace("−", "-").split(" · ")
    product = float(first.strip("()")) * float(second.strip("()"))
    assert product == pytest.approx(
        float(traced.step.layers[1].weight_gradients[0, 3]), rel=0.02, abs=1e-4
    )
    assert len(rows) == 5
    for stage in STAGES:
        assert "loss" in stepping_sentence(traced, stage)


def test_a_click_finds_the_link_that_is_under_it(run):
    traced = trace(run, Stepping())
    for layer, (rows, columns) in enumerate(((4, 2), (2, 4), (1, 2))):
        for to in range(rows):
            for source in range(columns):
                heights = [
                    0.5 if count == 1 else 1 - (index + 0.5) / count
                    for index, count in ((source, columns), (to, rows))
                ]
                share = 0.13  # near the start all links of a neuron still lie apart
                height = heights[0] * (1 - share) + heights[1] * share
                link = nearest_link(traced, layer + share, height)
                assert link == (layer + 1, to + 1, source + 1)


@pytest.mark.parametrize("stage", STAGES)
def test_the_picture_has_every_link_and_every_neuron(run, stage):
    picture = network_figure(trace(run, Stepping()), stage)
    lines = [trace for trace in picture.data if trace.mode == "lines"]
    links = sum(list(line.x).count(None) for line in lines)
    assert links == 4 * 2 + 2 * 4 + 2
    neurons = next(trace for trace in picture.data if trace.mode == "markers+text")
    assert len(neurons.x) == 2 + 4 + 2 + 1
    assert [note.text for note in picture.layout.annotations][:4] == [
        "Features",
        "Layer 1",
        "Layer 2",
        "Output",
    ]


def test_a_run_is_not_changed_by_looking(run):
    before = [weight.clone() for weight in run.weights]
    trace.__wrapped__(run, Stepping(example=3))
    assert all(map(torch.equal, before, run.weights))
