"""The frame of a page: its parts, its sections, its code and its pictures."""

import json

from streamlit.testing.v1 import AppTest

from core.topics import TOPICS

TOPIC = TOPICS["convolution"]


def page():
    from core.topics import TOPICS
    from pages.ui import frame

    def body(layout):
        layout.controls.text("controls")
        layout.picture.text("picture")
        return topic.content.State(picture="chart")

    topic = TOPICS["convolution"]
    layout = frame.begin(topic)
    layout.guide.text("guide")
    assert frame.live(topic, layout, body) == topic.content.State(picture="chart")


def test_title_guide_picture_and_controls_have_their_places():
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    assert app.title[0].value == TOPIC.title and app.markdown[0].value == TOPIC.sentence
    assert [text.value for text in app.text] == ["guide", "picture", "controls"]
    assert app.session_state["convolution.left"] == {"convolution.picture": "Chart"}


def section_page():
    import streamlit as st

    from core.topics import TOPICS
    from pages.ui import address, frame

    topic = TOPICS["convolution"]
    for line in address.unread(topic):
        st.caption(line)

    def numbers(state):
        st.text(f"numbers of {state.picture}")

    def refused(state):
        raise ValueError(f"picture={state.picture!r} must be another")

    sections = {"Numbers": numbers, "Refused": refused}
    frame.sections(topic, sections, topic.content.State(picture="chart"))


def test_only_the_open_section_is_computed_and_a_mistake_stays_in_it():
    app = AppTest.from_function(section_page, default_timeout=60).run()
    assert [text.value for text in app.text] == ["numbers of chart"] and not app.warning
    app.query_params["convolution.show"] = "Refused"
    app.run()
    assert not app.exception and not app.text
    assert "must be another" in app.warning[0].value


def test_of_a_link_to_a_section_that_is_not_there_it_is_told_and_the_first_is_open():
    app = AppTest.from_function(section_page, default_timeout=60)
    app.query_params["convolution.show"] = "Nope"
    app.run()
    assert not app.exception and [text.value for text in app.text] == ["numbers of chart"]
    (line,) = app.caption
    assert line.value == "show='Nope' is not understood: Numbers is used instead"
    assert "convolution.show" not in app.query_params


def code_page():
    from core.script import Script
    from core.topics import TOPICS
    from pages.ui import frame

    topic = TOPICS["convolution"]
    script = Script("import math\n\n\nprint(math.pi)\n", {"picture.png": b"bytes"})
    frame.code(topic, script)
    frame.code(topic, Script("x = 1\n"), "training")


def test_code_can_be_copied_and_the_files_downloaded():
    app = AppTest.from_function(code_page, default_timeout=60).run()
    assert not app.exception
    shown = [code.value for code in app.code]
    assert shown == ["import math\n\n\nprint(math.pi)", "x = 1"]
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

    frame.picture(theme.figure(height=200), "convolution.picture", "What is seen")


def test_a_picture_has_its_key_and_no_toolbar():
    app = AppTest.from_function(figure_page, default_timeout=60).run()
    assert not app.exception
    (chart,) = app.get("plotly_chart")
    assert "convolution.picture" in chart.proto.id
    assert json.loads(chart.proto.config)["displayModeBar"] is False


def page_with_a_sentence_to_come():
    import streamlit as st

    from pages.ui import frame

    say = frame.sentence_to_come("sentence.test")
    mistaken = st.checkbox("Mistaken")
    with frame.reader_mistakes(), frame.unsaid(say):
        if mistaken:
            raise ValueError("x=3 must be 2")
        say("It is 3.")


def test_a_sentence_to_come_is_the_last_one_and_a_mistake_takes_it_back():
    app = AppTest.from_function(page_with_a_sentence_to_come).run()
    assert app.markdown[0].value == app.session_state["sentence.test"] == "It is 3."
    app.checkbox[0].check().run()
    assert app.markdown[0].value == ""
    app.checkbox[0].uncheck().run()
    assert app.markdown[0].value == "It is 3."
