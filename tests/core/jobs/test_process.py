"""The warm process: it does one job after the other, and is there again after its death."""

import os
import subprocess
import threading

import pytest

from core.jobs import process as module
from core.jobs.packing import pack, path_of, unpack
from core.jobs.process import Process
from tests.core.jobs.work import dying, endless, squares, threads


@pytest.fixture
def process():
    process = Process()
    yield process
    process.end()


def last(process: Process, number: int, function, *arguments) -> tuple[str, bytes]:
    """The last message about a job."""
    *_, message = process.run(number, pack((path_of(function), arguments)))
    return message


def test_it_stays_warm_has_one_thread_and_comes_back_after_its_death(process):
    kind, content = last(process, 1, threads)
    count, pid = unpack(content).value
    assert (kind, count) == ("done", 1) and pid != os.getpid()
    kind, content = last(process, 2, squares, 3)
    assert unpack(content).value["squares"].tolist() == [0, 1, 4]
    assert unpack(last(process, 3, threads)[1]).value == (1, pid)  # the same
    assert last(process, 4, dying) == (
        "failed",
        b"The process that computes was killed by signal 9.",
    )
    assert unpack(last(process, 5, threads)[1]).value[1] != pid


def test_a_process_that_is_being_killed_gets_no_other_job(process, monkeypatch):
    pid = unpack(last(process, 1, threads)[1]).value[1]
    told = process.run(2, pack((path_of(endless), ("",))))
    next(told)
    kill, killing, may_die = subprocess.Popen.kill, threading.Event(), threading.Event()

    def dies_late(self):
        killing.set()
        threading.Thread(target=lambda: (may_die.wait(), kill(self))).start()

    monkeypatch.setattr(subprocess.Popen, "kill", dies_late)
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    process.stop(2)
    assert killing.wait(60)
    assert [kind for kind, _ in told][-1] == "stopped"  # it has heard, and yet is killed
    threading.Timer(0.1, may_die.set).start()
    kind, content = last(process, 3, threads)
    assert kind == "done" and unpack(content).value[1] != pid
