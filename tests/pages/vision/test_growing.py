"""Of work that goes on a look is shown from time to time."""

from pages.vision.feature_maps import growing


def test_the_first_look_is_shown_and_then_one_from_time_to_time(monkeypatch):
    now, shown = 0.0, []
    monkeypatch.setattr(growing.time, "monotonic", lambda: now)
    monkeypatch.setattr(growing, "EVERY", 1.0)
    show = growing.paced(shown.append)
    for step in range(20):
        show(step)
        now += 0.25
    assert shown == [0, 4, 8, 12, 16]
