"""What a server does before its first page, in a process of its own, since it freezes the garbage
collector.
"""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.server import ROOT

SCRIPT = """
import gc, json, sys
from pages.ui import compiler
compiler.leave_out_compiler()
import torch
from pages.ui import server
server.prepare()
told = {"frozen": gc.get_freeze_count(), "threads": torch.get_num_threads()}

before = set(sys.modules)
weight = torch.nn.Parameter(torch.ones(2, dtype=torch.float64))
optimizer = torch.optim.Adam([weight], lr=0.1)
for _ in range(3):
    (weight ** 2).sum().backward()
    optimizer.step()
    optimizer.zero_grad()
told["imported by an optimizer"] = sorted(set(sys.modules) - before)

from core.topics import TOPICS
from tests.visits import new_app, short, visit
before, app = set(sys.modules), new_app()
packages = {name.partition(".")[0] for name in before}
for topic in TOPICS.values():
    for preset in topic.content.PRESETS[::3]:
        visit(app, topic, topic.query(short(topic, preset.state)))
        assert not app.exception
imported = sorted(set(sys.modules) - before)
ours = ("core", "pages")
told["compiler"] = sorted({"torch._dynamo.eval_frame", "sympy.core"} & set(sys.modules))
told["imported by pages"] = [
    name for name in imported
    if name.partition(".")[0] in ours or name.partition(".")[0] not in packages
]

server.freeze()
before = gc.get_freeze_count()
import matplotlib.pyplot
server.freeze()
told["frozen later"] = gc.get_freeze_count() - before
print(json.dumps(told))
"""
"""A server that gets ready, and what is imported and frozen after that."""


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        env=os.environ | {"TORCH_PLAYGROUND_CACHE": str(tmp_path_factory.mktemp("cache"))},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_was_imported_is_frozen_and_a_session_has_one_thread(told):
    assert told["frozen"] > 100_000
    assert told["threads"] == 1


def test_no_reader_waits_for_what_an_optimizer_imports_at_its_first_step(told):
    assert told["imported by an optimizer"] == []


def test_pages_import_no_package_and_nothing_of_ours_that_is_not_there(told):
    """What two sessions import at once, a third may meet half done."""
    assert told["imported by pages"] == []


def test_no_page_brings_torch_s_compiler(told):
    assert told["compiler"] == []


def test_what_a_page_has_imported_is_frozen_after_its_first_run(told):
    assert told["frozen later"] > 10_000
