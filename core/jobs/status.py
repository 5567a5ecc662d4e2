"""How a job stands."""

from dataclasses import dataclass, field
from typing import Any

ACTIVE = ("queued", "running")


@dataclass(frozen=True)
class Status:
    """How a job stands.

    Args:
        state: "queued", "running", "done", "stopped", "mistake" (a reader's: the work raised a
            `ValueError`) or "failed" (ours, or the process died).
        share: that is done.
        note: a line for the reader.
        value: what there is to see so far; the result of a job that is done.
        reason: of a mistake or a failure, one line.
        ahead: jobs that are done before it.
    """

    state: str = "queued"
    share: float = 0.0
    note: str = ""
    value: Any = None
    reason: str = ""
    ahead: int = 0

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE


@dataclass(eq=False)
class Job:
    """Work that was asked for. Its fields are those of `Jobs`; ask `Jobs.status`.

    Args:
        key: of the work and its arguments.
        content: both, packed.
        asked: when each reader last asked, in seconds.
        refused: readers who have stopped it.
        size: bytes of its result.
        ended: when it was over, in seconds.
    """

    key: str
    number: int
    content: bytes
    status: Status = Status()
    asked: dict[str, float] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    size: int = 0
    ended: float = 0.0
