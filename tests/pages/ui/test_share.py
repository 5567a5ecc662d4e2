"""Share: the link that a reader sees is the state, and its QR code holds just that."""

import json

import pytest
import streamlit as st
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from core.files import Files
from core.script import Script
from core.topics import TOPICS
from pages.ui import share
from tests.browser import until, visit

TOPIC = TOPICS["convolution"]


def page():

    from core.topics import TOPICS
    from pages.ui.share import link

    topic = TOPICS["convolution"]
    link(topic, topic.content.State(picture="chart"))


def test_the_link_holds_the_state_and_the_open_section():
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["convolution.show"] = "Code"
    app.run()
    assert not app.exception
    assert app.code[0].value.endswith(
        "/convolution?convolution.picture=Chart&convolution.show=Code"
    )


@pytest.mark.parametrize(
    ("listens", "url", "root"),
    [
        ("127.0.0.1", "http://localhost:8501/convolution", "http://localhost:8501"),
        ("0.0.0.0", "http://localhost:8501/convolution?a=b", "http://192.168.1.7:8501"),
        ("", "http://127.0.0.1:8501/", "http://192.168.1.7:8501"),
        ("0.0.0.0", "https://school.example/torch/convolution", "https://school.example/torch"),
    ],
)
def test_who_listens_to_the_network_gives_the_machine_s_address(monkeypatch, listens, url, root):
    monkeypatch.setattr(st, "get_option", lambda name: {"server.address": listens}[name])
    monkeypatch.setattr(st, "context", type("Context", (), {"url": url}))
    monkeypatch.setattr(share, "machine_address", lambda: "192.168.1.7")
    assert share.absolute(TOPIC, "/convolution?x=1") == f"{root}/convolution?x=1"


def test_a_qr_code_is_a_square_of_dark_modules_and_a_long_link_has_none():
    assert share.qr_code("http://localhost:8501/losses").startswith('<img src="data:image/svg+xml')
    assert share.qr_code("x" * 3000) == ""


def test_the_notebook_begins_with_the_words_of_the_page(monkeypatch):
    offered = {}
    monkeypatch.setattr(
        st, "download_button", lambda label, data, *_, **__: offered.update({label: data})
    )
    share.downloads(TOPIC, "convolution", Script("print(1)\n"))
    assert offered["Script"] == "print(1)\n"
    words, code = json.loads(offered["Notebook"])["cells"]
    assert "".join(words["source"]) == f"# {TOPIC.title}\n\n{TOPIC.sentence}"
    assert code["source"] == ["print(1)"]


def test_files_belong_to_the_session_before_they_are_downloaded(monkeypatch):
    offered = {}
    monkeypatch.setattr(
        st, "download_button", lambda label, data, *_, **__: offered.update({label: data})
    )
    share.downloads(TOPIC, "x", Script("", Files({"made.bin": lambda: b"1", "kept.bin": b"2"})))
    assert (offered["made.bin"], offered["kept.bin"]) == (b"1", b"2")


def test_the_buttons_at_the_title_keep_the_keyboard(page):
    visit(page, TOPICS["neuron"].link(TOPICS["neuron"].content.State(view="A layer")))
    button = page.get_by_role("button", name="Share")
    button.press("Enter")
    inside = page.get_by_test_id("stPopoverBody")
    expect(inside).to_be_focused()
    expect(inside.get_by_role("button", name="Start this page over")).to_be_visible()
    page.keyboard.press("Tab")
    until(page, lambda: inside.evaluate("body => body.contains(document.activeElement)"), True)
    page.keyboard.press("Escape")
    expect(inside).to_have_count(0)
    expect(button).to_be_focused()
    page.get_by_role("button", name="Present").press("Enter")
    ends = page.get_by_role("button", name="End presentation")
    expect(ends).to_be_focused()
    ends.press("Enter")
    expect(page.get_by_role("button", name="Present")).to_be_focused()
