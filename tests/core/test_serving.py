"""What a server does before its first page, in a process of its own, since it freezes the garbage collector."""

import subprocess
import sys

from tests.server import ROOT

SCRIPT = """
import gc, torch
from core import serving
serving.prepare()

print(gc.get_freeze_count(), torch.get_num_threads())
"""


def test_what_was_imported_is_frozen_and_a_session_has_one_thread(tmp_path):
    import os

    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=120,
                          env=os.environ | {"TORCH_PLAYGROUND_CACHE": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    frozen, threads = map(int, done.stdout.split())
    assert frozen > 100_000
    assert threads == 1
