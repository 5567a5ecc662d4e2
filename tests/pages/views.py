"""What is asked of every view of every page in a browser, wide and on a phone: it has few controls
at first, nothing is wider than the window, axe-core finds nothing serious, no type is smaller than
11 pixels, and no number is written as machines do. Wherever the keyboard goes it is seen.
"""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from core.registry import Options
from core.topics import TOPICS, Topic
from tests.controls import VISIBLE
from tests.numerals import machine_written
from tests.pages.test_pages import MOST_AT_FIRST

AXE = f"if (!window.axe) {{ {AXE_SCRIPT} }}"
"""The script of axe-core, where the tab has not read it yet."""

LEAST = 11
"""Pixels of the smallest type."""

SERIOUS = ("serious", "critical")

BEYOND_REACH = {
    ("scrollable-region-focusable", "pre"): "Streamlit's block of code takes no tabindex; browsers "
    "themselves take the keyboard to what scrolls and holds nothing else",
    ("scrollable-region-focusable", ".st-key-frame > div"): "the same of a column in a low window",
}
"""What axe-core finds in Streamlit's own elements, by rule and what the element matches, and why it
stays.
"""

MATCHES = "([target, own]) => document.querySelector(target)?.matches(own) ?? false"

TEXTS = """() => {
  const texts = []
  const size = element => {
    const matrix = element instanceof SVGElement && element.getScreenCTM && element.getScreenCTM()
    const scale = matrix ? Math.hypot(matrix.a, matrix.b) : 1
    return scale * parseFloat(getComputedStyle(element).fontSize)
  }
  const walk = node => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const text = child.textContent.trim(), element = child.parentElement
        if (!text.replaceAll("\\u200b", "") || !element || !element.checkVisibility()) continue
        const box = element.getBoundingClientRect()
        const forPeople = !element.closest("code, pre, .katex, .stSlider, canvas")
        if (box.width > 1 && box.height > 1) texts.push([text, size(element), forPeople])
      } else if (child.nodeType === Node.ELEMENT_NODE && child.tagName !== "STYLE") {
        walk(child)
        if (child.shadowRoot) walk(child.shadowRoot)
      }
    }
  }
  walk(document.body)
  return texts
}"""
"""Every text that is shown, its size in pixels, and whether it is written for people: not code, not
an equation, and not the numbers that Streamlit itself writes at a slider and in a table to be
edited.
"""

NARROW = """width => document.documentElement.scrollWidth <= width
  && [...document.querySelectorAll(".js-plotly-plot")].every(plot => plot.clientWidth <= width)"""
"""Whether the page and each of its charts are as narrow as the window."""

FOCUS = """() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  if (!element || element === document.body) return null
  const seen = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    || /\\d+px/.test(style.boxShadow.replace(/rgba?\\([^)]*\\)|\\b0px/g, ""))
  const around = []
  for (let outer = element; outer && around.length < 6; outer = outer.parentElement)
    around.push(outer)
  const name = element.ariaLabel || element.textContent.trim() || element.outerHTML
  return [name.slice(0, 80), around.some(outer => seen(getComputedStyle(outer)))]
}"""
"""What has the keyboard, and whether a line around it or around what holds it says so."""


START = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
}"""
"""Has the keyboard begin at the start of the page."""


TOP = "() => { document.querySelector('[data-testid=stMain]').scrollTop = 0; }"
"""Where a page is when it is opened."""


def views() -> Iterator[tuple[str, str]]:
    """Names and addresses of the home page and of every view of every topic, last the one that
    comes first on the page: it is used too, which leaves a step of the guide open.
    """
    yield "home", "/"
    for topic in TOPICS.values():
        state = topic.content.State()
        view = dict(state.specs()).get("view")
        names = view.choices() if isinstance(view, Options) else ()
        names = sorted(names, key=lambda name: name == state.view)
        for name in names:
            yield f"{topic.name}: {name}", topic.link(state.replace(view=name))
        if not names:
            yield topic.name, topic.link(state)


VIEWS = dict(views())


def at_first(name: str) -> Topic | None:
    """The topic whose page begins with a view."""
    matches = (
        topic for topic in TOPICS.values() if VIEWS[name] == topic.link(topic.content.State())
    )
    return next(matches, None)


def check_reading(page: Page, name: str) -> None:
    """A view that has been opened is read with ease."""
    labels = page.evaluate(VISIBLE)
    assert name == "home" or 0 < len(labels) <= MOST_AT_FIRST, labels
    _check_texts(page, page.viewport_size["width"])
    page.evaluate(AXE)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert _serious(page, *(["color-contrast"] if is_dark else [])) == []


def check_keyboard(page: Page) -> None:
    """Each stop of the keyboard on its way through a page is seen."""
    page.evaluate(START)
    stops = []
    while len(stops) < 200:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    page.evaluate(TOP)
    assert len(stops) > 10
    assert [name for name, seen in stops if not seen] == []


def _check_texts(page: Page, width: int) -> None:
    """Nothing reaches out of the window, and what is written can be read.

    Charts follow the window's width a little later than the page.
    """
    page.wait_for_function(NARROW, arg=width)
    texts = page.evaluate(TEXTS)
    assert len(texts) > 10
    assert [text for text, size, _ in texts if size < LEAST - 0.01] == []
    assert [text for text, _, for_people in texts if for_people and machine_written(text)] == []


def _serious(page: Page, *rules: str) -> list[str]:
    """What axe-core finds serious or critical, and is ours to mend."""
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = rules
    violations = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}\n{node['failureSummary']}"
        for rule in violations
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
        if not _is_beyond_reach(page, rule["id"], str(node["target"][-1]))
    ]


def _is_beyond_reach(page: Page, rule: str, target: str) -> bool:
    return any(rule == name and page.evaluate(MATCHES, [target, own]) for name, own in BEYOND_REACH)
