"""The picture that a reader chooses: its widgets, the canvas, an upload, and where it can go on."""

import io
from types import SimpleNamespace

import pytest
import streamlit as st
import torch
from PIL import Image
from streamlit.testing.v1 import AppTest

from core.data import inputs as data
from core.data.handwriting.strokes import encode
from core.images import FORMATS
from core.topics import TOPICS
from pages.ui import inputs
from pages.ui.canvas import Drawing

CONVOLUTION, DIGITS = TOPICS["convolution"], TOPICS["digits"]
STROKES = (((10, 20), (30, 40), (200, 210)),)


def page():
    import streamlit as st

    from core.topics import TOPICS
    from pages.ui import inputs

    chosen = inputs.picker(TOPICS["convolution"])
    st.text(", ".join(sorted(chosen)))


def opened(**query) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    for name, value in query.items():
        app.query_params[f"convolution.{name}"] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("source", "widgets"),
    [
        ("picture", ["picture"]),
        ("test digit", ["index", "another"]),
        ("drawing", ["brush"]),
        ("photo", ["upload"]),
    ],
)
def test_each_source_has_its_own_widgets(source, widgets):
    app = opened(source=source)
    session = app.session_state
    present = [
        name
        for name in ("picture", "index", "another", "brush", "upload")
        if f"convolution.{name}" in session
    ]
    assert present == widgets
    settings = {"source", *inputs.HELD, *widgets} - {"another", "upload"}
    assert app.text[0].value == ", ".join(sorted(settings))


def test_another_example_is_any_of_the_test_digits(visit, monkeypatch):
    asked = []
    monkeypatch.setattr(inputs.random, "randrange", lambda count: asked.append(count) or 9_999)
    inputs.another(DIGITS)
    assert asked == [len(data.mnist.test_digits()[0])]
    assert DIGITS.content.State(source="test digit", index=visit.session["digits.index"])


def test_a_canvas_is_drawn_anew_when_it_is_asked_for(visit):
    for _ in range(2):
        inputs.redraw(DIGITS)
    assert visit.session["digits.revision"] == 2


@pytest.fixture
def pen(visit, monkeypatch):
    """A canvas of which the test says what is on it, and whether the page has run since."""
    pen = SimpleNamespace(drawing=None, runs=0)

    def run():
        pen.runs += 1

    monkeypatch.setattr(inputs, "drawing_canvas", lambda *arguments: pen.drawing)
    monkeypatch.setattr(st, "rerun", run)
    return pen


def test_a_drawing_is_followed_and_kept_once_the_pen_is_lifted(pen, visit):
    state = DIGITS.content.State()
    pen.drawing = Drawing(STROKES, done=False, number=3)
    assert inputs.canvas(DIGITS, state) == (state.replace(strokes=encode(STROKES)), pen.drawing)
    assert "digits.strokes" not in visit.session and pen.runs == 0
    pen.drawing = Drawing(STROKES, done=True, number=4)
    inputs.canvas(DIGITS, state)
    assert visit.session["digits.strokes"] == visit.address["digits.strokes"] == encode(STROKES)
    assert pen.runs == 1
    inputs.canvas(DIGITS, state.replace(strokes=encode(STROKES)))
    assert pen.runs == 1, "what is kept already needs no run"


def upload(visit, content: bytes | None, name: str = "mine.png") -> None:
    """What Streamlit does once a file is chosen or taken away."""
    file = None if content is None else SimpleNamespace(getvalue=lambda: content, name=name)
    visit.session["convolution.upload"] = file
    inputs._uploaded(CONVOLUTION, data.keep)


def png(pixels: torch.Tensor) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels.permute(1, 2, 0).numpy()).save(buffer, "PNG")
    return buffer.getvalue()


PIXELS = torch.arange(3 * 20 * 30).view(3, 20, 30).to(torch.uint8)


def test_an_upload_is_the_picture_of_the_state(visit):
    upload(visit, png(PIXELS))
    state = CONVOLUTION.content.State(source="photo", photo=visit.session["convolution.photo"])
    assert torch.equal(data.image(state), PIXELS)
    assert visit.session["convolution.mistake"] is None


def test_a_file_that_is_no_picture_is_a_mistake_and_the_last_picture_goes(visit):
    upload(visit, png(PIXELS))
    upload(visit, b"hello", "letter.png")
    assert "'letter.png' is not a picture" in visit.session["convolution.mistake"]
    assert visit.session["convolution.photo"] == "" == visit.address.get("convolution.photo", "")


def test_a_file_that_is_taken_away_takes_its_picture_and_its_mistake_along(visit):
    for content in (png(PIXELS), b"hello"):
        upload(visit, content)
        upload(visit, None)
        assert visit.session["convolution.mistake"] is None
        assert visit.session["convolution.photo"] == ""


def test_the_uploader_takes_the_formats_that_are_read():
    assert {kind.upper() for kind in inputs.TYPES} == {*FORMATS, "JPG"}


def test_a_picture_too_large_for_a_link_is_said_to_be_so():
    for side, count in ((28, 0), (40, 1)):
        photo = data.keep(Image.new("RGB", (side, side)))
        captions = [text.value for text in opened(source="photo", photo=photo).caption]
        assert sum("Too large" in text for text in captions) == count


@pytest.fixture
def links(visit, monkeypatch) -> list[tuple[str, dict]]:
    """The links that are shown, each with its page and the query that it takes along."""
    shown = []
    monkeypatch.setattr(
        st, "page_link", lambda page, query_params, **_: shown.append((page, query_params))
    )
    return shown


def taken(topic, query: dict) -> torch.Tensor:
    """The picture that a page shows at an address."""
    own = {key.removeprefix(f"{topic.name}."): text for key, text in query.items()}
    return data.image(topic.content.State.from_query(own))


@pytest.mark.parametrize(
    "settings",
    [
        {"source": "test digit", "index": 77},
        {"source": "drawing", "strokes": encode(STROKES), "brush": 12},
        {"source": "photo", "photo": data.keep(Image.new("L", (28, 28), 9).convert("RGB"))},
    ],
    ids=lambda settings: settings["source"],
)
def test_a_digit_can_go_on_to_every_other_page_of_pictures(settings, links):
    state = CONVOLUTION.content.State(**settings)
    inputs.onwards(CONVOLUTION, state)
    others = {TOPICS[name].page: TOPICS[name] for name in ("digits", "feature_maps")}
    assert [page for page, _ in links] == list(others)
    for page, query in links:
        assert torch.equal(taken(others[page], query), data.image(state))


def test_a_page_that_reads_digits_takes_no_other_picture(links):
    inputs.onwards(CONVOLUTION, CONVOLUTION.content.State(picture="chart"))
    assert [page for page, _ in links] == [TOPICS["feature_maps"].page]
    assert torch.equal(taken(TOPICS["feature_maps"], links[0][1]), data.own("chart"))


def test_an_empty_canvas_goes_nowhere(links):
    inputs.onwards(DIGITS, DIGITS.content.State())
    assert links == []
