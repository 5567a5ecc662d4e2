"""A data set, a network, attributions and an ablation that nobody here has thought of, in every
view.
"""

import math

import pytest
import torch

from core.topics import TOPICS
from core.training import store
from core.training.config import recipe
from core.vision.feature_maps import (
    ablation,
    attribution,
    capture,
    gallery,
    subjects,
    visualization,
)
from core.vision.feature_maps.capture import LayerChoice
from core.vision.feature_maps.figures import ablation as ablation_figures
from core.vision.feature_maps.figures import attribution as attribution_figures
from core.vision.feature_maps.figures import network as network_figures
from core.vision.feature_maps.figures import sums as sum_figures
from core.vision.feature_maps.figures import visualization as visualization_figures
from core.vision.feature_maps.script import write_script
from core.vision.feature_maps.state import (
    ABLATION,
    LIKES,
    MAP,
    SHARED,
    SHOWN,
    VIEWS,
    WEIGHTS,
    WHY,
    State,
    headline,
    shown_sum,
)
from core.vision.feature_maps.subjects import subject
from core.vision.feature_maps.visualization import VisualizationRequest
from tests.foreign import data, feature_maps
from tests.pages.test_pages import opened
from tests.printed import numbers
from tests.test_scripts import run

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """The foreign network, trained on the foreign data set, by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path_factory.mktemp("cache")))
        for registry, name, entry in (*data.ENTRIES, *feature_maps.ENTRIES):
            patch.setitem(registry, name, entry)
        *_, _ = store.train_once(recipe(data.NETWORK), "cpu")
        (name,) = [each for each in store.names() if each.startswith(data.NETWORK)]
        yield name


def states(network):
    common = {"network": network, "source": "test picture", "label": "across", "number": 2}
    return {
        **{view: State(view=view, steps=16, off="look.1 width.3", **common) for view in VIEWS},
        "linear": State(view=MAP, layer="answer", unit=2, **common),
        "norm": State(view=LIKES, layer="width", unit=5, steps=16, network=network),
        "random": State(view=WHY, weights="random", target="both", layer="look", **common),
        "Fade": State(view=ABLATION, off="look.2", ablation="Fade", **common),
        "own": State(view=WHY, methods=("Squared slopes", "Loudest map"), **common),
    }


NAMES = (*VIEWS, "linear", "norm", "random", "Fade", "own")


@pytest.mark.parametrize("name", NAMES)
def test_its_script_prints_the_numbers_on_the_screen(name, network, tmp_path, monkeypatch):
    state = states(network)[name]
    assert State.from_query(state.query()) == state
    shown = headline(state)
    assert all(map(math.isfinite, shown.values()))
    script = write_script(state)
    assert "class StripeReader" in script.text and "class MeanAndScale" in script.text
    assert max(map(len, script.text.splitlines())) <= 100
    assert numbers(run(script, tmp_path, monkeypatch)) == pytest.approx(shown, rel=1e-6)


@pytest.mark.parametrize("shown", SHOWN)
def test_its_columns(network, shown):
    state = states(network)["Whole network"]
    trace = capture.captured(state)
    classes = subject(network).classes
    columns = network_figures.network_columns(
        trace, capture.prepared(state), classes, SHARED, 4, shown == WEIGHTS
    )
    assert [column.title for column in columns] == [
        "Picture",
        "look",
        "width",
        "answer",
        "Answer",
    ]
    assert [bar.name for bar in columns[-1].bars] == ["down", "across", "both"]
    assert len(network_figures.stage_rows(trace)) == len(trace.stages) - 1


def test_its_other_pictures(network):
    by_name = states(network)
    for name in (MAP, "linear"):
        result = shown_sum(by_name[name])
        assert result.difference < 1e-5
        assert sum_figures.sum_columns(result, "look")
    for name in (LIKES, "norm"):
        state = by_name[name]
        *_, best = gallery.search(state.part(LayerChoice))
        *_, made = visualization.visualize(state.part(VisualizationRequest))
        assert visualization_figures.likes_columns(*gallery.of_unit(state, best), made)
    for name in (WHY, "random", "own"):
        *_, explanation = attribution.explain(by_name[name])
        prepared = capture.prepared(by_name[name])
        columns = attribution_figures.why_columns(prepared, explanation, "")
        assert [column.title for column in columns[1:]] == list(explanation.trained)
    for name in (ABLATION, "Fade"):
        state = by_name[name]
        effects = ablation.effect_of_each(state)
        columns = ablation_figures.ablation_columns(
            capture.captured(state),
            ablation.ablated(state),
            "look",
            [1],
            effects,
            subject(network).classes,
        )
        assert len(columns[0].tiles) == 4 and effects.shape == (4,)


@pytest.fixture
def glance(monkeypatch, tmp_path):
    """The foreign network with published weights, which are not here."""
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path / "cache"))
    for registry, name, entry in feature_maps.ENTRIES:
        monkeypatch.setitem(registry, name, entry)
    return feature_maps.GLANCE


@pytest.mark.parametrize("view", VIEWS)
def test_a_script_of_a_network_with_published_weights(view, glance, tmp_path, monkeypatch):
    off = "look.1" if view == ABLATION else ""
    state = State(view=view, network=glance, weights="random", source="picture", steps=16, off=off)
    script = write_script(state)
    assert "class Glance" in script.text and "model.safetensors" not in script.files
    assert numbers(run(script, tmp_path, monkeypatch)) == pytest.approx(headline(state), rel=1e-6)


def test_published_weights_that_are_not_here(glance):
    assert subjects.names()[-1] == glance
    assert subjects.is_ready(glance, "random") and not subjects.is_ready(glance, "trained")
    with pytest.raises(ValueError, match="those of Glance are not on this computer yet"):
        subject(glance)
    assert subject(glance, "random").gallery().images.shape == (200, 1, 40, 40)


def test_the_page_offers_to_download_published_weights(glance):
    app = opened(TOPICS["feature_maps"], State(network=glance))
    assert not app.exception
    assert any(
        f"The ImageNet weights of {glance} are not" in text.value and "12 MB" in text.value
        for text in app.markdown
    )


def test_before_its_activation_stands_the_norm(network):
    trace = capture.anatomy(network, "trained")
    assert trace.before_activation("width").name == "block.norm"
    assert trace.weighted() == ("look", "width", "answer")
    assert subject(network).own_source == "picture" and subject(network).has_own_pictures
    assert torch.equal(subject(network).gallery().labels.unique(), torch.arange(3))
