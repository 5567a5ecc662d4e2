"""The code twin is a contract: in an empty folder and on its own it prints the numbers on the screen."""

import contextlib
import functools
import io
import math
import random
import re

import pytest

from core.snippet import numbers
from core.topics import TOPICS

pytestmark = pytest.mark.usefixtures("one_thread")

STATES = 20
ALLOWED = {"torch", "torchvision", "json", "struct", "math", "copy", "time"}


@functools.cache
def states(name):
    """Of a topic, every preset and random states, each with the numbers it shows; without those that show none.

    None are shown where, for instance, nothing is drawn yet.
    """
    content, generator = TOPICS[name].content, random.Random(1)
    found = [(preset.name, preset.state, content.headline(preset.state)) for preset in content.PRESETS]
    for attempt in range(50 * STATES):
        state = content.State.sample(generator)
        with contextlib.suppress(ValueError):
            found.append((f"random {attempt}", state, content.headline(state)))
        if len(found) == len(content.PRESETS) + STATES:
            return found
    raise AssertionError(f"only {len(found) - len(content.PRESETS)} of the random states show numbers")


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
    for place, (name, state, shown) in enumerate(states(topic.name)):
        folder = tmp_path / str(place)
        folder.mkdir()
        twin = topic.content.twin(state)
        printed = numbers(run(twin, folder, monkeypatch))
        assert printed.keys() == shown.keys(), name
        for key, number in shown.items():
            same = math.isclose(printed[key], number, rel_tol=1e-6) or math.isnan(printed[key]) and math.isnan(number)
            assert same, f"{topic.name}, {name}: {key}"


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_the_code_needs_torch_torchvision_and_the_standard_library_only(topic):
    for name, state, _ in states(topic.name):
        imported = re.findall(r"^(?:from|import) (\w+)", topic.content.twin(state).text, re.MULTILINE)
        assert set(imported) <= ALLOWED, name
