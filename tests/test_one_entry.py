"""One entry in a registry is all that a newcomer writes: the page, the link, the code and the tests
follow.
"""

import math

import pytest
import torch
from torch import nn

from core.catalogue.activations import ACTIVATIONS, Activation
from core.functions.activations.script import write_script
from core.functions.activations.state import State, headline
from core.functions.optimizers import state as optimizers_state
from core.functions.optimizers.surfaces import SURFACES, Surface
from core.registry import Range
from core.script import numbers, source
from core.topics import TOPICS
from tests.core.catalogue import test_activations
from tests.core.functions.activations import test_curves
from tests.core.functions.optimizers import test_surfaces
from tests.pages.test_pages import opened
from tests.test_scripts import run


class Wave(nn.Module):
    """A sine, as in SIREN (Sitzmann et al. 2020)."""

    def __init__(self, frequency=1.0):
        super().__init__()
        self.frequency = frequency

    def forward(self, x):
        return torch.sin(self.frequency * x)


@pytest.fixture
def wave(monkeypatch):
    monkeypatch.setitem(
        ACTIVATIONS, "Wave", Activation(Wave, {"frequency": Range(0.5, 3.0, 1.0, 0.1)}, "A sine.")
    )
    return State(
        functions=(ACTIVATIONS.pick("Wave", frequency=1.5), ACTIVATIONS.pick("ReLU")), x=1.0
    )


def test_an_activation_is_on_the_page_and_in_the_link(wave):
    topic = TOPICS["activations"]
    assert "Wave.frequency=1.5" in topic.link(wave)
    assert State.from_query(wave.query()) == wave
    app = opened(topic, **topic.query(wave))
    assert not app.exception
    assert "Wave" in app.multiselect(key="activations.functions").options
    assert app.slider(key="activations.functions.Wave.frequency").value == 1.5
    assert app.dataframe[0].value["Function"].tolist() == ["Wave", "ReLU"]


def test_an_activation_is_in_the_code(wave, tmp_path, monkeypatch):
    shown = headline(wave)
    assert shown["Wave value"] == pytest.approx(math.sin(1.5))
    assert shown["Wave slope"] == pytest.approx(1.5 * math.cos(1.5))
    assert numbers(run(write_script(wave), tmp_path, monkeypatch)) == pytest.approx(shown, rel=1e-6)
    deep = State(view="Depth", activation="Wave", layers=3, width=16)
    assert numbers(run(write_script(deep), tmp_path, monkeypatch)) == pytest.approx(
        headline(deep), rel=1e-6
    )


def test_an_activation_is_in_the_tests(wave):
    test_activations.test_every_activation_of_torch_is_there_with_its_formula_or_left_out_for_a_reason()
    test_activations.test_it_is_the_module_that_its_name_says("Wave")
    test_curves.test_slopes_are_those_of_finite_differences("Wave")
    test_activations.test_the_formula_is_the_function("Wave")


def dish(x, y, depth=1.0):
    """A dish with a round floor."""
    return depth * ((x - 1) ** 2 + torch.cosh(y))


@pytest.fixture
def dished(monkeypatch):
    entry = Surface(
        dish,
        {"depth": Range(0.5, 3.0, 1.0, 0.5)},
        "A dish with a round floor.",
        domain=((-3.0, 3.0), (-2.0, 2.0)),
        minima=((1.0, 0.0),),
        value=lambda depth: depth,
        start=(-2.0, 1.5),
    )
    monkeypatch.setitem(SURFACES, "Dish", entry)
    return optimizers_state.State(
        surface=SURFACES.pick("Dish", depth=2.0), start_x=-2.0, start_y=1.0
    )


def test_a_surface_is_on_the_page_and_in_the_link(dished):
    topic = TOPICS["optimizers"]
    assert "surface=Dish" in topic.link(dished) and "surface.depth=2.0" in topic.link(dished)
    assert optimizers_state.State.from_query(dished.query()) == dished
    app = opened(topic, **topic.query(dished))
    assert not app.exception
    assert "Dish" in app.selectbox(key="optimizers.surface").options
    assert app.slider(key="optimizers.surface.depth").value == 2.0


def test_a_surface_is_in_the_code(dished, tmp_path, monkeypatch):
    script = TOPICS["optimizers"].content.write_script(dished)
    assert source(dish) in script.text
    shown = optimizers_state.headline(dished)
    assert numbers(run(script, tmp_path, monkeypatch)) == pytest.approx(shown, rel=1e-6)


def test_a_surface_is_in_the_tests(dished):
    test_surfaces.test_the_minima_are_minima(dished.surface)
    test_surfaces.test_start_and_minima_lie_inside_the_domain(dished.surface)
    test_surfaces.test_gradient_and_hessian_are_those_of_finite_differences(dished.surface)
    test_surfaces.test_every_entry_says_what_it_is("Dish")
