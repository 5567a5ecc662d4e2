"""Messages between the app and the processes that train."""

import io

from core.playground.messages import pack, read


def test_a_message_is_read_as_it_was_written():
    stream = io.BytesIO(pack({"a": [1]}, b"xyz") + pack({"b": 2}) + b"\x01")
    assert read(stream) == ({"a": [1]}, b"xyz") and read(stream) == ({"b": 2}, b"")
    assert read(stream) is None
