"""Every page and every preset as Streamlit runs them, without a browser."""

import json

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from core.registry import Options
from core.topics import TOPICS
from pages.ui import controls
from tests.server import ROOT

PRESETS = [(topic, preset) for topic in TOPICS.values() for preset in topic.content.PRESETS]


def opened(topic, state=None, **more) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.run()
    app.switch_page(topic.page)
    for key, value in (topic.query(state or topic.content.State()) | more).items():
        app.query_params[key] = value
    return app.run()


def check_figures(app: AppTest) -> None:
    """Plotly's checks find nothing wrong with a figure, and nothing to write in full."""
    for chart in app.get("plotly_chart"):
        spec = json.loads(chart.proto.spec)
        checked = go.Figure({name: spec[name] for name in ("data", "layout")})
        assert json.loads(checked.to_json()) == {name: spec[name] for name in ("data", "layout")}


def headings(app: AppTest) -> list[str]:
    return [title.value for title in app.title]


def test_the_home_page_leads_to_every_page():
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    assert not app.exception
    shown = " ".join(caption.value for caption in app.caption)
    assert all(topic.sentence in shown for topic in TOPICS.values())


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_page_opens(topic):
    app = opened(topic)
    assert not app.exception
    assert headings(app) == [topic.title]


@pytest.mark.parametrize(("topic", "preset"), PRESETS, ids=[preset.name for _, preset in PRESETS])
def test_a_preset_opens_by_its_address(topic, preset):
    app = opened(topic, preset.state)
    assert not app.exception
    assert not app.warning
    check_figures(app)


@pytest.mark.parametrize(("topic", "preset"), PRESETS, ids=[preset.name for _, preset in PRESETS])
def test_the_button_of_a_preset_leads_to_its_address(topic, preset):
    app = opened(topic)
    app.button(key=f"{topic.name}.preset.{preset.name}").click().run()
    assert not app.exception
    for name, spec in preset.state.specs():
        for key, value in controls.held(
            controls.key(topic, name), getattr(preset.state, name)
        ).items():
            held = app.session_state.get(key, spec.default)
            assert (list(held) if isinstance(held, tuple) else held) == value, key


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_every_section_opens_at_every_preset(topic):
    for preset in topic.content.PRESETS:
        app = opened(topic, preset.state)
        for tab in app.tabs:
            app.query_params[f"{topic.name}.show"] = tab.label
            app.run()
            assert not app.exception, (preset.name, tab.label)
            check_figures(app)


def test_a_link_may_hold_a_whole_number_where_a_slider_has_fractions():
    app = opened(TOPICS["optimizers"], **{"optimizers.start_x": "1"})
    assert app.session_state["optimizers.start_x"] == 1.0


HOSTILE = (
    "",
    "nope",
    "-1",
    "1.5",
    "nan",
    "1e999",
    "9" * 5000,
    "\U0001f389",
    "A" * 5000,
    ["1", "nope"],
    ["", ""],
)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_link_that_holds_anything_still_opens(topic):
    """One wrong value for each setting, at each of the options by which parts of the page come and
    go.
    """
    specs = dict(topic.content.State.specs())
    shown = [{}] + [
        {name: value}
        for name, spec in specs.items()
        if isinstance(spec, Options)
        for value in spec.values
    ]
    for place, value in enumerate(HOSTILE):
        app = opened(topic)
        for name in specs:
            app.query_params[controls.key(topic, name)] = value
        for name, option in shown[place % len(shown)].items():
            app.query_params[controls.key(topic, name)] = option
        app.run()
        assert not app.exception, value
