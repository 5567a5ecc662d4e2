"""The process that trains for the app: a config comes in on stdin, snapshots go out on stdout, a
JSON line each.

It ends when stdin is closed, as happens when the app dies.
"""

import json
import os
import sys
import threading
import time
from dataclasses import asdict, replace

from core.training import kinds, store

INTERVAL = 0.1  # seconds from one line to the next


def run() -> int:
    """Reads one line with a config, trains it, and tells how it goes."""
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    last_time, last = -INTERVAL, None
    try:
        for last in store.train_once(kinds.from_json(order["config"]), order.get("device")):
            is_time = time.monotonic() - last_time >= INTERVAL
            if is_time or last.curve or last.model or last.shown:
                last_time = time.monotonic()
                _tell({"snapshot": asdict(replace(last, model=None))})
    except ValueError as error:
        _tell({"failed": str(error)})
        return 2
    _tell({"finished": True})
    return 0


def _tell(message: dict) -> None:
    print(json.dumps(message), flush=True)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)
