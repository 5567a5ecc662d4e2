"""The feature maps page as data: its numbers are torch's, and its presets show what they say."""

import pytest
import torch

from core.data import mnist
from core.training import store
from core.vision.feature_maps import capture, subjects
from core.vision.feature_maps.attribution import AttributionRequest, target_class
from core.vision.feature_maps.capture import LayerChoice
from core.vision.feature_maps.state import (
    ABLATION,
    LIKES,
    MAP,
    PRESETS,
    VIEWS,
    WHY,
    State,
    headline,
    is_blank,
)
from core.vision.feature_maps.subjects import subject
from core.vision.feature_maps.visualization import Ascent, VisualizationRequest

BY_NAME = {preset.name: preset.state for preset in PRESETS}


def test_the_network_view_shows_the_networks_own_probabilities():
    shown = headline(State(index=4))
    with torch.inference_mode():
        expected = store.load("DigitNet")(
            (mnist.test_digits()[0][4][None, None] / 255 - 0.1307) / 0.3081
        ).softmax(1)[0]
    assert [shown[f"p({digit})"] for digit in range(10)] == pytest.approx(
        expected.tolist(), rel=1e-5
    )
    assert len(shown) == 16


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (
            State(view=MAP, network="LeNet", layer="conv7"),
            "layer='conv7' is not in this network: choose from conv1",
        ),
        (
            State(view=MAP, network="LeNet", layer="conv1", unit=6),
            "unit=6 must be a whole number from 0 to 5",
        ),
        (State(view=WHY, target="dog"), "target='dog' is not known: choose from 0, 1"),
        (
            State(view=ABLATION, network="LeNet", off="conv1.6"),
            "off='conv1.6': conv1 has units from 0 to 5",
        ),
        (
            State(view=ABLATION, network="LeNet", off="conv9.0"),
            "layer='conv9' is not in this network",
        ),
        (
            State(network="SimpleCNN", source="test picture"),
            "CIFAR-10 is not on this computer",
        ),
        (State(source="test picture", label="frog"), "label='frog' is not known"),
        (State(network="ResNet-18"), "those of ResNet-18 are not on this computer yet"),
        (State(network="Nobody's"), r"network=.Nobody's. is not known: .*choose from MLP"),
        (State(source="drawing"), "draw something first"),
    ],
)
def test_what_is_not_there_is_named(state, line):
    with pytest.raises(ValueError, match=line):
        headline(state)


def test_a_state_is_checked_without_a_look_at_the_disk(monkeypatch):
    def refuse(*_):
        raise AssertionError("the store was asked")

    monkeypatch.setattr(store, "models", refuse)
    state = State(network="My own network (3 epochs)", view=LIKES)
    assert State.from_query(state.query()) == state
    with pytest.raises(ValueError, match="network='' must be the name of a network"):
        State(network="")


def test_the_aeroplane_in_the_harbour():
    state = BY_NAME["An aeroplane in a harbour?"]
    classes = subject(state.network).classes
    assert classes[target_class(state, capture.captured(state))] == "airplane"


def test_what_is_kept_depends_on_what_it_needs():
    state = State(view=LIKES, index=77, unit=3, steps=32, seed=5, off="conv1.2")
    for kind, other, changed in (
        (LayerChoice, {"index": 1, "unit": 9, "steps": 16}, {"layer": "conv1"}),
        (VisualizationRequest, {"index": 1, "off": ""}, {"seed": 6}),
        (AttributionRequest, {"unit": 1, "seed": 2, "view": WHY}, {"index": 1}),
    ):
        assert state.part(kind) == state.replace(**other).part(kind)
        assert state.part(kind) != state.replace(**changed).part(kind)
    assert state.part(Ascent) == Ascent(steps=32, seed=5)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_that_needs_a_picture_is_blank_without_one(view):
    assert is_blank(State(view=view, source="drawing")) == (view != LIKES)
    assert not is_blank(State(view=view))


def test_every_network_can_be_asked_for():
    assert set(store.names()) < set(subjects.names())
