"""Presenting: the guide and the picture alone, in large type, until it is ended."""

import json

from streamlit.testing.v1 import AppTest

from core.plots.theme import figure


def page():
    from core.plots import theme
    from core.topics import TOPICS
    from pages.ui import frame, present

    layout = frame.begin(TOPICS["losses"])
    present.switch(layout.actions, TOPICS["losses"])
    shown = theme.figure(height=200, legend={"font": {"size": 14}}, annotations=[{"text": "a"}])
    frame.picture(shown, "losses.picture", "What is seen")


def sizes(app):
    """The size that the legend's type is said to have, and whether controls are hidden."""
    (chart,) = app.get("plotly_chart")
    style = app.get("html")[0].proto.body
    return json.loads(chart.proto.spec)["layout"]["legend"]["font"]["size"], "controls" in style


def test_type_grows_and_controls_go_while_somebody_presents():
    app = AppTest.from_function(page, default_timeout=60).run()
    assert sizes(app) == (14, False)
    app.button(key="losses.present").click().run()
    assert not app.exception and sizes(app) == (21, True)
    app.button(key="losses.present").click().run()
    assert sizes(app) == (14, False)


def test_a_figure_that_is_enlarged_stays_as_it_was_and_keeps_its_frames():
    from core.plots.theme import enlarged

    ticks = {"tickfont": {"size": 10}, "title": {"text": "x", "font": {"size": 12}}}
    before = figure({"type": "bar", "textfont": {"size": 8}, "y": [1, 2]}, height=100, xaxis=ticks)
    before.animate([{"name": "1", "data": [{"textfont": {"size": 8}}]}])
    whole = json.dumps(before.to_dict(), default=str)
    after = enlarged(before, 1.5).to_dict()
    assert after["data"][0]["textfont"]["size"] == 12 and after["data"][0]["y"] == [1, 2]
    assert after["layout"]["xaxis"]["tickfont"]["size"] == 15
    assert after["layout"]["xaxis"]["title"]["font"]["size"] == 18
    assert after["layout"]["height"] == 100 and after["frames"][0]["name"] == "1"
    assert json.dumps(before.to_dict(), default=str) == whole


def test_texts_without_a_size_grow_too():
    from core.plots.theme import enlarged

    plain = figure({"y": [1, 2]}, height=100, xaxis={"title": "x"}, yaxis={})
    layout = enlarged(plain, 1.5).to_dict()["layout"]
    assert layout["font"]["size"] == layout["hoverlabel"]["font"]["size"] == 18
    assert layout["xaxis"]["tickfont"]["size"] == layout["yaxis"]["tickfont"]["size"] == 18
    assert layout["xaxis"]["title"]["text"] == "x"
    assert layout["xaxis"]["title"]["font"]["size"] == 21
    assert layout["font"]["color"] == plain.to_dict()["layout"]["font"]["color"]
