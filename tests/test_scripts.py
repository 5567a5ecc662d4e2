"""The script is a contract: in an empty folder and on its own it prints the numbers on the screen,
with one thread and with two. Torchvision would download MNIST first: the folder has it already.
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
from tests.alone import put_files
from tests.printed import numbers
from tests.sampling import sample_state

pytestmark = pytest.mark.usefixtures("one_thread", "own_cache")

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
    "gzip",
    "copy",
    "functools",
    "time",
    "zipfile",
}

WITHOUT_NUMBERS = {
    "optimizers": (0.8, "nesterov=True needs momentum above 0 and dampening=0"),
    "playground": (
        0.8,
        "loss=.* is not for numbers|nesterov=True needs momentum|must be less than an epoch has"
        "|leaves no point to train on|leaves a batch of one"
        "|steps: at most 1,000 are taken|the training diverged at step|has no confidence",
    ),
    "digits": (0.6, "image is blank"),
    "convolution": (
        0.6,
        "upload a picture first|draw something first|must be divisible by groups"
        "|pad should be at most half of effective kernel size",
    ),
    "segmentation": (
        0.8,
        "does not fit pictures of 64 pixels|classes and the network knows|upload a picture first",
    ),
    "training": (
        0.5,
        "does not fit model|layers do not fit|is made for strokes|must be 0 with NLLLoss"
        "|is not on this computer yet|are not there: train",
    ),
    "transfer": (
        0.1,
        "its (weights|pictures) are not on this computer yet|upload a picture first"
        "|image shows no digit",
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

LIGHTER = {
    "landscape": lambda state: state.replace(steps=min(state.steps, 200)),
    "transfer": lambda state: (
        state if state.dataset == "Clip art" else state.replace(network="SqueezeNet 1.1")
    ),
}
"""By topic: what makes a random state as one that takes less long. Presets train as long as they
say, and with each network: Clip art's features are here, and those of another data set are computed
once, by the smaller network.
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
        state = LIGHTER.get(name, lambda state: state)(sample_state(content.State, generator))
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
    """What the text prints, run in a fresh namespace and a folder that holds its files, MNIST if it
    reads that, and nothing else.
    """
    put_files(script, folder)
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


def check(shown, threads, folder, monkeypatch) -> None:
    """Whether the scripts of these states print the numbers that they show, each begun with so many
    threads; a script that several states share runs once.
    """
    printed = {}
    for index, (_, state, expected, script) in enumerate(shown):
        written = (script.text, *script.files.items())
        if written not in printed:
            alone = folder / str(index)
            alone.mkdir()
            torch.set_num_threads(threads)
            printed[written] = numbers(run(script, alone, monkeypatch))
        ours = printed[written]
        assert ours.keys() == expected.keys()
        wrong = [key for key, value in expected.items() if not same(ours[key], value)]
        assert not wrong, state


def sets_threads(script) -> bool:
    """Whether a script itself says with how many threads it computes."""
    return "torch.set_num_threads(" in script.text


def test_numbers_are_the_printed_assignments():
    printed = "loading\nCNN 16-32 p(3) = 0.25\nloss = 1e-07\nnot = a number line?\n"
    assert numbers("\n".join(printed.splitlines()[:3])) == {"CNN 16-32 p(3)": 0.25, "loss": 1e-7}


def test_a_script_prints_the_numbers_on_the_screen(topic, tmp_path, monkeypatch):
    """Those that set their number of threads run in the next test alone: here they would do the
    same again.
    """
    shown = [each for each in states(topic.name) if not sets_threads(each[-1])]
    check(shown, 1, tmp_path, monkeypatch)


def test_a_script_prints_them_with_two_threads_too(topic, tmp_path, monkeypatch):
    """The server computes with one thread, and a reader's script with all that there are."""
    check(states(topic.name), 2, tmp_path, monkeypatch)


def test_a_script_needs_torch_and_what_comes_with_it(topic):
    for _, state, _, script in states(topic.name):
        imported = re.findall(r"^(?:from|import) (\w+)", script.text, re.MULTILINE)
        assert set(imported) <= ALLOWED, state


def test_a_script_fits_on_a_screen(topic):
    for _, state, _, script in states(topic.name):
        assert max(map(len, script.text.splitlines())) <= 100, state
