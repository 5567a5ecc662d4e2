"""The process that works, in this process: its messages and its jobs."""

import io

import pytest

from core.jobs import child
from core.jobs.child import Orders, read_messages, work, write_message
from core.jobs.packing import pack, path_of, unpack
from tests.core.jobs.work import broken, endless, growing, mistaken, squares


def told(function, *arguments, stopped: bool = False) -> list[tuple[str, bytes]]:
    """What is told of a job."""
    orders, out = Orders(io.BytesIO()), io.BytesIO()
    orders._stopped = 7 if stopped else -1
    work(7, pack((path_of(function), arguments)), orders, out)
    messages = list(read_messages(io.BytesIO(out.getvalue())))
    assert {number for _, number, _ in messages} == {7}
    return [(kind, content) for kind, _, content in messages]


def test_messages_come_as_they_were_sent():
    stream = io.BytesIO()
    for content in (b"", b"one\ntwo\n", bytes(range(256))):
        write_message(stream, "progress", 3, content)
    contents = [content for *_, content in read_messages(io.BytesIO(stream.getvalue()))]
    assert contents == [b"", b"one\ntwo\n", bytes(range(256))]


def test_a_message_that_breaks_off_is_none():
    stream = io.BytesIO()
    write_message(stream, "done", 1, b"whole")
    write_message(stream, "done", 2, b"broken off")
    assert len(list(read_messages(io.BytesIO(stream.getvalue()[:-3])))) == 1


def test_a_job_tells_its_first_step_and_its_last():
    (first, so_far), (last, result) = told(squares, 5)
    assert (first, last) == ("progress", "done")
    assert unpack(so_far).share == 0.2 and unpack(result).share == 1
    assert unpack(result).value["squares"].tolist() == [0, 1, 4, 9, 16]


def test_what_there_is_to_see_first_is_told_at_once(monkeypatch):
    monkeypatch.setattr(child, "INTERVAL", 1e9)
    values = [unpack(content).value for _, content in told(growing, 3, 4)]
    assert values == [None, 0, 4]  # the first step, the first to see, the result
    assert [unpack(content).value for _, content in told(growing, 3, 0)] == [None, 0]


def test_a_mistake_and_a_bug_are_told_apart(capsys):
    assert told(mistaken, -1.0)[-1] == ("mistake", b"lr=-1.0 must be above 0")
    assert told(broken)[-1] == ("failed", b"KeyError: 'weights'")
    assert "Traceback" in capsys.readouterr().err


def test_a_stopped_job_ends():
    assert told(endless, "x", stopped=True) == [("stopped", b"")]


def test_orders_are_taken_in_order_and_the_end_ends_the_process(monkeypatch):
    stream = io.BytesIO()
    for number in (1, 2):
        write_message(stream, "run", number, b"work")
    write_message(stream, "stop", 2)
    orders = Orders(io.BytesIO(stream.getvalue()))
    ended = []
    monkeypatch.setattr("os._exit", ended.append)
    orders.listen()
    assert [orders.next(), orders.next()] == [(1, b"work"), (2, b"work")]
    assert orders.is_stopped(2) and not orders.is_stopped(1)
    assert ended == [0]


@pytest.mark.parametrize("count", [1, 3])
def test_a_value_grows_until_it_is_whole(count):
    assert unpack(told(squares, count)[-1][1]).note == f"{count} of {count}"
