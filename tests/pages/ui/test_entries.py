"""Acts and entries: the script that keeps the history, on a page that has nothing else."""

import pytest
from playwright.sync_api import expect

from pages.ui.styled import SCRIPTS


@pytest.fixture
def written(browser):
    """A page with the scripts alone, and what writes its address as Streamlit does: gives how many
    entries the history has then."""
    page = browser.new_page()
    body = (
        "<body><button>Act</button><div data-testid=stSlider><button>Slide</button></div>"
        "<div data-testid=stNumberInput><input></div>"
        f"<script>{SCRIPTS}</script>"
    )
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("http://app.test/")
    count = page.evaluate("history.length")

    def write(query, by="push"):
        page.evaluate(f"query => history.{by}State({{}}, '', query)", query)
        return page.evaluate("history.length") - count

    yield page, write
    page.close()


def test_a_key_that_scrolls_and_a_pointer_that_comes_down_are_no_acts(written):
    page, write = written
    page.get_by_text("Act").click()
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
        page.get_by_text("Act").click()
        count = write(query)
    page.go_back()
    page.get_by_text("Act").press("Enter")
    assert write("?b=corrected") == count
    page.go_forward()
    assert page.url.endswith("?c")
    page.go_back()
    assert page.url.endswith("?b=corrected")
    page.get_by_text("Act").press("Enter")
    write("?b=corrected")
    assert write("?d") == count  # in the place of what was ahead
    page.go_back()
    assert page.url.endswith("?b=corrected")


def test_who_leaves_a_page_that_was_gone_back_to_finds_it_again(written):
    """Also where its run has not been seen to end: Streamlit takes the settings out of the address
    on the way to another page.
    """
    page, write = written
    for query in ("?a", "?b"):
        page.get_by_text("Act").click()
        write(query)
    page.go_back()
    page.get_by_text("Act").click()
    write("/")
    write("/other")
    page.go_back()
    assert page.url.endswith("?a")
    page.go_forward()
    assert page.url.endswith("/other")


def test_a_choice_is_an_entry_and_a_number_that_is_moved_on_is_one(written):
    page, write = written

    def act(query):
        page.get_by_text("Slide" if "x=" in query else "Act").click()
        return write(query, "replace")

    assert write("?corrected", "replace") == 0, "before the reader has done anything"
    assert [act(f"?view={name}") for name in "abc"] == [1, 2, 3]
    assert [act(f"?view=c&x={number}") for number in ("1", "-2.5", "3e-05")] == [4, 4, 4]
    assert write("?view=c&x=3e-05&y=2") == 4, "what follows from it is of the same act"
    assert act("?view=c&x=4&y=2") == 4
    assert act("?view=c&x=4&y=5") == 5
    assert act("?view=c&x=5&y=5") == 6
    assert act("?view=c&x=5&y=5") == 6, "nothing is changed"
    for query in ("?view=c&x=4&y=5", "?view=c&x=4&y=2", "?view=c", "?view=b"):
        page.go_back()
        assert page.url.endswith(query)
    page.go_forward()
    assert write("?view=c", "replace") == 6, "the page that is gone to corrects its address"


def test_a_choice_of_numbers_is_an_entry_each(written):
    page, write = written

    def act(query):
        page.get_by_text("Act").click()
        return write(query, "replace")

    assert [act(f"?side={number}") for number in (128, 256, 128)] == [1, 2, 3]
    for query in ("?side=256", "?side=128", "/"):
        page.go_back()
        assert page.url.endswith(query)


def test_a_number_that_is_typed_counts_as_moved_when_a_click_elsewhere_leaves_its_box(written):
    page, write = written
    page.evaluate(
        """() => {
        const box = document.querySelector('input');
        box.onblur = () => history.replaceState({}, '', `?x=${box.value}`);
    }"""
    )
    count = page.evaluate("history.length")
    for text in ("1", "12", "123"):
        page.locator("input").fill("")
        page.locator("input").press_sequentially(text)
        page.get_by_text("Act").click()
    assert page.url.endswith("?x=123")
    assert page.evaluate("history.length") == count + 1
    assert [write(f"?x=123&side={number}", "replace") for number in (128, 256)] == [2, 2]
    page.get_by_text("Act").click()
    assert write("?x=123&side=512", "replace") == 3


def test_a_number_that_python_writes_is_one_entry_too_if_a_slider_moves_it(written):
    page, write = written

    def act(name, query):
        page.get_by_role("button", name=name).press("Enter")
        return write(query)

    assert [act("Act", f"?x={number}") for number in (1, 2)] == [1, 2], "clicks into a picture"
    assert [act("Slide", f"?x=2&y={number}") for number in (1, 2, 3)] == [3, 3, 3]
    assert act("Act", "?x=2&y=4") == 4


@pytest.fixture
def scripted(browser):
    """A small page with the scripts alone: `scripted(body)`."""
    page = browser.new_page()

    def show(body):
        html = f"<body data-test-script-state='running'>{body}<script>{SCRIPTS}</script>"
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("http://app.test/")
        return page

    yield show
    page.close()


END = "document.body.setAttribute('data-test-script-state', 'notRunning')"


def test_a_page_that_was_chosen_is_asked_for_again_where_the_old_one_ran(scripted):
    page = scripted("<a href='/next'>Next</a><a href='/'>Here</a>")
    page.evaluate("() => { clicks = 0; onclick = event => (clicks++, event.preventDefault()) }")
    page.get_by_text("Next").click()
    page.evaluate(END)
    page.wait_for_function("clicks === 2")
    page.evaluate("history.replaceState({}, '', '/next')")
    page.evaluate(END)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate("clicks") == 2


def test_a_step_that_is_opened_is_scrolled_to_in_the_guide(scripted):
    page = scripted(
        "<div style='position: sticky; height: 300px; overflow: auto'><div class='st-key-guide'>"
        "<div style='height: 250px'></div><button>Why?</button>"
        "<div><div class='st-key-guide-step' style='height: 100px'>Because.</div></div>"
        "<div style='height: 900px'></div></div></div>"
    )
    column = page.locator("body > div")
    page.get_by_role("button").click()
    assert column.evaluate("column => column.scrollTop") == 0
    page.evaluate(END)
    page.wait_for_function("document.querySelector('body > div').scrollTop > 0")
    step, frame = page.get_by_text("Because.").bounding_box(), column.bounding_box()
    assert step["y"] + step["height"] <= frame["y"] + frame["height"]


def test_the_name_of_a_section_in_the_guide_opens_it(scripted):
    page = scripted(
        "<div class='st-key-guide'>See <a href='#Which%20one%3F'>Which one?</a></div>"
        "<div class='st-key-sections'><button role='tab'>Code</button>"
        "<button role='tab' onclick='opened = true'>Which one?</button></div>"
    )
    page.get_by_role("link").click()
    expect(page.get_by_role("tab", name="Which one?")).to_be_focused()
    assert page.evaluate("opened") and page.url == "http://app.test/"
