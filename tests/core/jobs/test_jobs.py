"""Jobs: shared, queued, stopped, abandoned, killed, and kept."""

from pathlib import Path

import pytest

from core.jobs import Job, Jobs, Status, process
from core.jobs import jobs as module
from tests.core.jobs.work import broken, deaf, dying, endless, mistaken, slow, squares, threads

LONG = 240.0


@pytest.fixture(scope="module")
def shared():
    jobs = Jobs(abandoned=LONG)
    yield jobs
    jobs.close()


def until(jobs: Jobs, job: Job, state: str) -> Status:
    """The job's status once it is in a state."""
    with jobs._changed:
        assert jobs._changed.wait_for(lambda: job.status.state == state, LONG), job.status
    return job.status


def test_a_result_is_kept_and_two_who_ask_for_the_same_share_it(shared):
    job = shared.submit(squares, 6, reader="ada")
    assert shared.submit(squares, 6, reader="bob") is job
    status = shared.wait(job, LONG)
    assert (status.state, status.share, status.note) == ("done", 1.0, "6 of 6")
    assert status.value["squares"].tolist() == [0, 1, 4, 9, 16, 25]
    assert shared.submit(squares, 6) is job and shared.submit(squares, 7) is not job


def test_a_mistake_is_a_line_and_so_is_a_bug_and_a_death_and_the_next_has_its_turn(shared):
    jobs = [shared.submit(mistaken, -1.0), shared.submit(broken), shared.submit(dying)]
    status = [shared.wait(job, LONG) for job in jobs]
    assert [(each.state, each.reason) for each in status] == [
        ("mistake", "lr=-1.0 must be above 0"),
        ("failed", "KeyError: 'weights'"),
        ("failed", "The process that computes was killed by signal 9."),
    ]
    assert shared.submit(dying) is jobs[2]  # a page that asks again does not start it again
    assert shared.again(jobs[2]) is not jobs[2] and shared.again(jobs[0]) is jobs[0]
    assert shared.wait(shared.submit(threads), LONG).state == "done"


def test_a_mistake_is_told_again_for_some_time_and_then_tried_again(shared, monkeypatch):
    job = shared.submit(mistaken, -2.0)
    assert shared.wait(job, LONG).state == "mistake"
    assert shared.submit(mistaken, -2.0) is job
    monkeypatch.setattr(shared, "believed", -1.0)
    again = shared.submit(mistaken, -2.0)
    assert again is not job and shared.wait(again, LONG).reason == "lr=-2.0 must be above 0"


def test_a_job_is_stopped_when_nobody_wants_it_and_its_process_stays(shared, monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", 2 * LONG)  # it stops by itself, however busy all is
    _, pid = shared.wait(shared.submit(threads), LONG).value
    job, waiting = (shared.submit(endless, name, reader="ada") for name in ("first", "second"))
    shared.submit(endless, "first", reader="bob")
    assert until(shared, job, "running")
    assert shared.status(waiting, "ada").ahead == 1
    shared.stop(waiting, "ada")
    assert waiting.status.state == "stopped"
    shared.stop(job, "ada")
    assert job.status.state == "running"  # bob still wants it
    shared.stop(job, "bob")
    assert job.status.state == "stopped"
    again = shared.again(job, "ada")
    until(shared, again, "running")
    shared.stop(again, "ada")
    assert shared.wait(shared.again(shared.submit(squares, 3)), LONG).state == "done"
    assert shared.wait(shared.submit(squares, 8), LONG).state == "done"
    assert shared.wait(shared.submit(threads), LONG).value[1] == pid


def test_what_one_reader_has_stopped_is_done_for_another(shared):
    job = shared.submit(endless, "third", reader="ada")
    shared.stop(job, "ada")
    assert shared.submit(endless, "third", reader="ada") is job and job.status.state == "stopped"
    others = shared.submit(endless, "third", reader="bob")
    assert others is not job and others.status.is_active
    shared.stop(others, "bob")


def test_a_job_that_does_not_hear_is_killed(shared, tmp_path):
    job = shared.submit(deaf, str(tmp_path), reader="ada")
    with shared._changed:
        assert shared._changed.wait_for(lambda: job.status.share > 0, LONG), job.status
    shared.stop(job, "ada")
    assert shared.wait(shared.submit(squares, 9), LONG).state == "done"
    assert job.status.state == "stopped" and Path(tmp_path, "begun").exists()


def test_who_waits_asks_all_the_time(shared, monkeypatch):
    monkeypatch.setattr(shared, "abandoned", 0.2)
    job = shared.submit(slow, 0.8, reader="ada")
    assert shared.wait(job, LONG, "ada").state == "done"


def test_a_job_that_nobody_asks_after_is_stopped_and_forgotten(shared, monkeypatch):
    monkeypatch.setattr(shared, "abandoned", 0.2)
    job = shared.submit(endless, "nobody", reader="ada")
    with shared._changed:
        assert shared._changed.wait_for(lambda: job not in shared._jobs.values(), LONG)
    assert job.status.state == "stopped" and job not in shared.jobs()


def test_a_job_that_all_its_readers_leave_is_given_up_and_done_anew(shared, monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", 2 * LONG)  # it stops by itself, however busy all is
    job = shared.submit(endless, "left", reader="ada")
    shared.submit(endless, "left", reader="bob")
    until(shared, job, "running")
    shared.leave(job.key, "ada")
    assert shared.status(job, "bob").state == "running"
    shared.leave(job.key, "bob")
    with shared._changed:
        assert shared._changed.wait_for(lambda: job not in shared._jobs.values(), LONG)
    assert job.status.state == "stopped"
    again = shared.submit(endless, "left", reader="ada")
    assert until(shared, again, "running") and again is not job
    shared.leave(again.key, "ada")
    done = shared.submit(squares, 11, reader="ada")
    assert shared.wait(done, LONG, "ada").state == "done"
    shared.leave(done.key, "ada")
    shared.leave("no key", "ada")
    assert shared.submit(squares, 11) is done  # what is over is kept


def test_the_queue_has_an_end_and_what_is_kept_too(shared, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 3)
    for count in range(20, 25):
        shared.wait(shared.submit(squares, count), LONG)
    shared.submit(squares, 24)
    assert len([job for job in shared.jobs() if not job.status.is_active]) <= 3
    monkeypatch.setattr(module, "ROOM", 0)
    latest = shared.submit(squares, 24)
    assert latest not in shared.jobs()
    monkeypatch.setattr(module, "MOST", 2)
    jobs = [shared.submit(endless, name) for name in "ab"]
    assert shared.submit(endless, "a") is jobs[0]
    with pytest.raises(ValueError, match="2 computations wait already"):
        shared.submit(endless, "c")
    for job in jobs:
        shared.stop(job)
