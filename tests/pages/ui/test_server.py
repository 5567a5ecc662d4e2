"""What a server does before its first page, in a process of its own, since it freezes the garbage
collector.
"""

import os
import subprocess
import sys

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
PREPARED = """
import gc, sys, torch
from pages.ui import server
server.prepare()
"""
STEP = """
weight = torch.nn.Parameter(torch.ones(2, dtype=torch.float64))
optimizer = torch.optim.Adam([weight], lr=0.1)
for _ in range(3):
    (weight ** 2).sum().backward()
    optimizer.step()
    optimizer.zero_grad()
print(weight[0].item())
"""


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


def test_what_was_imported_is_frozen_and_a_session_has_one_thread(tmp_path):
    frozen, threads = map(
        int, printed(PREPARED + "print(gc.get_freeze_count(), torch.get_num_threads())", tmp_path)
    )
    assert frozen > 100_000
    assert threads == 1


def test_what_a_page_has_imported_is_frozen_after_its_first_run(tmp_path):
    import_more = "before = gc.get_freeze_count()\nimport torchvision\nserver.freeze()\n"
    before, after = map(
        int, printed(PREPARED + import_more + "print(before, gc.get_freeze_count())", tmp_path)
    )
    assert after > before + 10_000


def test_no_reader_waits_for_what_an_optimizer_imports_at_its_first_step(tmp_path):
    count = "\nbefore = len(sys.modules)" + STEP + "print(len(sys.modules) - before)"
    _, imported = printed(PREPARED + count, tmp_path)
    assert imported == "0"


def test_pages_import_no_package_and_nothing_of_ours_that_is_not_there(tmp_path):
    """What two sessions import at once, a third may meet half done."""
    assert printed(VISITS, tmp_path) == []
