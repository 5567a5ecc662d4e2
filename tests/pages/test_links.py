"""Links that hold anything, on a real server: it reads an address another way than AppTest does."""

from urllib.parse import urlencode

import pytest

from core.topics import TOPICS
from pages.ui import address
from tests.sessions import load, walk

HOSTILE = ("", "9" * 5000, ["", ""], ["nope", "1"])


def settings(topic) -> list[str]:
    """The names in the address of all that a page holds there: its settings in all their parts."""
    states = [topic.content.State(), *(preset.state for preset in topic.content.PRESETS)]
    parts = {
        part: None
        for state in states
        for name, spec in state.specs()
        for part in spec.flatten(address.key(topic, name), getattr(state, name))
    }
    return [*parts, *(address.key(topic, name) for name in address.BESIDE)]


def visit(topic, query: dict) -> tuple[str, str]:
    return topic.name, urlencode(query, doseq=True)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_an_empty_setting_falls_to_its_default(app, topic):
    names = [*(name for name, _ in topic.content.State.specs()), *address.BESIDE]
    empty = [visit(topic, {address.key(topic, name): ""}) for name in names]
    assert load(app, empty, 0).exceptions == ()


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_settings_that_hold_anything_fall_to_their_defaults(app, topic):
    names = settings(topic)
    halves = [names[::2], names[1::2]]
    every = [visit(topic, dict.fromkeys(half, value)) for value in HOSTILE for half in halves]
    assert load(app, every, 0).exceptions == ()


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_who_goes_back_to_such_a_link_finds_the_page(app, topic):
    names = settings(topic)
    every = [visit(topic, dict.fromkeys(names, value)) for value in HOSTILE]
    *_, last = topic.content.PRESETS
    assert walk(app, [visit(topic, topic.query(last.state)), *every]) == []
