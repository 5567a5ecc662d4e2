"""A list that is cleared is empty: the picture says what to choose, and so does a link to it."""

import pytest

from core.data.handwriting.styles import written
from core.topics import TOPICS
from core.vision.digits.words import NONE
from core.vision.feature_maps.state import WHY
from tests.visits import visited


@pytest.mark.parametrize(
    ("name", "setting", "others", "line"),
    [
        ("digits", "models", {"strokes": written("plain 7")}, "**No network is chosen.**"),
        ("feature_maps", "methods", {"view": WHY}, "**No method is chosen.**"),
    ],
)
def test_a_link_to_an_empty_list_says_what_to_choose(name, setting, others, line):
    topic, key = TOPICS[name], f"{name}.{setting}"
    query = {f"{name}.{other}": text for other, text in others.items()}
    app = visited(topic, query)
    assert not app.exception and app.session_state[key]
    assert not any(text.value.startswith(line) for text in app.markdown)
    app = visited(topic, {**query, key: ""})
    assert not app.exception and app.session_state[key] == []
    assert any(text.value.startswith(line) for text in app.markdown)
    assert not any(app.query_params[key])
    state = topic.content.State.from_query({**others, setting: [""]})
    compile(topic.content.write_script(state).text, name, "exec")


@pytest.mark.parametrize("section", ["Why this answer", "Training code"])
def test_a_section_about_the_chosen_networks_says_what_to_choose(section):
    query = {"strokes": written("plain 7"), "models": "", "show": section}
    app = visited(TOPICS["digits"], {f"digits.{name}": text for name, text in query.items()})
    (tab,) = (tab for tab in app.tabs if tab.label == section)
    assert not app.exception and [text.value for text in tab.markdown] == [NONE]
