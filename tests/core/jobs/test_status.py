"""How a job stands."""

import pytest

from core.jobs import Status


@pytest.mark.parametrize(
    ("state", "active"),
    [
        ("queued", True),
        ("running", True),
        ("done", False),
        ("stopped", False),
        ("mistake", False),
        ("failed", False),
    ],
)
def test_only_what_waits_or_runs_is_active(state, active):
    assert Status(state).is_active is active
