"""Results that are kept, up to a number of them, for all sessions of a server."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Memory(Generic[Result]):
    """The latest `size` results by their keys. Threads may share it.

    `functools.lru_cache` keeps what one call computes; this is for results that are computed
    several at once, or step by step.
    """

    def __init__(self, size: int):
        self.size = size
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Result | None:
        """The result that was kept under a key; None if there is none any more."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
            return self._results.get(key)

    def keep(self, key: Hashable, result: Result) -> None:
        """Keeps a result, and forgets the one that was not asked for the longest."""
        with self._lock:
            self._results[key] = result
            self._results.move_to_end(key)
            if len(self._results) > self.size:
                self._results.popitem(last=False)
