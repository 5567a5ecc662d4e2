"""Points that a reader edits: by clicks, in the table, and what happens to mistakes."""

import pytest
from streamlit.testing.v1 import AppTest

from core.data.points import read
from core.topics import TOPICS
from pages.ui import points

LOSSES = TOPICS["losses"]
KEY = "losses.line"
START = "-1,0;1,2;3,1"


@pytest.fixture
def reader(visit):
    """A visit with three points."""
    visit.session[KEY] = START
    return visit


def test_a_click_adds_a_point_to_the_session_and_to_the_address(reader):
    points.click(LOSSES, "line", read, (0.5, -2.0))
    assert reader.session[KEY] == reader.address[KEY] == "-1,0;1,2;3,1;0.5,-2"


def test_a_click_on_a_point_removes_it(reader):
    points.click(LOSSES, "line", read, (1.1, 2.1))
    assert reader.session[KEY] == "-1,0;3,1"


def test_a_click_that_is_refused_is_a_mistake_until_the_next_that_is_not(reader):
    points.click(LOSSES, "line", read, (99.0, 0.0))
    assert reader.session[KEY] == START
    assert "points=(99, 0) must lie from -5 to 5" in reader.session[f"{KEY}.mistake"]
    points.click(LOSSES, "line", read, (0.0, 0.0))
    assert reader.session[f"{KEY}.mistake"] is None


def change(reader, **changes) -> None:
    """What Streamlit does once a reader has changed the table: it notes all changes since the rows
    were first given, and calls `on_change`.
    """
    points._renew(KEY, reader.session[KEY])
    reader.session[reader.session[f"{KEY}.table"]] = changes
    points._changed(LOSSES, "line", read)


def test_changes_of_the_table_are_taken_over(reader):
    change(
        reader,
        edited_rows={"0": {"y": 4.0}},
        added_rows=[{"x": 2.0, "y": -1.0}, {"x": 4.0}],  # the last is not filled in yet
        deleted_rows=[1],
    )
    assert reader.session[KEY] == "-1,4;3,1;2,-1"


def test_a_table_stays_while_all_changes_are_its_own(reader):
    change(reader, edited_rows={"0": {"y": 4.0}})
    table = reader.session[f"{KEY}.table"]
    change(reader, edited_rows={"0": {"y": 4.0}, "2": {"y": 3.0}})
    assert reader.session[f"{KEY}.table"] == table
    assert reader.session[f"{KEY}.first"] == START  # the rows that the changes are changes of
    assert reader.session[KEY] == "-1,4;1,2;3,3"


def test_a_table_is_made_anew_after_any_other_change(reader):
    change(reader, edited_rows={"0": {"y": 4.0}})
    table = reader.session[f"{KEY}.table"]
    points.click(LOSSES, "line", read, (0.0, 0.0))
    change(reader, deleted_rows=[0])
    assert reader.session[f"{KEY}.table"] != table
    assert reader.session[f"{KEY}.first"] == "-1,4;1,2;3,1;0,0"
    assert reader.session[KEY] == "1,2;3,1;0,0"


def test_a_change_that_is_refused_stays_in_the_table_and_not_in_the_points(reader):
    change(reader, deleted_rows=[0, 1])
    assert reader.session[KEY] == START
    assert "must be 2 to 50" in reader.session[f"{KEY}.mistake"]
    table = reader.session[f"{KEY}.table"]
    change(reader, deleted_rows=[0])
    assert reader.session[f"{KEY}.table"] == table and reader.session[KEY] == "1,2;3,1"


def page():
    import streamlit as st

    from core.data.points import read
    from core.topics import TOPICS
    from pages.ui import points

    topic = TOPICS["losses"]
    for x in (0.0, 99.0):
        clicked = (topic, "line", read, (x, 0.0))
        st.button(f"Click {x:g}", key=f"{x:g}", on_click=points.click, args=clicked)
    points.table(topic, "line", read)


def test_the_table_shows_the_points_and_under_it_the_mistake():
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params[KEY] = START
    app.run()
    assert app.dataframe[0].value.to_numpy().tolist() == [[-1, 0], [1, 2], [3, 1]]
    app.button(key="0").click().run()
    assert app.dataframe[0].value.to_numpy().tolist()[-1] == [0, 0] and not app.warning
    app.button(key="99").click().run()
    assert "must lie from" in app.warning[0].value and len(app.dataframe[0].value) == 4
    assert not app.exception
