"""ruff, with the settings of pyproject.toml, finds nothing."""

import subprocess
import sys

from tests.server import ROOT


def test_ruff_finds_nothing():
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
