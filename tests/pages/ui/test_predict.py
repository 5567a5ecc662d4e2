"""A page that hides its result until the reader has guessed it."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from core.prediction import Number, Predicting, Question, Word
from core.registry import Range, setting
from pages.ui import predict


@dataclass(frozen=True)
class Demo(Predicting):
    count: int = setting(Range(0, 9, 0, 1))


TOPIC = SimpleNamespace(name="demo", content=SimpleNamespace(State=Demo))

QUESTIONS = {
    "sum": Question("How much is 2 · 3?", Number(6), "Multiply."),
    "product": Question("How much is 2 · 4?", Number(8), "Multiply."),
    "cell": Question("How much is x[0]?", Number(3), "Look.", about="x"),
    "next": Question("How much is x[1]?", Number(4), "Look.", about="x"),
    "memory": Question("View or copy?", Word("View", ("View", "Copy")), "It copies nothing."),
}


def page():
    import streamlit as st

    from pages.ui import predict
    from tests.pages.ui.test_predict import QUESTIONS, TOPIC

    predict.switch(TOPIC, offered=st.session_state.get("which") != "nothing")
    if st.session_state.get("which") == "nothing":
        return
    question = QUESTIONS[st.session_state.get("which", "sum")]
    st.text("?" if predict.hides(TOPIC, question, "main") else question.answer.shown)


@pytest.fixture
def app():
    """The page with the switch on."""
    app = AppTest.from_function(page, default_timeout=60).run()
    assert app.text[0].value == "6" and not app.text_input
    app.toggle[0].set_value(True).run()
    assert not app.exception
    return app


def guess(app: AppTest, text: str) -> list[str]:
    app.text_input[0].set_value(text).run()
    assert not app.exception
    return [words.value for words in app.markdown]


def test_the_result_is_hidden_until_the_guess_is_right(app):
    assert app.text[0].value == "?"
    asked, wrong = guess(app, "5")
    assert asked == "How much is 2 · 3?" and wrong.endswith("Not 5. Multiply.")
    assert app.text[0].value == "?"
    (right,) = guess(app, "6")
    assert right.endswith("Right: 6.") and app.text[0].value == "6"


def test_a_guess_that_cannot_be_read_is_one_line_and_costs_nothing(app):
    guess(app, "six")
    assert len(app.warning) == 1 and app.text[0].value == "?"
    guess(app, "6")
    assert not app.warning and app.text[0].value == "6"


def test_who_gives_up_is_shown_it(app):
    app.button[0].click().run()
    assert app.text[0].value == "6"
    assert app.markdown[0].value.endswith("It is 6. Multiply.")


def test_another_result_is_another_question(app):
    guess(app, "6")
    app.session_state["which"] = "product"
    app.run()
    assert app.text[0].value == "?" and app.text_input[0].value == ""
    guess(app, "8")
    assert app.text[0].value == "8"


def test_another_question_about_what_is_seen_is_not_asked(app):
    app.session_state["which"] = "cell"
    app.run()
    guess(app, "3")
    app.session_state["which"] = "next"
    app.run()
    assert app.text[0].value == "4" and not app.text_input


def test_where_nothing_can_be_predicted_there_is_no_switch_and_it_comes_back_on(app):
    app.session_state["which"] = "nothing"
    app.run()
    assert not app.toggle and not predict_waits(app)
    app.session_state["which"] = "sum"
    app.run()
    assert app.toggle[0].value and app.text[0].value == "?" and predict_waits(app)
    guess(app, "6")
    assert not predict_waits(app)


def predict_waits(app: AppTest) -> bool:
    return app.session_state["playground.predict.demo.waits"]


def test_words_are_buttons(app):
    app.session_state["which"] = "memory"
    app.run()
    app.pills[0].select("Copy").run()
    assert app.text[0].value == "?" and "Not Copy" in app.markdown[1].value
    app.pills[0].select("View").run()
    assert app.text[0].value == "View"


def test_a_step_of_the_guide_leaves_the_switch_where_it_is(visit):
    """And who starts the page over turns it off."""
    states = []
    put = predict.keeping(TOPIC, states.append)
    visit.session["demo.predict"] = True
    put(Demo(count=3))
    put(Demo())
    assert states == [Demo(count=3, predict=True), Demo()]
