"""Streamlit's private parts: used as they are, and the app without them."""

import sys

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from core.topics import TOPICS
from pages.ui import private
from tests.server import ROOT

MODULES = (
    "streamlit.runtime.app_session",
    "streamlit.runtime.pages_manager",
    "streamlit.elements.lib.streamlit_plotly_theme",
)


@pytest.fixture
def without(monkeypatch):
    """A Streamlit that has none of them."""
    real = {name: sys.modules[name] for name in MODULES if name in sys.modules}
    for name in MODULES:
        monkeypatch.setitem(sys.modules, name, None)  # an import of it fails
    monkeypatch.setattr(private, "is_history_navigation", lambda: False)
    yield
    sys.modules.update(real)


def test_they_are_there(monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr(AppSession, "request_rerun", AppSession.request_rerun)
    assert private.ignore_late_timers()
    assert private.replaces_stand_ins()
    assert private.ignore_the_pages_folder() and PagesManager.uses_pages_directory is False
    assert private.is_history_navigation() is False  # outside a run nobody went back


def test_without_them_the_answer_is_no(without):
    assert not private.replaces_stand_ins()
    assert not private.ignore_the_pages_folder()
    assert not private.ignore_late_timers()


class Session:
    """Somebody who has the app open."""


def test_a_timer_of_a_page_that_was_left_is_not_heard(monkeypatch):
    heard = []
    monkeypatch.setattr(AppSession, "request_rerun", lambda session, asked: heard.append(asked))
    assert private.ignore_late_timers()
    once = AppSession.request_rerun
    assert private.ignore_late_timers() and AppSession.request_rerun is once
    session, other = Session(), Session()
    tick, late = (
        ClientState(page_script_hash=page, fragment_id="live", is_auto_rerun=True)
        for page in ("landscape", "home")
    )
    first = ClientState(page_name="landscape")  # by a link: the browser knows no hash yet
    opened = ClientState(page_script_hash="landscape")
    for asked in (first, tick, opened, tick, late, None, tick):
        once(session, asked)
    once(other, late)
    assert heard == [first, tick, opened, tick, None, tick, late]


def test_a_timer_that_comes_while_the_page_runs_is_not_heard(monkeypatch):
    heard = []
    monkeypatch.setattr(AppSession, "request_rerun", lambda session, asked: heard.append(asked))
    assert private.ignore_late_timers()
    ask, session = AppSession.request_rerun, Session()
    tick = ClientState(page_script_hash="transfer", fragment_id="live", is_auto_rerun=True)
    click = ClientState(page_script_hash="transfer", fragment_id="page")
    for session._scriptrunner in (None, object()):
        for asked in (click, tick):
            ask(session, asked)
    assert heard == [click, tick, click]
    session._scriptrunner, session._browser_queue = None, ForwardMsgQueue()
    ask(session, tick)
    session._browser_queue.enqueue(ForwardMsg(script_finished=3))
    ask(session, tick)
    assert heard == [click, tick, click, tick]


def test_a_context_that_knows_no_history_is_none(monkeypatch):
    monkeypatch.setattr("streamlit.runtime.scriptrunner.get_script_run_ctx", lambda: object())
    assert private.is_history_navigation() is False


@pytest.mark.parametrize("name", ["activations", "optimizers", "digits"])
def test_a_page_opens_without_them_in_its_own_colours(name, monkeypatch):
    monkeypatch.setattr(private, "replaces_stand_ins", lambda: False)
    monkeypatch.setattr(private, "is_history_navigation", lambda: False)
    app = AppTest.from_file(ROOT / "app.py", default_timeout=300).run()
    app.switch_page(TOPICS[name].page)
    app.run()
    assert not app.exception
    for chart in app.get("plotly_chart"):
        assert "#000001" not in chart.proto.spec and "#000037" not in chart.proto.spec
