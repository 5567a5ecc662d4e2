"""The floors of the requirements, the pins of constraints.txt, and the pure parts of
tests/versions.py.
"""

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import versions
from tests.server import ROOT
from tests.versions import Outcome, counts, floors, pinned, table

FILES = ("requirements.txt", "tests/requirements.txt")

REQUIREMENTS = """# what the app needs
streamlit>=1.67,<2
-r others.txt
torch >= 2.11  # with CUDA or without

jax[cpu]<1,>=0.4.1; python_version < "4"
"""


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_floors_are_read_past_ceilings_extras_markers_comments_and_options():
    assert floors(REQUIREMENTS) == {"streamlit": "1.67", "torch": "2.11", "jax": "0.4.1"}


def test_floors_are_pinned():
    assert pinned(REQUIREMENTS) == "streamlit==1.67\ntorch==2.11\njax==0.4.1\n"


@pytest.mark.parametrize(
    "requirement",
    [
        "torch",
        "torch<3",
        "torch==2.11",
        "torch!=2.12",
        'torch; python_version>="3"',
        "git+https://example.org/torch.git",
    ],
)
def test_a_requirement_without_a_floor_is_refused_in_one_clear_line(requirement):
    with pytest.raises(ValueError) as caught:
        floors(f"pillow>=13.0\n{requirement}\n")
    assert (
        str(caught.value) == f"requirement {requirement!r} has no floor: write it as name>=version"
    )


@pytest.mark.parametrize("file", FILES)
def test_every_requirement_has_a_floor(file):
    requirements = [
        Requirement(line) for line in read(file).splitlines() if line and not line.startswith("-")
    ]
    lowest = floors(read(file))
    assert list(lowest) == [requirement.name for requirement in requirements]
    assert all(lowest[requirement.name] in requirement.specifier for requirement in requirements)


def test_constraints_pin_every_requirement_to_a_version_that_it_allows():
    lines = [
        line for line in read("constraints.txt").splitlines() if line and not line.startswith("#")
    ]
    pins = dict(line.split("==") for line in lines)
    assert len(pins) == len(lines) and all(name == canonicalize_name(name) for name in pins)
    for file in FILES:
        for name in floors(read(file)):
            assert name in pins, f"constraints.txt does not pin {name}"
        for line in read(file).splitlines():
            if line and not line.startswith("-"):
                requirement = Requirement(line)
                assert pins[canonicalize_name(requirement.name)] in requirement.specifier, line


def test_the_tests_that_are_run_are_where_they_are_looked_for():
    assert all((ROOT / path).exists() for path in versions.TESTS)


def test_pytests_report_is_counted():
    assert counts(
        '<testsuites><testsuite errors="1" failures="2" skipped="3" tests="10" /></testsuites>'
    ) == (4, 3)


def test_the_table_has_a_row_per_environment():
    outcomes = [Outcome("oldest", {"torch": "2.11.0"}, 812, 3), Outcome("newest", {})]
    assert table(outcomes, ["torch"]).splitlines() == [
        "environment  torch   passed  failed",
        "oldest       2.11.0  812     3",
        "newest       -       -       did not run",
    ]


@pytest.mark.parametrize(
    "passed, failed, status", [(812, 0, 0), (812, 1, 1), (0, 0, 1), (None, None, 1)]
)
def test_only_a_run_in_which_all_tests_passed_ends_with_zero(
    monkeypatch, capsys, passed, failed, status
):
    ran = []

    def run(environment, folder):
        ran.append(environment)
        return Outcome(environment, {"torch": "2.11.0"}, passed, failed)

    monkeypatch.setattr(versions, "run", run)
    assert versions.main([]) == status
    assert ran == ["oldest", "newest"] and "2.11.0" in capsys.readouterr().out


def test_an_environment_that_there_is_not_is_refused(capsys):
    with pytest.raises(SystemExit) as caught:
        versions.main(["latest"])
    assert caught.value.code == 2
    assert "environment is 'latest'; it must be one of oldest, newest" in capsys.readouterr().err
