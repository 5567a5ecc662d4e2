"""Long work on a page: its progress, its end, a stop, and what went wrong."""

import pytest
from streamlit.testing.v1 import AppTest

from core.jobs import Jobs, Status
from pages.ui import cached
from pages.ui import jobs as module
from tests.core.jobs import work


def page():
    import streamlit as st

    from pages.ui import jobs, mistakes
    from tests.core.jobs import work

    name, arguments = st.session_state["work"]
    with mistakes.reader_mistakes():
        value = jobs.result(
            "demo",
            getattr(work, name),
            *arguments,
            draw=lambda value: st.text(f"so far {value}"),
            gives_up=True,
        )
        if value is not None:
            st.text(f"result {value['squares'].tolist()}")


@pytest.fixture
def shown(monkeypatch):
    """The page of some work, seen after so many seconds."""

    def show(name: str, *arguments, patience: float = 240.0) -> AppTest:
        monkeypatch.setattr(module, "PATIENCE", patience)
        app = AppTest.from_function(page, default_timeout=300)
        app.session_state["work"] = (name, arguments)
        app.run()
        assert not app.exception
        return app

    return show


def warned(app: AppTest) -> str:
    """What is said of a mistake."""
    (warning,) = app.warning
    return warning.value.replace("\\", "")


def test_a_result_is_shown_at_once_when_it_comes_in_time(shown):
    app = shown("squares", 4)
    assert [text.value for text in app.text] == ["result [0.0, 1.0, 4.0, 9.0]"]
    assert not app.button and not app.get("progress")


def test_a_mistake_is_told_as_any_other(shown):
    app = shown("mistaken", -2.0)
    assert "lr=-2.0 must be above 0" in warned(app)
    assert not app.text


def test_work_shows_how_far_it_is_and_can_be_stopped_and_begun_again(shown):
    app = shown("endless", "Going on", patience=0.0)
    jobs = cached.jobs()
    job = jobs.submit(work.endless, "Going on")
    for _ in range(60):  # a job goes on as long as somebody asks after it
        with jobs._changed:
            jobs._changed.wait_for(lambda: job.status.note == "Going on", 1)
        if jobs.status(job).note == "Going on":
            break
    app.run()
    assert app.get("progress")[0].proto.text == "Going on"
    jobs.stop(job)  # this test asked too
    app.button(key="demo.stop").click().run()
    assert job.status.state == "stopped"
    assert [caption.value for caption in app.caption] == ["Stopped."]
    app.button(key="demo.again").click().run()
    assert app.button(key="demo.stop") and not app.caption
    app.button(key="demo.stop").click().run()


def page_of_a_job_that_others_stopped():
    import streamlit as st

    from pages.ui import cached, jobs
    from tests.core.jobs import work

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    job = cached.jobs().submit(work.endless, "Given up", reader="another")
    cached.jobs().stop(job, "another")
    jobs._follow("demo", job, jobs.nothing, None, was_active=True)


def test_a_page_runs_again_once_for_a_job_that_was_given_up():
    app = AppTest.from_function(page_of_a_job_that_others_stopped, default_timeout=60).run()
    assert not app.exception and app.session_state["runs"] == 2
    assert [caption.value for caption in app.caption] == ["Stopped."]


def test_what_there_is_to_see_first_is_computed_at_once_if_that_is_soon(monkeypatch):
    assert module.beginning(work.squares, 4)["squares"].tolist() == [0.0] * 4  # of 0, 1, 4, 9
    monkeypatch.setattr(module, "BRIEF", 0.0)
    assert module.beginning(work.endless, "Going on") is None


def test_that_is_computed_once_for_all_who_wait(monkeypatch):
    values = iter("ab")
    monkeypatch.setattr(module, "beginning", lambda work: next(values))
    jobs = cached.jobs()
    mine, other = (jobs.submit(work.endless, note) for note in ("Mine", "Another"))
    seen = [module._first(job, work.endless) for job in (mine, mine, other)]
    assert seen == ["a", "a", "b"]
    for job in (mine, other):
        jobs.stop(job)


@pytest.fixture
def waited(monkeypatch) -> list[float]:
    """What pages wait for jobs, in seconds that do not pass."""
    waited = []

    def wait(jobs, job, seconds, reader):
        waited.append(seconds)
        return jobs.status(job, reader)

    monkeypatch.setattr(Jobs, "wait", wait)
    return waited


def test_a_page_that_has_shown_how_far_a_job_is_does_not_wait_for_it_again(shown, waited):
    app = shown("endless", "Waited for", patience=7.0)
    assert sum(waited) == pytest.approx(7.0, abs=module.MOMENT)
    waited.clear()
    app.run()
    assert waited == []
    app.button(key="demo.stop").click().run()
    app.button(key="demo.again").click().run()
    assert sum(waited) == pytest.approx(7.0, abs=module.MOMENT)  # it is another job
    app.button(key="demo.stop").click().run()


def test_from_a_moment_on_a_line_says_that_the_page_waits(shown, waited, monkeypatch):
    lines, progress = [], module.st.progress

    def noted(value, text=None):
        lines.append((len(waited), text))
        return progress(value, text)

    monkeypatch.setattr(module.st, "progress", noted)
    app = shown("endless", "Line", patience=0.0)
    (first, words), (last, more) = lines
    assert first == 1 and words is None and waited[0] == module.MOMENT
    assert last == len(waited) > 2 and more  # afterwards it stands there in words
    assert len(app.get("progress")) == 1
    app.button(key="demo.stop").click().run()


def test_a_page_waits_until_there_is_something_to_see(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    silent, begun = Status("running"), Status("running", 0.2, "Training")
    seen = Status("running", 0.5, "Half", value=1)
    for status, at_once, seconds in (
        (silent, True, module.PATIENCE),  # it begins itself
        (silent, False, module.LONGEST),
        (begun, True, module.LONGEST),
        (begun, False, module.LONGEST),
        (seen, True, module.PATIENCE),
        (seen, False, module.PATIENCE),
    ):
        assert module._is_enough(status, seconds, at_once)
        assert not module._is_enough(status, seconds - module.MOMENT, at_once)


def test_what_a_reader_has_asked_for_before_is_given_up(shown):
    app = shown("endless", "Before", patience=0.0)
    jobs = cached.jobs()
    before = jobs.submit(work.endless, "Before")
    jobs.leave(before.key)  # this test asked too
    app.session_state["work"] = ("endless", ("After",))
    app.run()
    with jobs._changed:
        assert jobs._changed.wait_for(lambda: before not in jobs._jobs.values(), 60)
    assert before.status.state == "stopped"
    after = jobs.submit(work.endless, "After")
    app.run()  # the same work goes on
    assert after.status.is_active and jobs.submit(work.endless, "After") is after
    jobs.leave(after.key)
    app.button(key="demo.stop").click().run()
    assert after.status.state == "stopped"


def test_a_process_that_dies_is_a_line_and_a_button(shown):
    app = shown("dying")
    assert "was killed by signal 9" in warned(app)
    assert app.button(key="demo.again")
