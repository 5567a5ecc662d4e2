"""`python -m tests.versions [oldest] [newest]`: the core tests with the oldest and the newest
packages allowed.

Each of the two gets a fresh virtual environment: "oldest" has every `>=` floor of requirements.txt
at exactly that version, "newest" has what pip picks today; the packages of tests/requirements.txt
are as pip picks them in both. One table at the end says which versions were tried and how many
tests passed. A run takes several minutes and, for torch, some gigabytes: `--folder FOLDER` keeps
the environments there, so that the next run need not install them again.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tests.server import ROOT

ENVIRONMENTS = ("oldest", "newest")
TESTS = ("tests/core", "tests/test_scripts.py")
REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)\s*(?:\[[^]]*\])?\s*(?P<versions>[^;]*)")


class Outcome(NamedTuple):
    """What came of one environment. `failed` also counts errors; None if no test could run."""

    environment: str
    versions: dict[str, str]
    passed: int | None = None
    failed: int | None = None


def floors(text: str) -> dict[str, str]:
    """The lowest version that each line of a requirements file allows, by package: {"torch":
    "2.11"}.

    Comments and options such as `-r` are passed over. Raises ValueError for a requirement without a
    `>=` floor.
    """
    result = {}
    for line in text.splitlines():
        requirement = line.partition("#")[0].strip()
        if not requirement or requirement.startswith("-"):
            continue
        match = REQUIREMENT.match(requirement)
        floor = re.search(r">=\s*([\w.]+)", match["versions"]) if match else None
        if not floor:
            raise ValueError(f"requirement {requirement!r} has no floor: write it as name>=version")
        result[match["name"]] = floor[1]
    return result


def pinned(text: str) -> str:
    """A constraints file that holds every package of a requirements file at its floor."""
    return "".join(f"{name}=={version}\n" for name, version in floors(text).items())


def installed(python: Path) -> dict[str, str]:
    """The versions of all packages beside this interpreter, by their names in lower case."""
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format=json"], capture_output=True, text=True, check=True
    )
    return {package["name"].lower(): package["version"] for package in json.loads(listed.stdout)}


def install(environment: str, folder: Path) -> Path:
    """The interpreter of this environment, made in the folder or brought up to date there.

    Raises subprocess.CalledProcessError if pip finds no such versions.
    """
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(folder, with_pip=True, symlinks=sys.platform != "win32")
    command = [python, "-m", "pip", "install", "--quiet", "--upgrade"]
    command += ["-r", ROOT / "tests/requirements.txt"]
    if environment == "oldest":
        constraints = folder / "constraints.txt"
        constraints.write_text(pinned((ROOT / "requirements.txt").read_text("utf-8")), "utf-8")
        command += ["-c", constraints]
    subprocess.run(command, check=True)
    return python


def run(environment: str, folder: Path) -> Outcome:
    """Installs the packages and runs the tests in a process of their own, which prints."""
    try:
        python = install(environment, folder)
    except subprocess.CalledProcessError as error:
        print(error, file=sys.stderr)
        return Outcome(environment, {})
    report = folder / "report.xml"
    report.unlink(missing_ok=True)
    subprocess.run([python, "-m", "pytest", *TESTS, f"--junitxml={report}"], cwd=ROOT)
    if not report.exists():
        return Outcome(environment, installed(python))
    return Outcome(environment, installed(python), *counts(report.read_text("utf-8")))


def counts(report: str) -> tuple[int, int]:
    """How many tests passed and how many failed, from pytest's report in JUnit's XML."""
    suites = ElementTree.fromstring(report).iter("testsuite")
    ran, skipped, failed = 0, 0, 0
    for suite in suites:
        ran += int(suite.get("tests"))
        skipped += int(suite.get("skipped"))
        failed += int(suite.get("failures")) + int(suite.get("errors"))
    return ran - skipped - failed, failed


def table(outcomes: list[Outcome], packages: list[str]) -> str:
    """One row per environment: its name, the versions of these packages, how many tests passed and
    failed.
    """
    lines = [("environment", *packages, "passed", "failed")]
    for outcome in outcomes:
        versions = [outcome.versions.get(name.lower(), "-") for name in packages]
        passed = "-" if outcome.passed is None else str(outcome.passed)
        failed = "did not run" if outcome.failed is None else str(outcome.failed)
        lines.append((outcome.environment, *versions, passed, failed))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.versions", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("environments", nargs="*", help="oldest, newest, or both if none is named")
    parser.add_argument("--folder", type=Path, help="keeps the environments here for the next run")
    options = parser.parse_args(arguments)
    for name in options.environments:
        if name not in ENVIRONMENTS:
            parser.error(f"environment is {name!r}; it must be one of {', '.join(ENVIRONMENTS)}")
    try:
        packages = list(floors((ROOT / "requirements.txt").read_text("utf-8")))
    except ValueError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory(prefix="versions-") as temporary:
        folder = options.folder or Path(temporary)
        outcomes = [
            run(name, folder.resolve() / name) for name in options.environments or ENVIRONMENTS
        ]
    print(table(outcomes, packages))
    return 0 if all(outcome.passed and outcome.failed == 0 for outcome in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
