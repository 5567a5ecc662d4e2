"""The script is a contract: in an empty folder and on its own it prints the numbers on the screen,
with one thread and with two.
"""

import contextlib
import functools
import io
import math
import random
import re

import pytest
import torch

from core.topics import TOPICS
from tests.printed import numbers
from tests.sampling import sample_state

pytestmark = pytest.mark.usefixtures("one_thread")

STATES = 20
MOST_TRIED = 200
ALLOWED = {
    "torch",
    "torchvision",
    "PIL",
    "safetensors",
    "numpy",
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
    """Of a topic, every preset and STATES random states, each with the numbers it shows and its
    script: `(name, state, numbers, script)`.

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
    return [(*each, content.write_script(each[1])) for each in presets + shown[:STATES]]


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


@pytest.fixture(params=TOPICS.values(), ids=TOPICS)
def topic(request):
    return request.param


def same(first: float, second: float) -> bool:
    return math.isclose(first, second, rel_tol=1e-6) or math.isnan(first) and math.isnan(second)


def check(state, shown, script, folder, monkeypatch) -> None:
    """Whether the script of a state prints the numbers that it shows."""
    folder.mkdir()
    printed = numbers(run(script, folder, monkeypatch))
    assert printed.keys() == shown.keys()
    wrong = [key for key, value in shown.items() if not same(printed[key], value)]
    assert not wrong, state


def test_numbers_are_the_printed_assignments():
    printed = "loading\nCNN 16-32 p(3) = 0.25\nloss = 1e-07\nnot = a number line?\n"
    assert numbers("\n".join(printed.splitlines()[:3])) == {"CNN 16-32 p(3)": 0.25, "loss": 1e-7}


def test_a_script_prints_the_numbers_on_the_screen(topic, tmp_path, monkeypatch):
    for index, (_, *each) in enumerate(states(topic.name)):
        check(*each, tmp_path / str(index), monkeypatch)


def test_a_script_prints_them_with_two_threads_too(topic, tmp_path, monkeypatch):
    """The server computes with one thread, and a reader's script with all that there are."""
    for index, (_, *each) in enumerate(states(topic.name)):
        torch.set_num_threads(2)
        check(*each, tmp_path / str(index), monkeypatch)


def test_a_script_needs_torch_and_what_comes_with_it(topic):
    for _, state, _, script in states(topic.name):
        imported = re.findall(r"^(?:from|import) (\w+)", script.text, re.MULTILINE)
        assert set(imported) <= ALLOWED, state


def test_a_script_fits_on_a_screen(topic):
    for _, state, _, script in states(topic.name):
        assert max(map(len, script.text.splitlines())) <= 100, state
