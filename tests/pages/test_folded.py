"""Folded widgets are made when they are needed: an open page needs few."""

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


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [("convolution", "dilation", 2), ("feature_maps", "maps_per_layer", 8)],
)
def test_they_stay_open_while_they_are_changed(name, setting, value):
    """Under another title it would be another expander, and closed."""
    app = visited(TOPICS[name], {})
    app.session_state[f"{name}.more"] = True
    app.run().slider(key=f"{name}.{setting}").set_value(value).run()
    assert title(app) == "More"
    app.session_state[f"{name}.more"] = False
    assert title(app.run()) == "More (1 changed)"


@pytest.mark.parametrize(
    ("name", "setting", "text", "folder"),
    [
        ("training", "label_smoothing", "0.2", "More"),
        ("playground", "noise", "20", "Points"),
        ("playground", "l2", "0.01", "Training"),
    ],
)
def test_only_what_is_changed_is_there_while_they_are_closed(name, setting, text, folder):
    topic, key = TOPICS[name], f"{name}.{setting}"

    def folded(app) -> list[str]:
        (box,) = (box for box in app.expander if box.label.startswith(folder))
        return [child.key for child in box.children.values() if getattr(child, "key", None)]

    assert folded(visited(topic, {})) == []
    app = visited(topic, {key: text})
    assert folded(app) == [key] and str(app.session_state[key]) == text
    app.session_state[f"{name}.{folder.lower()}"] = True
    assert len(folded(app.run())) > 2 and str(app.session_state[key]) == text


def title(app):
    return next(box.label for box in app.expander if box.label.startswith("More"))
