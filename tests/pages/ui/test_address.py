"""Settings without a widget: in the session, in the address, and back."""

import pytest
from streamlit.testing.v1 import AppTest

from core.topics import TOPICS
from pages.ui import address, private

KERNEL = "1_2~3_4"


def page():
    import streamlit as st

    from core.topics import TOPICS
    from pages.ui import address

    topic = TOPICS["convolution"]
    address.opened("convolution")
    if st.button("Set", key="set"):
        address.keep(topic, "grid", "1_2~3_4")
    if st.button("Reset", key="reset"):
        address.keep(topic, "grid", topic.content.State().grid)
    st.text(str(address.remember(topic, "grid")["grid"]))


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page, default_timeout=60)


def test_a_setting_comes_from_the_address_and_goes_into_it(app):
    default = TOPICS["convolution"].content.State().grid
    assert app.run().text[0].value == default
    assert "convolution.grid" not in app.query_params
    app.button(key="set").click().run()
    assert app.text[0].value == KERNEL
    assert app.query_params["convolution.grid"] in (KERNEL, [KERNEL])
    app.button(key="reset").click().run()
    assert app.text[0].value == default
    assert "convolution.grid" not in app.query_params


def test_a_setting_that_is_not_allowed_falls_to_its_default(app):
    app.query_params["convolution.grid"] = "nonsense"
    assert app.run().text[0].value == TOPICS["convolution"].content.State().grid
    assert not app.exception


def test_the_keys_are_those_of_the_address():
    topic = TOPICS["convolution"]
    query = topic.query(topic.content.State(grid=KERNEL))
    assert query == {address.key(topic, "grid"): KERNEL}


def reading():
    import streamlit as st

    from core.topics import TOPICS
    from pages.ui import address, widgets

    topic = TOPICS["losses"]
    address.opened("losses")
    for line in address.unread(topic):
        st.text(line)
    widgets.views(topic, "view", "View")
    st.button("Again", key="again")
    assert not address.unread(TOPICS["convolution"])
    address.closed()


def read(**query) -> AppTest:
    """A page that tells what of its link counts for nothing."""
    app = AppTest.from_function(reading, default_timeout=60)
    for name, texts in query.items():
        app.query_params[f"losses.{name}"] = texts
    app.run()
    assert not app.exception
    return app


def told(app: AppTest) -> list[str]:
    assert not app.exception
    return [text.value for text in app.text]


def test_what_of_a_link_cannot_be_read_is_told_and_leaves_the_address():
    app = read(view="Nope", lr="0.2", show="Code", size="9" * 5000)
    assert told(app) == [
        f"size='{'9' * 40}…' is not understood: 50 is used instead",
        "view='Nope' is not understood: Curves is used instead",
    ]
    assert set(app.query_params) == {"losses.lr", "losses.show"}


def test_of_a_link_that_can_be_read_nothing_is_told():
    topic = TOPICS["losses"]
    for preset in topic.content.PRESETS:
        assert told(read(**preset.state.query(), show="Link")) == []


def test_it_is_told_until_the_reader_changes_something():
    app = read(view="")
    (line,) = told(app)
    app.button(key="again").click().run()
    assert told(app) == [line]
    app.query_params["losses.view"] = "Surface"  # as a browser does before the run
    app.segmented_control(key="losses.view").set_value("Surface").run()
    assert told(app) == []
    app.query_params.clear()
    app.segmented_control(key="losses.view").set_value("Curves").run()
    assert told(app) == []


def test_of_many_mistakes_a_few_are_told():
    app = read(**{f"unheard_of_{number}": "1" for number in range(100)})
    *lines, rest = told(app)
    assert len(lines) == address.LINES and rest == f"and {100 - address.LINES} more"


def coming():
    import streamlit as st

    from pages.ui import address

    address.opened("losses" if st.toggle("There", key="there") else "")


@pytest.mark.parametrize(("back", "size"), [(False, 60), (True, None)])
def test_who_goes_back_to_an_address_without_settings_finds_none(back, size, monkeypatch):
    """Nor any of another view, which the page does not show: the menu leads to these again."""
    monkeypatch.setattr(private, "is_history_navigation", lambda: back)
    app = AppTest.from_function(coming, default_timeout=60).run()
    app.session_state["losses.size"] = 60
    app.toggle(key="there").set_value(True).run()
    assert not app.exception
    assert ("losses.size" in app.session_state) == (size is not None)
