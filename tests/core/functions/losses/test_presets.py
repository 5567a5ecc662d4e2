"""What the presets promise is true."""

import pytest

from core.functions.losses.mistakes import MISTAKES
from core.functions.losses.models import MODELS
from core.functions.losses.presets import PRESETS
from core.functions.losses.state import VIEWS, headline
from core.functions.losses.surfaces import descent, problem

PRESET = {preset.name: preset.state for preset in PRESETS}


def test_every_view_has_presets():
    assert {preset.state.view for preset in PRESETS} == set(VIEWS)
    assert {state.model for state in PRESET.values()} == set(MODELS)
    assert {state.mistake for state in PRESET.values()} == set(MISTAKES)


def test_errors_are_counted_in_three_ways():
    shown = headline(PRESET["Three ways to measure an error"])
    assert (shown["MSELoss"], shown["L1Loss"], shown["HuberLoss"]) == (4, 2, 1.5)


def test_a_soft_target():
    shown = headline(PRESET["A soft target"])
    assert shown["KLDivLoss gradient"] == pytest.approx(shown["BCELoss gradient"])
    assert headline(PRESET["A soft target"].replace(p=0.7))["KLDivLoss"] == pytest.approx(
        0, abs=1e-12
    )
    assert headline(PRESET["A soft target"].replace(p=0.7))["BCELoss"] > 0.5


def test_with_label_smoothing_more_confidence_costs_again():
    state = PRESET["Label smoothing"]
    low, high = (headline(state.replace(z0=z0))["CrossEntropyLoss gradient"] for z0 in (2.0, 6.0))
    assert low < 0 < high


def test_the_descents_do_what_is_promised():
    shown = headline(PRESET["Too large a learning rate"])
    assert shown["loss at the end"] > 1
    far = descent(problem(PRESET["Too large a learning rate"]), (0.3, -3.0), 0.26, 200)
    assert far.values[-1] > 1000
    shown = headline(PRESET["Perfectly separable"])
    more = headline(PRESET["Perfectly separable"].replace(steps=100))
    assert (
        shown["loss at the end"] < more["loss at the end"]
        and shown["w at the end"] > more["w at the end"]
    )
    plain = PRESET["MSELoss of a sigmoid"]
    assert headline(plain)["w at the end"] < -1
    assert headline(plain.replace(class_loss="BCEWithLogitsLoss", steps=5))["w at the end"] > 1
    assert headline(PRESET["Two valleys and a saddle"])["loss at the end"] < 0.02


def test_the_mistakes_are_as_bad_as_is_said():
    shown = headline(PRESET["Softmax before CrossEntropyLoss"])
    assert shown["right, gradient 0"] / shown["wrong, gradient 0"] == pytest.approx(300, rel=0.1)
    assert shown["wrong, loss of a perfect answer"] == pytest.approx(0.55, abs=0.005)
    shown = headline(PRESET["Sigmoid before BCEWithLogitsLoss"])
    assert shown["wrong, loss of a perfect answer"] == pytest.approx(0.57, abs=0.005)
    assert headline(PRESET["ReLU on the last layer"])["wrong, gradient 0"] == 0
    shown = headline(PRESET["MSELoss on classes"])
    assert shown["wrong, loss"] > 0.9 * 2 / 3 and abs(shown["wrong, gradient 0"]) < 0.01


def test_the_naive_logarithm_loses_its_gradient_first():
    shown = headline(PRESET["Where the logarithm breaks"])
    assert shown["log(exp(z) / sum(exp(z))) in float32, loss"] == pytest.approx(60)
    assert shown["log(exp(z) / sum(exp(z))) in float32, gradient"] == 0
    assert shown["log_softmax(z) in float32, gradient"] == 1
