"""The playground in a real browser: a network is trained, taken back and trained on."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.networks.playground.evaluating import ADVERSARIAL
from core.networks.playground.state import EVALUATION, REPRESENTATION, STEP, State
from core.playground.data import FIRST_OWN
from core.playground.own import unpack
from core.topics import TOPICS
from tests.browser import settled, until, visit

TOPIC = TOPICS["playground"]
SPIRAL = State(
    data="Spiral",
    hidden="8, 8",
    activation="ReLU",
    optimizer=TRAINING_OPTIMIZERS.pick("Adam", lr=0.02),
    loss="Cross-entropy",
    course="0",
    goal=0.95,
    speed=5,
)
SMALL = State(count=40, hidden="3", course="2")
SLIDER = "Epoch that is shown"


def course(page) -> str:
    """How far the page's address has the network trained."""
    return parse_qs(urlsplit(page.url).query).get("playground.course", [State().course])[0]


def button(page, name: str):
    return page.locator(".playground").get_by_role("button", name=name, exact=True)


def agrees(page) -> bool:
    """Whether the loss on the screen is that of the state at the address."""
    query = parse_qs(urlsplit(page.url).query)
    own = {name.removeprefix("playground."): texts for name, texts in query.items()}
    loss = TOPIC.content.headline(State.from_query(own))["training loss"]
    return page.locator(".numbers span").nth(1).inner_text() == f"{loss:.3g}"


def test_the_spiral_is_trained_to_95_percent_taken_back_and_trained_on(page):
    visit(page, TOPIC.link(SPIRAL))
    button(page, "Train").click()
    expect(page.locator(".said")).to_contain_text("Target reached", timeout=180_000)
    accuracy = page.locator(".numbers span").nth(7)
    expect(accuracy).to_have_text(re.compile(r"(9[5-9]|100)\.\d %"))
    until(page, lambda: int(course(page)) > 50, True)
    trained = int(course(page))
    expect(page.locator(".epoch")).to_have_text(f"Epoch {trained}")
    page.get_by_label(SLIDER).fill("20")
    expect(page.locator(".epoch")).to_have_text("Epoch 20")
    assert int(course(page)) == trained  # to look back changes nothing
    button(page, "Go on from epoch 20").click()
    until(page, lambda: course(page), "20")
    settled(page)
    button(page, "1 epoch").click()
    until(page, lambda: course(page), "21")
    expect(page.locator(".epoch")).to_have_text("Epoch 21")


def test_steps_layers_and_features_in_the_picture(page):
    visit(page, TOPIC.link(SMALL))
    expect(page.locator(".epoch")).to_have_text("Epoch 2")  # else it is of the run before
    button(page, "1 step").click()
    expect(page.locator(".epoch")).to_have_text("Epoch 2 + 1 step")
    until(page, lambda: course(page), "[[2,1,{}]]")
    settled(page).get_by_label("Add a hidden layer").click()
    until(page, lambda: course(page), "0")  # another network begins anew
    expect(page.get_by_role("textbox", name="Hidden layers")).to_have_value("3, 2")
    network = page.locator(".network canvas")
    settled(page)
    network.focus()
    for key in ("ArrowDown", "ArrowLeft", "ArrowDown", "ArrowDown", "Enter"):
        network.press(key)
    until(page, lambda: "x²" in str(parse_qs(urlsplit(page.url).query)), True)


def test_who_goes_back_has_no_folded_settings_of_before(page):
    visit(page, TOPIC.link(SMALL.replace(noise=20)))
    points = page.locator(".st-key-controls summary").filter(has_text="Points")
    expect(points).to_contain_text("Points (2 changed)")
    visit(page, TOPIC.link(SMALL))
    expect(points).to_contain_text("Points (1 changed)")
    settled(page)
    button(page, "1 epoch").click()
    until(page, lambda: course(page), "3")
    expect(points).to_contain_text("Points (1 changed)")
    assert "playground.noise" not in page.url


def test_points_are_drawn_and_trained_on(page):
    visit(page, TOPIC.link(SMALL.replace(data="Own points")))
    canvas = page.locator(".map")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.locator(".tools").get_by_role("button", name="Points of class 2").click()
    low = box["y"] + 0.8 * box["height"]
    page.mouse.move(box["x"] + 0.5 * box["width"], low)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], low, steps=3)
    page.mouse.up()
    until(page, lambda: own_points(page).classes == 3 and len(own_points(page)) > 12, True)
    drawn = own_points(page)
    assert (drawn.inputs[8:, 1] < -2).all()
    canvas.focus()
    for key in ("ArrowLeft", "ArrowUp", "Enter"):
        canvas.press(key)
    until(page, lambda: own_points(page).inputs[-1].tolist(), [-0.25, 0.25])
    settled(page)
    button(page, "1 epoch").click()
    until(page, lambda: course(page), "1")
    expect(page.locator(".epoch")).to_have_text("Epoch 1")
    until(page, lambda: agrees(page), True)


def own_points(page):
    """The reader's own points in the page's address."""
    query = parse_qs(urlsplit(page.url).query)
    return unpack(query.get("playground.data.points", [FIRST_OWN])[0])


def test_a_run_changes_while_it_is_trained(page):
    visit(page, TOPIC.link(SMALL))
    button(page, "Train").click()
    expect(button(page, "Pause")).to_be_visible()
    page.get_by_label("Activation").first.wait_for()
    page.get_by_role("slider", name="lr").press("ArrowRight")
    expect(button(page, "Pause")).to_be_visible()
    button(page, "Pause").click()
    until(page, lambda: course(page).count("[") >= 3, True)  # two segments
    expect(button(page, "Train")).to_be_visible()
    until(page, lambda: agrees(page), True)


def test_points_move_from_layer_to_layer_without_a_mouse(page):
    visit(page, TOPIC.link(SMALL.replace(view=REPRESENTATION, depth=1.0)))
    slider = page.get_by_label("How deep in the network the points are shown")
    for key in ("ArrowRight", "ArrowRight", "PageUp", "ArrowLeft"):
        slider.press(key)
    expect(page.locator(".morph output")).to_have_text("Layer 1 → Output: 90 %")
    until(page, lambda: "playground.depth=1.9" in page.url, True)
    settled(page)
    page.locator(".morph .stages button").first.press("Enter")
    until(page, lambda: "playground.depth=0.0" in page.url, True)
    expect(page.locator(".morph output")).to_have_text("Points")
    expect(page.locator(".st-key-sentence")).to_contain_text("the points themselves")


def test_a_cell_of_the_confusion_matrix_is_chosen_by_a_click_and_by_keyboard(page):
    visit(page, TOPIC.link(SMALL.replace(view=EVALUATION, cell_truth=0)))
    click(page, "confusion", 0.75, 0.25)
    until(page, lambda: "playground.cell_answer=1" in page.url, True)
    expect(page.locator(".st-key-sentence")).to_contain_text("of class 0 answered as class 1")
    answer = page.get_by_role("combobox", name="Answer")
    for key in ("ArrowDown", "ArrowUp", "Enter"):
        answer.press(key)
    expect(page.locator(".st-key-sentence")).to_contain_text("of class 0 answered right")


def test_a_click_chooses_a_point_on_the_map_and_a_link_of_the_network(page):
    visit(page, TOPIC.link(SMALL.replace(view=EVALUATION, measure=ADVERSARIAL)))
    click(page, "attack", 0.5, 0.15)
    until(page, lambda: "playground.attacked=" in page.url, True)
    expect(page.locator(".st-key-sentence")).to_contain_text("The loss goes from")
    visit(page, TOPIC.link(SMALL.replace(view=STEP)))
    click(page, "step-network", 0.7, 0.3)
    until(page, lambda: "playground.weight_layer=" in page.url, True)


def click(page, chart: str, right: float, down: float) -> None:
    """Clicks on a chart, at shares of its plot's width and height."""
    plot = page.locator(f".st-key-clickable-playground-{chart} .nsewdrag").first
    box = plot.bounding_box()
    page.mouse.click(box["x"] + right * box["width"], box["y"] + down * box["height"])
