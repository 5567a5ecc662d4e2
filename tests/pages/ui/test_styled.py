"""The style that comes with every page, on a small application in place of Streamlit."""

import asyncio
import importlib.util
import re

import pytest
import streamlit as st

from core.topics import TOPICS
from pages.ui import styled
from pages.ui.styled import ASSETS, SCRIPTS, STYLE, Styled

KINDS = (ASSETS / "kinds.js").read_text("utf-8")
PAGE = (b"<html><body><p>1</p></bo", b"dy></html>")
BROWSER = [(b"accept", b"text/html,*/*"), (b"accept-encoding", b"gzip"), (b"if-none-match", b"1")]
PART = (b"range", b"bytes=0-99")
PATH = "http.response.pathsend"


def answered(asked, kind, status=200, method="GET"):
    """What a browser gets, and the headers with which the application was asked."""
    seen, sent = [], []
    headers = [(b"content-type", kind), (b"content-length", b"34"), (b"etag", b"1")]

    async def app(scope, receive, send):
        seen.extend(scope["headers"])
        assert (PATH in scope["extensions"]) == (scope["headers"] == asked)  # a file has no style
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for number, part in enumerate(PAGE):
            more = number < len(PAGE) - 1
            await send({"type": "http.response.body", "body": part, "more_body": more})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "headers": asked, "extensions": {PATH: {}}}
    asyncio.run(Styled(app)(scope, None, send))
    body = b"".join(message.get("body", b"") for message in sent)
    return body, dict(sent[0]["headers"]), seen


def test_a_page_has_the_style_before_its_body_ends():
    body, headers, asked = answered([*BROWSER, PART], b"text/html; charset=utf-8")
    added = f"<style>{STYLE}</style><script>{SCRIPTS}</script>".encode()
    assert body == b"<html><body><p>1</p>" + added + b"</body></html>"
    assert headers == {
        b"content-type": b"text/html; charset=utf-8",
        b"content-length": str(len(body)).encode(),
    }
    assert asked == [(b"accept", b"text/html,*/*")]  # whole, and not compressed


def test_all_else_passes_through():
    for asked, kind in ((BROWSER, b"image/png"), ([(b"accept", b"*/*")], b"text/html")):
        body, headers, _ = answered(asked, kind)
        assert body == b"".join(PAGE)
        assert headers[b"etag"] == b"1"


def test_what_is_no_whole_page_stays_as_it_is():
    for status, method in ((206, "GET"), (404, "GET"), (200, "HEAD")):
        body, headers, _ = answered(BROWSER, b"text/html", status, method)
        assert body == b"".join(PAGE) and headers[b"content-length"] == b"34"


@pytest.mark.parametrize(("base", "path"), [("", "/cards"), ("/x/", "/x/cards")])
def test_the_pictures_are_below_the_path_of_the_app(monkeypatch, base, path):
    option = st.get_option
    options = {"server.baseUrlPath": base}
    monkeypatch.setattr(st, "get_option", lambda name: options.get(name) or option(name))
    spec = importlib.util.spec_from_file_location("styled_anew", styled.__file__)
    anew = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(anew)
    assert anew.CARDS.path == path


def test_what_is_no_request_passes_through():
    scopes = []

    async def app(scope, receive, send):
        scopes.append(scope)

    asyncio.run(Styled(app)({"type": "websocket"}, None, None))
    assert scopes == [{"type": "websocket"}]


def test_the_style_closes_no_element():
    assert "<" not in STYLE and "</script" not in SCRIPTS


def test_every_station_has_its_picture_in_either_theme():
    rule = r"\.st-key-stations-(\w+) > :nth-child\((\d+)\) .*?/(\w+)-(\w+)\.svg"
    rules = [(name, theme) for _, _, name, theme in re.findall(rule, STYLE)]
    assert rules == [(name, theme) for name in TOPICS for theme in ("light", "dark")]
    for theme, number, name, of in re.findall(rule, STYLE):
        assert theme == of and list(TOPICS)[int(number) - 1] == name


def within_has(style):
    """What stands within each `:has()`."""
    for start in re.finditer(r":has\(", style):
        depth, end = 1, start.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(style[end], 0)
            end += 1
        yield style[start.end() : end - 1]


def test_a_chart_is_not_looked_through_at_each_of_its_elements():
    """With a `*`, a pseudo-class or the attribute of a class within any `:has()` a browser computes
    the page's style anew whenever an element comes, and a chart has hundreds.
    """
    inner = [*within_has(STYLE)]
    assert len(inner) > 30
    costly = r"(^|[\s>+~(,])\*|:|\[(?!data-kind~=|data-tag\])"
    assert [text for text in inner if re.search(costly, text)] == []


def test_no_rule_asks_every_element_what_it_has():
    assert re.findall(r"(?:^|[\s>+~,]):has\([^)]*\)", STYLE) == []


def test_a_row_of_views_is_not_searched_for_its_switch():
    """What follows a `:has()` by a `*` is computed anew with all that stands on the page."""
    assert re.findall(r":has\((?:[^()]|\([^()]*\))*\)\S* [>+~ ]*\*", STYLE) == []


def test_no_rule_searches_a_page():
    """Below the child or the next sibling: at every element of a chart a browser asks that again of
    all that is around it. Of what `assets/kinds.js` marks the style may ask at any depth.
    """
    rules = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    inner = [text for part in within_has(rules) for text in part.split(", ")]
    assert {text for text in inner if not re.fullmatch(r"[>+] \S+", text)} == {"[data-tag]"}


def test_the_style_asks_for_what_is_marked():
    """And for all of it: a mark that nobody asks for is work at every change of a page."""
    kinds = set(re.findall(r"^    (\w+): [\"`]", KINDS, re.MULTILINE))
    held = set(re.search(r'const HELD = new Set\(\s*"(.*?)"', KINDS)[1].split())
    assert held == set(re.findall(r'\[data-holds~="(\w+)"\]', STYLE))
    assert kinds == held | set(re.findall(r'\[data-kind~="(\w+)"\]', STYLE))
