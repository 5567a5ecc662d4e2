"""Of work that goes on a look is shown from time to time."""

from core.data import cache
from core.topics import TOPICS
from core.vision.feature_maps.state import LIKES, State
from pages.vision.feature_maps import growing
from tests.visits import visited


def test_the_first_look_is_shown_and_then_one_from_time_to_time(monkeypatch):
    now, shown = 0.0, []
    monkeypatch.setattr(growing.time, "monotonic", lambda: now)
    monkeypatch.setattr(growing, "EVERY", 1.0)
    show = growing.paced(shown.append)
    for step in range(20):
        show(step)
        now += 0.25
    assert shown == [0, 4, 8, 12, 16]


def test_a_picture_that_is_made_stays_where_there_is_nothing_to_search(tmp_path, monkeypatch):
    """SimpleCNN is here, and its test pictures are not before they are downloaded."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    ready, room = [], growing.room

    def noted(is_ready):
        ready.append(is_ready)
        return room(is_ready)

    monkeypatch.setattr(growing, "room", noted)
    topic, state = TOPICS["feature_maps"], State(view=LIKES, network="SimpleCNN", steps=16, seed=97)
    app = visited(topic, topic.query(state))
    app.run()
    assert not app.exception and len(app.warning) == 1
    assert ready == [False, True]
