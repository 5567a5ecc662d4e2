"""A reader's own points on the playground: from a CSV file, drawn, and from other data."""

import pytest

from core.networks.playground.state import State
from core.playground.data import DATA
from core.playground.own import MOST, cleared, unpack
from core.playground.settings import Settings
from core.topics import TOPICS
from pages.networks.playground import own
from pages.ui.live_network import Command
from tests.visits import visited

TOPIC = TOPICS["playground"]
FILE = b"height,width,kind\n100,1,cat\n300,2,dog\n200,3,cat\n250,4,dog\n"


def upload(data: bytes):
    app = visited(TOPIC, TOPIC.query(State(data="Own points", course="0")))
    assert not app.exception
    return app.file_uploader(key="playground.file").set_value(("own.csv", data, "text/csv")).run()


def test_the_columns_of_a_file_become_points():
    app = upload(FILE)
    said = " ".join(caption.value for caption in app.caption)
    assert "4 points, classes cat, dog" in said and "height" in said
    app.button(key="playground.use").click().run()
    assert not app.exception
    points = unpack(app.session_state["playground.data.points"])
    assert points.inputs.tolist() == [[-5, 1], [5, 2], [0, 3], [2.5, 4]]
    assert points.targets.tolist() == [0, 1, 0, 1]


def test_points_of_other_data_become_ones_own_and_are_cleared():
    app = visited(TOPIC, TOPIC.query(State(data="Moons", count=40, course="0")))
    app.session_state["playground.points"] = True  # the button stands there, folded
    app.run().button(key="playground.adopt").click().run()
    assert not app.exception and app.session_state["playground.data"] == own.OWN
    points = unpack(app.session_state["playground.data.points"])
    assert len(points) == 40 and points.classes == 2
    app.button(key="playground.clear").click().run()
    assert app.session_state["playground.data.points"] == cleared() and not app.exception
    app.button(key="playground.undo").click().run()
    assert len(unpack(app.session_state["playground.data.points"])) == 40


@pytest.fixture
def held(monkeypatch):
    held = {}
    monkeypatch.setattr(own.st, "session_state", held)
    return held


def test_a_second_click_on_undo_finds_nothing_to_take_back(held):
    before = DATA.pick(own.OWN)["points"]
    own.use(TOPIC, cleared())
    own.undo(TOPIC)
    own.undo(TOPIC)
    assert held["playground.data.points"] == before and held[own.PAST] == []


def test_a_stroke_adds_points_and_what_is_too_much_is_said(held):
    first = unpack(DATA.pick(own.OWN)["points"])
    own.obey(TOPIC, Command("brush", stroke=((1.0, 2.0),) * 5, target=4))
    points = unpack(held["playground.data.points"])
    assert len(points) == len(first) + 5 and points.classes == 5 and own.refused() == ""
    own.obey(TOPIC, Command("erase", stroke=((1.0, 2.0),), reach=0.1))
    assert len(unpack(held["playground.data.points"])) == len(first)
    own.obey(TOPIC, Command("brush", stroke=((1.0, 2.0),) * MOST))
    assert "must be 2 to 1,000" in own.refused()
    assert len(unpack(held["playground.data.points"])) == len(first)  # and nothing has changed
    own.undo(TOPIC)
    assert len(unpack(held["playground.data.points"])) == len(first) + 5


def test_the_map_is_told_what_can_be_drawn(held):
    assert own.told(Settings()) is None
    assert own.told(Settings(data=own.OWN))["left"] == MOST - 8


def test_a_file_that_cannot_be_read_is_said_in_a_line():
    app = upload(b"a,b\n1,2\n")
    shown = " ".join(part.value for part in (*app.error, *app.warning, *app.markdown))
    assert "3 to 100 are needed" in shown and not app.exception
