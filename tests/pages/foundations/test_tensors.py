"""The tensors page in a real browser: cells under the pointer and by the keyboard, and a guess."""

from playwright.sync_api import expect

from core.foundations.tensors.operations import OPERATIONS
from core.foundations.tensors.state import MAKE, OPERATE, State
from core.topics import TOPICS
from tests.browser import settled, until, visit

TOPIC = TOPICS["tensors"]


def opened(page, **settings):
    return visit(page, TOPIC.link(State(**settings)))


def cell(page, name):
    return page.get_by_role("gridcell", name=f"{name} =")


def linked(page):
    """The cells that are marked as those that made the one that is shown."""
    names = "cells => cells.map(cell => cell.ariaLabel.split(' =')[0])"
    return page.locator(".cell.linked").evaluate_all(names)


def test_a_cell_of_the_result_shows_the_cells_that_made_it(page):
    opened(page, view=OPERATE, operation=OPERATIONS.pick("Matmul (@)"))
    first = ["x[0, 0]", "x[0, 1]", "x[0, 2]", "y[0, 0]", "y[1, 0]", "y[2, 0]"]
    until(page, lambda: linked(page), first)
    cell(page, "result[1, 1]").hover()
    other = ["x[1, 0]", "x[1, 1]", "x[1, 2]", "y[0, 1]", "y[1, 1]", "y[2, 1]"]
    until(page, lambda: linked(page), other)
    cell(page, "y[2, 0]").hover()
    until(page, lambda: linked(page), ["result[0, 0]", "result[1, 0]"])
    expect(page.locator(".line")).to_contain_text("goes into result[0, 0] and result[1, 0]")
    settled(page)
    cell(page, "result[0, 1]").click()
    until(page, lambda: "tensors.cell=1" in page.url, True)
    until(settled(page), lambda: linked(page)[3:], ["y[0, 1]", "y[1, 1]", "y[2, 1]"])


def test_the_keyboard_walks_through_the_cells(page):
    opened(page, view=OPERATE, operation=OPERATIONS.pick("Max"))
    cell(page, "values[0]").focus()
    for key, name in (
        ("ArrowRight", "values[1]"),
        ("ArrowRight", "indices[0]"),
        ("End", "indices[1]"),
    ):
        page.keyboard.press(key)
        expect(cell(page, name)).to_be_focused()
    until(page, lambda: linked(page), ["x[1, 0]", "x[1, 1]", "x[1, 2]"])
    until(page, lambda: "tensors.cell=3" in page.url, True)


def test_a_result_is_hidden_until_it_is_guessed(page):
    opened(page, view=OPERATE, predict=True)
    expect(page.get_by_text("Given x of shape (2, 3)")).to_be_visible()
    expect(page.get_by_role("grid")).to_have_count(1)
    guess = page.get_by_role("textbox", name="Your guess")
    guess.fill("2, 3")
    guess.press("Enter")
    expect(page.get_by_text("The dimension disappears")).to_be_visible()
    settled(page)
    guess.fill("2")
    guess.press("Enter")
    expect(page.get_by_role("grid", name="Result: shape (2,)")).to_be_visible()
    expect(cell(page, "result[0]")).to_have_text("?")
    guess = settled(page).get_by_role("textbox", name="Your guess")
    guess.fill("2")
    guess.press("Enter")
    expect(cell(page, "result[0]")).to_have_text("2")


def test_a_tensor_of_four_dimensions_is_stacks_of_grids(page):
    opened(page, view=MAKE, source="Zeros", shape="2, 2, 2, 3")
    grid = page.get_by_role("grid", name="x: shape (2, 2, 2, 3)")
    expect(grid.get_by_role("rowgroup")).to_have_count(4)
    expect(grid.get_by_role("gridcell")).to_have_count(24)
    expect(cell(page, "x[1, 0, 1, 2]")).to_have_text("0")
