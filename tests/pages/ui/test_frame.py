"""The frame of a page: presets, sections, code and link."""

import json

from streamlit.testing.v1 import AppTest

from core.topics import TOPICS

TOPIC = TOPICS["convolution"]
PRESETS = TOPIC.content.PRESETS


def preset_page():
    import streamlit as st

    from core.topics import TOPICS
    from pages.ui import address, frame

    topic = TOPICS["convolution"]
    frame.head(topic)
    frame.presets(topic, ("grid",), lambda: st.session_state.update(applied=True))
    st.text(str(address.held(topic, "grid")))


def test_a_preset_puts_all_settings_at_its_state_and_links_to_it():
    app = AppTest.from_function(preset_page, default_timeout=20).run()
    assert app.title[0].value == TOPIC.title and app.markdown[0].value == TOPIC.sentence
    assert "applied" not in app.session_state
    preset = next(preset for preset in PRESETS if "grid" in preset.state.query())
    app.button(key=f"convolution.preset.{preset.name}").click().run()
    assert not app.exception and app.session_state["applied"]
    assert app.text[0].value == preset.state.grid
    assert app.session_state["convolution.kernel"] == preset.state.kernel.name
    assert [f"{each.notice} [Link]({TOPIC.link(each.state)})" for each in PRESETS] == [
        caption.value for caption in app.caption
    ]


def section_page():
    import streamlit as st

    from core.topics import TOPICS
    from pages.ui import frame

    topic = TOPICS["convolution"]

    def numbers(state):
        st.text(f"numbers of {state.picture}")

    def refused(state):
        raise ValueError(f"picture={state.picture!r} must be another")

    sections = {"Numbers": numbers, "Refused": refused}
    frame.sections(topic, sections, topic.content.State(picture="chart"))


def test_only_the_open_section_is_computed_and_a_mistake_stays_in_it():
    app = AppTest.from_function(section_page, default_timeout=20).run()
    assert [text.value for text in app.text] == ["numbers of chart"] and not app.warning
    app.query_params["convolution.show"] = "Refused"
    app.run()
    assert not app.exception and not app.text
    assert "must be another" in app.warning[0].value
    assert app.session_state["convolution.left"] == {"convolution.picture": "Chart"}


def code_page():
    from core.script import Script
    from core.topics import TOPICS
    from pages.ui import frame

    topic = TOPICS["convolution"]
    script = Script("import math\n\n\nprint(math.pi)\n", {"picture.png": b"bytes"})
    frame.code(topic, script)
    frame.code(topic, Script("x = 1\n"), "training")
    frame.link(topic, topic.content.State(picture="chart"))


def test_code_and_link_can_be_copied_and_the_files_downloaded():
    app = AppTest.from_function(code_page, default_timeout=20).run()
    assert not app.exception
    shown = [code.value for code in app.code]
    assert shown[:2] == ["import math\n\n\nprint(math.pi)", "x = 1"]
    assert shown[2].endswith("/convolution?convolution.picture=Chart")
    buttons = app.get("download_button")
    assert [button.proto.id.rpartition("-")[2] for button in buttons] == [
        "convolution.py",
        "convolution.ipynb",
        "convolution.picture.png",
        "convolution_training.py",
        "convolution_training.ipynb",
    ]
    notes = [caption.value for caption in app.caption if "Save these files" in caption.value]
    assert len(notes) == 1, "only the first has files"


def figure_page():
    from core.plots import theme
    from pages.ui import frame

    picture, side = frame.columns()
    with picture:
        frame.picture(theme.figure(height=200), "convolution.picture", "What is seen")
    side.text("controls")


def test_a_picture_stands_at_the_left_with_its_key_and_without_a_toolbar():
    app = AppTest.from_function(figure_page, default_timeout=20).run()
    assert not app.exception
    left, right = app.columns
    (chart,) = left.get("plotly_chart")
    assert "convolution.picture" in chart.proto.id
    assert json.loads(chart.proto.config)["displayModeBar"] is False
    assert left.weight > 2 * right.weight and right.text[0].value == "controls"
