"""Every page and every preset as Streamlit runs them, without a browser."""

import functools
import json
import re

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from core.registry import ChooseSeveral, Options
from core.topics import TOPICS
from pages.ui import address
from tests.controls import in_sight, part
from tests.labels import wrong
from tests.numerals import wrong_numbers
from tests.visits import new_app, opened, visited

PRESETS = [(topic, preset) for topic in TOPICS.values() for preset in topic.content.PRESETS]
NAMES = [preset.name for _, preset in PRESETS]

MOST_CONTROLS, MOST_AT_FIRST = 8, 5
"""In sight, in any state and at the start of a view."""


@functools.cache
def check_figure(spec: str) -> None:
    """Plotly's checks find nothing wrong with a figure, and nothing to write in full."""
    figure = json.loads(spec)
    parts = {name: figure[name] for name in ("data", "layout")}
    assert json.loads(go.Figure(parts).to_json()) == parts


def check_figures(app: AppTest) -> None:
    for chart in app.get("plotly_chart"):
        check_figure(chart.proto.spec)


def check_folded(app: AppTest, changed: set[str]) -> None:
    """The number over folded settings is that of those there that are `changed`, by their keys."""
    for expander in app.expander:
        widgets = (child for child in expander.children.values() if isinstance(child, Widget))
        folded = {widget.key for widget in widgets} & changed
        said = re.search(r"\((\d+) changed\)", expander.label)
        if expander.label.startswith("More"):
            assert int(said[1] if said else 0) >= len(folded), folded
            assert bool(said) or not folded, folded


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


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_view_begins_with_few_controls(topic):
    views = dict(topic.content.State.specs()).get("view")
    for view in views.choices() if views else [None]:
        labels = in_sight(visited(topic, {f"{topic.name}.view": view} if view else {}))
        assert 0 < len(labels) <= MOST_AT_FIRST, (view, labels)


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
    assert len(in_sight(app)) <= MOST_CONTROLS
    assert wrong_numbers(app) == []
    check_folded(app, {*topic.query(preset.state)})
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
    chapter = f"{topic.name}.chapter.{getattr(preset.state, 'view', '')}"
    if chapter in {button.key for button in app.button}:
        app.button(key=chapter).click().run()
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
    start = f"{topic.name}."
    told = {key.removeprefix(start): text for key, text in app.query_params.items()}
    assert topic.content.State.from_query(told) == preset.state  # also what was not in sight before


def empty_lists(topic) -> dict[str, str]:
    """The address at which nothing is chosen in any list that may be empty."""
    return {
        address.key(topic, name): ""
        for name, spec in topic.content.State.specs()
        if isinstance(spec, ChooseSeveral) and not spec.least
    }


def section(app: AppTest, topic, name: str) -> list[str]:
    """What stands in a section."""
    app.query_params[f"{topic.name}.show"] = name
    app.run()
    assert not app.exception and not app.warning, name
    (tab,) = (tab for tab in app.tabs if tab.label == name)
    return [str(child.value) for child in tab.children.values() if hasattr(child, "value")]


@pytest.mark.parametrize(
    "topic",
    [topic for topic in TOPICS.values() if topic.wing == "functions" and empty_lists(topic)],
    ids=lambda topic: topic.name,
)
def test_where_nothing_is_chosen_the_page_says_what_to_choose(topic):
    """In place of the picture, and in each section that shows what is chosen. The lists of the
    vision pages have a test of their own: they are of one view, or beside a drawing.
    """
    query, names = empty_lists(topic), [tab.label for tab in visited(topic, {}).tabs]
    state = topic.content.State.from_query(
        {key.removeprefix(f"{topic.name}."): text for key, text in query.items()}
    )
    assert topic.content.headline(state) == {} and topic.query(state) == query
    usual = {name: section(visited(topic, {}), topic, name) for name in names}
    app = visited(topic, query)
    picture = part(app, "picture")
    (line,) = (text.value for text in picture.markdown)
    assert "is chosen.** Choose one under" in line
    assert not app.exception and not picture.get("plotly_chart")
    assert app.session_state[next(iter(query))] == []
    for name in names:
        assert section(visited(topic, query), topic, name) in ([line], usual[name])
    compile(topic.content.write_script(state).text, topic.name, "exec")


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
