"""A reader's mistake is shown as it was written; our own bugs are not hidden."""

import re
import string

from streamlit.testing.v1 import AppTest

MARKDOWN = set("\\`*_{}[]()#+-.!|<>~$:&")
"""What may begin something in Markdown, or in what Streamlit adds: colours, icons, formulas."""


def page():
    import streamlit as st

    from pages.ui.mistakes import reader_mistakes

    mistake = {"reader": ValueError, "bug": KeyError}[st.query_params["mistake"]]
    with reader_mistakes():
        st.text("before")
        raise mistake(st.query_params["line"])
    st.text("after")


def opened(mistake: str, line: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["mistake"], app.query_params["line"] = mistake, line
    return app.run()


def test_every_sign_is_shown_and_none_is_taken_for_markdown():
    line = f"x='{string.punctuation}' :red[no] $a$ must be é 'or' 3"
    app = opened("reader", line)
    shown = app.warning[0].value
    assert re.sub(rf"\\([{re.escape(string.punctuation)}])", r"\1", shown) == line
    plain = re.sub(r"\\.", "", shown)  # without what is escaped
    assert not MARKDOWN & set(plain)


def test_the_page_goes_on_after_a_mistake_of_the_reader():
    app = opened("reader", "x=1 must be 2")
    assert not app.exception
    assert [text.value for text in app.text] == ["before", "after"]


def test_a_bug_of_ours_is_no_mistake_of_the_reader():
    app = opened("bug", "x")
    assert len(app.exception) == 1 and not app.warning
    assert [text.value for text in app.text] == ["before"]
