"""Messages between the app and the processes that train: JSON, and bytes behind it."""

import json
import struct
from typing import Any, BinaryIO

HEAD = struct.Struct("<II")
LARGEST = 64 * 2**20


def pack(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """A message as bytes."""
    text = json.dumps(header, separators=(",", ":")).encode()
    return HEAD.pack(len(text), len(payload)) + text + payload


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message of a stream; None at its end, and where it holds anything else."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    text, payload = HEAD.unpack(head)
    if max(text, payload) > LARGEST:
        return None
    body = stream.read(text + payload)
    if len(body) < text + payload:
        return None
    return json.loads(body[:text]), body[text:]
