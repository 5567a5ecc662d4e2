"""The code twin is a contract: in an empty folder and on its own it prints the numbers on the screen."""

import contextlib
import io
import math
import random
import re

import pytest

from core.snippet import numbers
from core.topics import TOPICS

STATES = 20
ALLOWED = {"torch", "torchvision", "json", "struct", "math", "copy", "time"}


def states(topic):
    """Every preset, and random states, of which those that show no numbers (nothing drawn yet) are left out."""
    content, generator = topic.content, random.Random(1)
    for preset in content.PRESETS:
        yield preset.name, preset.state
    found = 0
    for attempt in range(50 * STATES):
        state = content.State.sample(generator)
        with contextlib.suppress(ValueError):
            content.headline(state)
            found += 1
            yield f"random {attempt}", state
        if found == STATES:
            return
    raise AssertionError(f"only {found} of the random states show numbers")


def run(twin, folder, monkeypatch):
    """What the text prints, run in a fresh namespace and a folder that holds its files and nothing else."""
    for name, data in twin.files.items():
        (folder / name).write_bytes(data)
    monkeypatch.chdir(folder)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(twin.text, "twin.py", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_the_code_prints_the_numbers_on_the_screen(topic, tmp_path, monkeypatch):
    for place, (name, state) in enumerate(states(topic)):
        folder = tmp_path / str(place)
        folder.mkdir()
        shown, twin = topic.content.headline(state), topic.content.twin(state)
        printed = numbers(run(twin, folder, monkeypatch))
        assert printed.keys() == shown.keys(), name
        for key, number in shown.items():
            same = math.isclose(printed[key], number, rel_tol=1e-6) or math.isnan(printed[key]) and math.isnan(number)
            assert same, f"{topic.name}, {name}: {key}"


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_the_code_needs_torch_torchvision_and_the_standard_library_only(topic):
    for name, state in states(topic):
        imported = re.findall(r"^(?:from|import) (\w+)", topic.content.twin(state).text, re.MULTILINE)
        assert set(imported) <= ALLOWED, name
