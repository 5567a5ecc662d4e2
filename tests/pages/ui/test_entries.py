"""Acts and entries: the script that keeps the history, on a page that has nothing else."""

import pytest

from pages.ui.styled import SCRIPTS


@pytest.fixture
def written(browser):
    """A page with the scripts alone, and what writes its address as Streamlit does: gives how many
    entries the history has then."""
    page = browser.new_page()
    body = f"<body><button>Act</button><script>{SCRIPTS}</script>"
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("http://app.test/")
    count = page.evaluate("history.length")

    def write(query):
        page.evaluate("query => history.pushState({}, '', query)", query)
        return page.evaluate("history.length") - count

    yield page, write
    page.close()


def test_a_key_that_scrolls_and_a_pointer_that_comes_down_are_no_acts(written):
    page, write = written
    page.get_by_role("button").click()
    assert write("?a") == 1
    for key in ("PageDown", "Tab", "Control"):
        page.keyboard.press(key)
    page.mouse.move(5, 5)
    page.mouse.down()
    assert write("?b") == 1
    page.mouse.up()
    assert write("?c") == 2


def test_an_act_right_after_going_back_leaves_the_way_forward(written):
    page, write = written
    for query in ("?a", "?b", "?c"):
        page.get_by_role("button").click()
        count = write(query)
    page.go_back()
    page.get_by_role("button").press("Enter")
    assert write("?b=corrected") == count
    page.go_forward()
    assert page.url.endswith("?c")
    page.go_back()
    assert page.url.endswith("?b=corrected")
    page.get_by_role("button").press("Enter")
    write("?b=corrected")
    assert write("?d") == count  # in the place of what was ahead
    page.go_back()
    assert page.url.endswith("?b=corrected")
