"""README's test command and .ci/run, which runs that very text."""

import re
import subprocess

from tests.server import ROOT


def test_readme_has_a_test_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"<!-- test-command -->\s*```\w*\n(.*?)```", readme, re.DOTALL)
    assert len(blocks) == 1
    assert blocks[0].rstrip().splitlines()[-1].startswith("python -m pytest"), (
        "pytest's summary closes the run"
    )


def test_the_script_is_sound():
    done = subprocess.run(
        ["bash", "-n", ".ci/run"], cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, done.stderr) == (0, "")
