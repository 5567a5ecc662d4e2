"""Folded widgets of the vision pages are made when they are needed: an open page needs few."""

import pytest

from core.topics import TOPICS
from tests.visits import visited


@pytest.mark.parametrize(
    ("name", "setting", "text"),
    [("convolution", "dilation", "2"), ("feature_maps", "maps_per_layer", "8")],
)
def test_folded_widgets_come_once_a_setting_is_changed_or_they_are_opened(name, setting, text):
    topic, key = TOPICS[name], f"{name}.{setting}"

    def folded(query: dict[str, str]) -> list[str]:
        app = visited(topic, query)
        (box,) = (box for box in app.expander if box.label.startswith("More"))
        return [child.key for child in box.children.values() if getattr(child, "key", None)]

    assert folded({}) == []
    changed = folded({key: text})
    assert key in changed and len(changed) > 2
    app = visited(topic, {})
    app.session_state[f"{name}.more"] = True
    assert app.run().slider(key=key).value == dict(topic.content.State.specs())[setting].default
