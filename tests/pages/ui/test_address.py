"""Settings without a widget: in the session, in the address, and back."""

import pytest
from streamlit.testing.v1 import AppTest

from core.topics import TOPICS
from pages.ui import address

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
    return AppTest.from_function(page, default_timeout=20)


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
