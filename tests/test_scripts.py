"""The script is a contract: in an empty folder it prints the numbers on the screen by itself."""

import contextlib
import functools
import io
import math
import random
import re

import pytest

from core.script import numbers
from core.topics import TOPICS
from tests.sampling import sample_state

pytestmark = pytest.mark.usefixtures("one_thread")

STATES = 20
MOST_TRIED = 200
ALLOWED = {
    "torch",
    "torchvision",
    "PIL",
    "safetensors",
    "json",
    "struct",
    "math",
    "copy",
    "functools",
    "time",
}

WITHOUT_NUMBERS = {
    "optimizers": (0.8, "nesterov=True needs momentum above 0 and dampening=0"),
    "digits": (0.6, "image is blank"),
    "convolution": (
        0.6,
        "upload a picture first|draw something first|must be divisible by groups"
        "|pad should be at most half of effective kernel size",
    ),
    "feature_maps": (
        0.3,
        "upload a picture first|draw something first|image shows no digit"
        "|CIFAR-10 is not on this computer"
        "|layer=.* is not in this network|unit=.* must be a whole number"
        "|(label|target)=.* is not known|off=.*has units from",
    ),
}
"""By topic: the share of random states that must show numbers, and why the others may show none (a
pattern).

The shares are those of 200 states, rounded down to a tenth. Every state of the other topics shows
numbers.
"""


@functools.cache
def states(name):
    """Of a topic, every preset and STATES random states, each with the numbers it shows: `(name,
    state, numbers)`.

    A random state without numbers is passed over, if its reason is expected and such states are as
    rare as they were.
    """
    content, generator = TOPICS[name].content, random.Random(1)
    share, reasons = WITHOUT_NUMBERS.get(name, (1.0, ""))
    tried, shown = 0, []
    while len(shown) < max(STATES, share * tried):
        assert tried < MOST_TRIED, f"only {len(shown)} of {tried} random states show numbers"
        state = sample_state(content.State, generator)
        tried += 1
        try:
            shown.append((f"random {tried}", state, content.headline(state)))
        except ValueError as error:
            if not reasons or not re.search(reasons, str(error)):
                raise
    presets = [
        (preset.name, preset.state, content.headline(preset.state)) for preset in content.PRESETS
    ]
    return presets + shown[:STATES]


def run(script, folder, monkeypatch):
    """What the text prints, run in a fresh namespace and a folder that holds its files and nothing
    else.
    """
    for name, data in script.files.items():
        (folder / name).write_bytes(data)
    monkeypatch.chdir(folder)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(script.text, "script.py", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_the_code_prints_the_numbers_on_the_screen(topic, tmp_path, monkeypatch):
    for place, (name, state, shown) in enumerate(states(topic.name)):
        folder = tmp_path / str(place)
        folder.mkdir()
        script = topic.content.write_script(state)
        printed = numbers(run(script, folder, monkeypatch))
        assert printed.keys() == shown.keys(), name
        for key, number in shown.items():
            same = (
                math.isclose(printed[key], number, rel_tol=1e-6)
                or math.isnan(printed[key])
                and math.isnan(number)
            )
            assert same, f"{topic.name}, {name}: {key}"


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_the_code_needs_torch_torchvision_and_the_standard_library_only(topic):
    for name, state, _ in states(topic.name):
        imported = re.findall(
            r"^(?:from|import) (\w+)", topic.content.write_script(state).text, re.MULTILINE
        )
        assert set(imported) <= ALLOWED, name
