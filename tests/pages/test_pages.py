"""Every page and every preset as Streamlit runs them, without a browser."""

import functools
import json

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from core.registry import Options
from core.topics import TOPICS
from pages.ui import address
from tests.labels import wrong
from tests.numerals import wrong_numbers
from tests.visits import new_app, opened, visited

PRESETS = [(topic, preset) for topic in TOPICS.values() for preset in topic.content.PRESETS]
NAMES = [preset.name for _, preset in PRESETS]


@functools.cache
def check_figure(spec: str) -> None:
    """Plotly's checks find nothing wrong with a figure, and nothing to write in full."""
    figure = json.loads(spec)
    parts = {name: figure[name] for name in ("data", "layout")}
    assert json.loads(go.Figure(parts).to_json()) == parts


def check_figures(app: AppTest) -> None:
    for chart in app.get("plotly_chart"):
        check_figure(chart.proto.spec)


def headings(app: AppTest) -> list[str]:
    return [title.value for title in app.title]


def test_the_home_page_leads_to_every_page():
    app = new_app().run()
    assert not app.exception
    shown = [link.proto.label for link in app.get("page_link")]
    for number, topic in enumerate(TOPICS.values(), 1):
        assert f"**{number}. {topic.title}** {topic.question}" in shown


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_page_opens(topic):
    app = opened(topic)
    assert not app.exception
    assert headings(app) == [topic.title]


def elements(app: AppTest) -> list[str]:
    return [str(element.proto) for element in app.main if hasattr(element, "proto")]


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_an_app_that_has_served_a_preset_shows_the_next_as_a_new_app_does(topic):
    """So that no test below needs an app of its own."""
    first, *_, last = topic.content.PRESETS
    visited(topic, topic.query(first.state))
    seen = elements(visited(topic, topic.query(last.state)))
    assert len(seen) > 30
    assert seen == elements(opened(topic, last.state))


@pytest.mark.parametrize(("topic", "preset"), PRESETS, ids=NAMES)
def test_a_preset_opens_by_its_address_and_in_it_every_section(topic, preset):
    app = visited(topic, topic.query(preset.state))
    assert not app.exception
    assert not app.warning
    check_figures(app)
    assert wrong(app) == []
    assert wrong_numbers(app) == []
    for tab in app.tabs:
        app.query_params[f"{topic.name}.show"] = tab.label
        app.run()
        assert not app.exception, tab.label
        check_figures(app)
        assert wrong(app) == [], tab.label
        assert wrong_numbers(app) == [], tab.label


@pytest.mark.parametrize(("topic", "preset"), PRESETS, ids=NAMES)
def test_the_button_of_a_preset_leads_to_its_address(topic, preset):
    app = visited(topic, {})
    steps = {button.key for button in app.button}
    if f"{topic.name}.step.{preset.name}" in steps:
        app.button(key=f"{topic.name}.step.{preset.name}").click().run()
    app.button(key=f"{topic.name}.preset.{preset.name}").click().run()
    assert not app.exception
    for name, spec in preset.state.specs():
        for key, value in spec.flatten(
            address.key(topic, name), getattr(preset.state, name)
        ).items():
            held = app.session_state.get(key, spec.default)
            assert (list(held) if isinstance(held, tuple) else held) == value, key


def test_a_link_may_hold_a_whole_number_where_a_slider_has_fractions():
    app = visited(TOPICS["optimizers"], {"optimizers.start_x": "1"})
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
    """One wrong value for each setting, at each option by which parts of the page come and go."""
    specs = dict(topic.content.State.specs())
    shown = [{}] + [
        {name: value}
        for name, spec in specs.items()
        if isinstance(spec, Options)
        for value in spec.choices()
    ]
    for position, value in enumerate(HOSTILE):
        settings = dict.fromkeys(specs, value) | shown[position % len(shown)]
        query = {address.key(topic, name): text for name, text in settings.items()}
        app = visited(topic, query)
        assert not app.exception, value
        app = visited(topic, {})  # and where the page is there already
        app.query_params.update(query)
        app.run()
        assert not app.exception, value
