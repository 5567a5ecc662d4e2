"""What a server does before its first page, in a process of its own, since it freezes the garbage
collector.
"""

import os
import subprocess
import sys

import pytest

from tests.server import ROOT

VISITS = """
import sys
from core.topics import TOPICS
from pages.ui import server
from tests.visits import new_app, visit
server.prepare()
before, app = set(sys.modules), new_app()
packages = {name.partition(".")[0] for name in before}
for topic in TOPICS.values():
    for preset in topic.content.PRESETS[::3]:
        visit(app, topic, topic.query(preset.state))
        assert not app.exception
for name in set(sys.modules) - before:
    package = name.partition(".")[0]
    if package in ("core", "pages") or package not in packages:
        print(name)
"""
COUNTS = """
import gc, sys, torch
from pages.ui import server
server.prepare()
print(gc.get_freeze_count(), torch.get_num_threads())
before = len(sys.modules)
weight = torch.nn.Parameter(torch.ones(2, dtype=torch.float64))
optimizer = torch.optim.Adam([weight], lr=0.1)
for _ in range(3):
    (weight ** 2).sum().backward()
    optimizer.step()
    optimizer.zero_grad()
print(len(sys.modules) - before)
before = gc.get_freeze_count()
import torchvision
server.freeze()
print(gc.get_freeze_count() - before)
"""
"""What is frozen, and the threads of torch; what an optimizer imports; what is frozen later."""


def printed(script: str, folder) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"TORCH_PLAYGROUND_CACHE": str(folder)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="module")
def counts(tmp_path_factory) -> list[int]:
    return [int(number) for number in printed(COUNTS, tmp_path_factory.mktemp("cache"))]


def test_what_was_imported_is_frozen_and_a_session_has_one_thread(counts):
    frozen, threads, _, _ = counts
    assert frozen > 100_000
    assert threads == 1


def test_no_reader_waits_for_what_an_optimizer_imports_at_its_first_step(counts):
    _, _, imported, _ = counts
    assert imported == 0


def test_what_a_page_has_imported_is_frozen_after_its_first_run(counts):
    *_, frozen_later = counts
    assert frozen_later > 10_000


def test_pages_import_no_package_and_nothing_of_ours_that_is_not_there(tmp_path):
    """What two sessions import at once, a third may meet half done."""
    assert printed(VISITS, tmp_path) == []
