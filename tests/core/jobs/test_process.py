"""The warm process: it does one job after the other, and is there again after its death."""

import os

import pytest

from core.jobs.packing import pack, path_of, unpack
from core.jobs.process import Process
from tests.core.jobs.work import dying, squares, threads


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
