"""The browser fixtures themselves, on small apps made for the purpose."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import Error

from tests.browser import SOCKETS, no_browser, settled, watching
from tests.server import serve

APP = """
import streamlit as st
home = st.Page("views/home.py", default=True)
slow = st.Page("views/slow.py")
broken = st.Page("views/broken.py")
st.navigation([home, slow, broken]).run()
"""
HOME = """
import time
import streamlit as st
value = st.slider("value", 0, 10, 3, key="value", bind="query-params")
time.sleep(1)
st.write(f"value is {value}")
"""
SLOW = """
import time
import plotly.graph_objects as go
import streamlit as st

@st.fragment
def part():
    value = st.slider("part", 0, 5, 1)
    time.sleep(1)
    st.write(f"part is {value}")

part()
st.plotly_chart(go.Figure(go.Scatter(y=[1, 2])), key="chart")
"""
SLOW_WAY = """milliseconds => {
    const wire = Object.getPrototypeOf(window.WebSocket.prototype);
    const {send: now} = wire;
    wire.send = function (data) { setTimeout(() => now.call(this, data), milliseconds); };
}"""
"""What the page sends arrives later, as at a server that is busy."""

BROKEN = "raise RuntimeError('boom')"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    (folder / "views").mkdir()
    (folder / "app.py").write_text(APP)
    for name, text in {"home": HOME, "slow": SLOW, "broken": BROKEN}.items():
        (folder / "views" / f"{name}.py").write_text(text)
    with serve(folder / "app.py") as server:
        yield server


@pytest.fixture(scope="module")
def reader(browser, small):
    """The tab of somebody who goes to one page after the other."""
    with browser.new_context(base_url=small.url) as context:
        context.add_init_script(SOCKETS)
        yield context.new_page()


@pytest.fixture
def visit(reader, small):
    @contextmanager
    def visit():
        with watching(reader, small) as page:
            yield page

    return visit


def test_settled_waits_for_the_script_and_for_a_change(small, visit):
    with visit() as page:
        page.goto("/?value=7")
        assert settled(page, quiet=1).get_by_text("value is 7").is_visible()
        page.get_by_role("slider").press("ArrowRight")
        assert settled(page, quiet=1).get_by_text("value is 8").is_visible()
        assert page.url == f"{small.url}/?value=8"


def test_settled_waits_for_a_run_that_the_server_is_late_to_begin(visit):
    with visit() as page:
        page.goto("/?value=7")
        settled(page).evaluate(SLOW_WAY, 1500)
        page.get_by_role("slider").press("ArrowRight")
        assert settled(page).get_by_text("value is 8").is_visible()


def test_settled_waits_for_a_fragment_and_for_a_chart(visit):
    with visit() as page:
        settled(page.goto("/") and page)
        page.goto("/slow")
        assert settled(page).locator(".js-plotly-plot .main-svg").first.is_visible()
        page.get_by_role("slider").press("ArrowRight")
        assert settled(page, quiet=1).get_by_text("part is 2").is_visible()


def test_a_traceback_fails_the_test(visit):
    with (
        pytest.raises(pytest.fail.Exception, match="(?s)server: .*boom.*shown: .*boom"),
        visit() as page,
    ):
        page.goto("/broken")
        settled(page)


@pytest.mark.parametrize(
    "script", ["console.error('boom')", "setTimeout(() => { throw new Error('boom') }, 0)"]
)
def test_an_error_in_the_browser_fails_the_test(visit, script):
    with pytest.raises(pytest.fail.Exception, match="boom"), visit() as page:
        page.goto("/")
        settled(page).evaluate(f"() => {{ {script} }}")
        page.evaluate("() => new Promise(done => setTimeout(done, 0))")  # after what came before


def test_the_tests_own_error_is_not_hidden(visit):
    with pytest.raises(Error), visit() as page:
        page.evaluate("no such thing")


def test_a_server_that_cannot_start_says_why(tmp_path):
    with pytest.raises(RuntimeError, match="absent.py"), serve(tmp_path / "absent.py"):
        pass


def test_a_missing_browser_skips_here_and_fails_in_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        no_browser("none")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        no_browser("none")
