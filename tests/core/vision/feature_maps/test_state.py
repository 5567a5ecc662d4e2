"""The feature maps page as data: its numbers are torch's, and its presets show what they say."""

import pytest
import torch
from PIL import Image
from torch.nn import functional as F

from core.data import cifar10, mnist
from core.models.zoo import MODELS
from core.training import store
from core.vision.feature_maps import state as page
from core.vision.feature_maps.attribution import ATTRIBUTIONS, likeness
from core.vision.feature_maps.state import LAST, PRESETS, State, units_off
from core.vision.feature_maps.subjects import CLASSES
from core.vision.feature_maps.units import Ascent

BY_NAME = {preset.name: preset.state for preset in PRESETS}


@pytest.fixture
def cifar(tmp_path, monkeypatch):
    """A CIFAR-10 of the reader's own in a folder: two frogs and a ship."""
    for place, thing in enumerate(("frog", "frog", "ship")):
        folder = tmp_path / "test" / thing
        folder.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (32, 32), (10 * place, 200, 30)).save(folder / f"{place}.png")
    monkeypatch.setenv(cifar10.VARIABLE, str(tmp_path))
    cifar10._read_test.cache_clear()
    yield
    cifar10._read_test.cache_clear()


def test_the_network_view_shows_the_networks_own_probabilities():
    state = State(index=4)
    shown = page.headline(state)
    with torch.inference_mode():
        expected = store.load("DigitNet")(
            (mnist.test_digits()[0][4][None, None] / 255 - 0.1307) / 0.3081
        ).softmax(1)[0]
    assert [shown[f"p({digit})"] for digit in range(10)] == pytest.approx(
        expected.tolist(), rel=1e-5
    )
    assert len(shown) == 16


@pytest.mark.parametrize("name", MODELS)
def test_the_layer_that_is_shown_first_has_maps_if_there_are_any(name):
    found = page.anatomy(name, "trained")
    output = found.end(page.layer(State(network=name), found)).output
    assert output.ndim == (2 if name.startswith("MLP") else 4)


def test_what_is_not_there_is_named():
    lines = [
        (
            State(view="map", network="LeNet", layer="conv7"),
            "layer='conv7' is not in this network: choose from conv1",
        ),
        (
            State(view="map", network="LeNet", layer="conv1", unit=6),
            "unit=6 must be a whole number from 0 to 5",
        ),
        (State(view="why", target="dog"), "target='dog' is not known: choose from 0, 1"),
        (
            State(view="off", network="LeNet", off="conv1.6"),
            "off='conv1.6': conv1 has units from 0 to 5",
        ),
        (State(view="off", network="LeNet", off="conv9.0"), "layer='conv9' is not in this network"),
        (State(source="CIFAR-10"), "CIFAR-10 is not on this computer"),
        (State(network="ResNet-18"), "those of ResNet-18 are not on this computer yet"),
        (State(source="drawing"), "draw something first"),
    ]
    for state, line in lines:
        with pytest.raises(ValueError, match=line):
            page.headline(state)


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
        " ".join(f"conv1.{unit}" for unit in range(41)),
    ],
)
def test_a_spoilt_list_of_units_is_named(text):
    with pytest.raises(ValueError, match="off="):
        State(off=text)
    assert State.from_query({"off": text}).off == ""


def test_units_of_blocks_are_told_apart():
    assert units_off("layer1.0.conv2.17 conv1.3") == (("layer1.0.conv2", 17), ("conv1", 3))
    assert units_off("") == ()


def test_a_class_of_ones_own_cifar10(cifar):
    state = State(network="SimpleCNN", source="CIFAR-10", thing="frog", number=2)
    assert page.picture(state)[:, 3, 4].tolist() == [10, 200, 30]
    assert torch.equal(page.prepared(state), page.picture(state))
    assert set(page.headline(state)) >= {f"p({thing})" for thing in CLASSES}
    with pytest.raises(
        ValueError, match="number=3 must be at most 2: so many test pictures of 'frog' are here"
    ):
        page.picture(state.replace(number=3))
    with pytest.raises(ValueError, match="number=1 must be at most 0"):
        page.picture(state.replace(thing="cat", number=1))
    state = state.replace(layer="output", unit=6)
    *_, found = page.liked(state)
    pictures, captions = page.favourite(state, found)
    assert len(pictures) == len(captions) == 3 and {one.partition(":")[0] for one in captions} == {
        "frog",
        "ship",
    }


def test_favourites_are_test_digits_with_their_labels():
    state = State(network="MLP 784-128-10", layer="hidden", unit=7)
    *_, found = page.liked(state)
    pictures, captions = page.favourite(state, found)
    digits, labels = mnist.test_digits()
    with torch.inference_mode():
        values = F.relu(
            store.load("MLP 784-128-10").hidden(((digits / 255 - 0.1307) / 0.3081).flatten(1))
        )[:, 7]
    best = values.topk(9).indices
    assert all(map(torch.equal, pictures, digits[best][:, None]))
    assert [one.partition(":")[0] for one in captions] == [str(int(labels[at])) for at in best]
    assert (
        len(page.favourite(state.replace(unit=5), found)[0]) == 1
    )  # the only digit of 10,000 that opens this unit


def test_random_weights_explain_another_score():
    state = BY_NAME["Sanity check"]
    *_, found = page.explained(state)
    assert found.done == 1 and set(found.found) == set(found.random) == set(ATTRIBUTIONS)
    alike = {
        name: likeness(one.values, found.random[name].values) for name, one in found.found.items()
    }
    assert (
        alike["occlusion"] > 0.8 > 0.3 > alike["saliency"]
    )  # the first shows the ink, whatever was learned


def test_a_network_without_maps_has_six_reasons():
    state = State(view="why", network="MLP 784-128-10")
    names = [name for name, _ in page.attributions(state)]
    assert names == [name for name in ATTRIBUTIONS if name != "Grad-CAM"]
    *_, empty = page.explained(state.replace(methods=("Grad-CAM",)))
    assert empty.found == {}


def test_completeness_is_a_number():
    state = BY_NAME["Why this answer?"]
    shown = page.headline(state)
    assert shown["integrated gradients, sum"] == pytest.approx(
        shown["rise of the score from black"], rel=0.01
    )


def test_the_filter_of_the_preset_makes_a_4_an_8():
    shown = page.headline(BY_NAME["Switch one off"])
    assert shown["p(4) before"] > 0.999 and shown["p(8) after"] > 0.99
    effects = page.effect_of_each(BY_NAME["Switch one off"].replace(off=""))
    assert effects.shape == (6,) and int(effects.argmin()) == 3
    assert float(effects[3]) == pytest.approx(shown["p(4) after"], rel=1e-4)


def test_effects_are_left_out_where_they_would_take_long():
    assert (
        page.effect_of_each(State(network="ResNet-18", weights="random", source="picture")) is None
    )


def test_the_aeroplane_in_the_harbour():
    state = BY_NAME["An aeroplane in a harbour?"]
    assert CLASSES[page.target(state, page.seen(state))] == "airplane"


def test_what_is_kept_depends_on_what_it_needs():
    state = State(view="likes", index=77, unit=3, steps=32, seed=5, off="conv1.2")
    assert page.of_layer(state) == page.of_layer(state.replace(index=1, unit=9, steps=16))
    assert page.of_unit(state) == page.of_unit(state.replace(index=1, off=""))
    assert page.of_unit(state).ascent == state.ascent == Ascent(steps=32, seed=5)
    assert page.of_reasons(state) == page.of_reasons(state.replace(unit=1, seed=2))
    assert page.of_reasons(state) != page.of_reasons(state.replace(index=1))


def test_where_a_layer_takes_its_maps_from():
    found = page.anatomy("ResNet-18", "random")
    assert page.before(found, "conv1") == ("the picture", "")
    assert page.before(found, "layer1.0.conv2") == ("from layer1.0.conv1", "layer1.0.conv1")
    assert page.before(found, "fc") == ("from layer4.1.conv2", "layer4.1.conv2")
    assert State().layer == LAST
