"""The code of the checks before a training: it gives the numbers that the page shows."""

import contextlib
import gzip
import io
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load

from core.networks.training import before
from core.networks.training.before import BATCHES, CHECKS, OVERFIT, RATES
from core.networks.training.before_script import FILE, PACKED, before_script
from core.networks.training.state import BEFORE, State, headline
from core.registry import Config
from tests.printed import numbers

pytestmark = pytest.mark.usefixtures("one_thread", "small")

LAYERS = "Flatten()\nLinear(784, 20)\nReLU()\nDropout(0.3)\nLinear(20, 10)"
SMALL = {"batch_size": 8}  # 120 batches of 8 are fewer pictures than there are


def printed(script, folder, monkeypatch) -> dict[str, float]:
    for name, data in script.files.items():
        (folder / name).write_bytes(data)
    monkeypatch.chdir(folder)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(script.text, "script.py", "exec"), {"__name__": "__main__"})
    return numbers(output.getvalue())


STATES: dict[str, Config] = {
    "rates": State(**SMALL),
    "rates, augmented, dropout": State(
        model="Own stack", layers=LAYERS, augmentation="Affine", seed=3, **SMALL
    ),
    "rates, convolutions": State(model="LeNet", optimizer="SGD", label_smoothing=0.1, **SMALL),
    "one batch": State(check=OVERFIT),
    "one batch, dropout": State(
        model="Own stack", layers=LAYERS, check=OVERFIT, optimizer="SGD", batch_size=16
    ),
    "one batch, smoothed": State(check=OVERFIT, label_smoothing=0.1, augmentation="Affine", seed=2),
}


@pytest.mark.parametrize("name", STATES)
def test_the_script_gives_what_the_page_shows_to_the_bit(name, tmp_path, monkeypatch):
    state = STATES[name].replace(view=BEFORE)
    shown = headline(state)
    assert shown.keys() >= (
        {"2 / λmax", "Steepest fall", "Valley"} if state.check == RATES else {"steps", "last loss"}
    )
    assert printed(before_script(state), tmp_path, monkeypatch) == shown


@pytest.mark.parametrize("check", CHECKS)
def test_where_it_takes_long_the_script_does_a_part_of_it(check, tmp_path, monkeypatch):
    monkeypatch.setattr(before, "MOST_WORK", 3e7)
    state = State(view=BEFORE, check=check, batch_size=64)
    script = before_script(state)
    assert printed(script, tmp_path, monkeypatch) == headline(state)
    assert headline(state).keys() == {"loss of guessing"}
    files = {
        FILE: lambda: script.files[FILE],
        PACKED: lambda: gzip.decompress(script.files[PACKED]),
    }
    (name,) = script.files
    assert len(load(files[name]())["labels"]) < BATCHES * 64


def test_the_page_s_usual_checks_are_done_in_full(monkeypatch):
    many = torch.empty(60_000, 1, 28, 28, device="meta")
    for model in ("MLP 784-128-10", "MLP 784-512-128-10", "LeNet"):
        config = State(model=model).config
        assert before.steps_at_hand(config) == before.STEPS
        monkeypatch.setattr(before, "_data", lambda config: SimpleNamespace(train_images=many))
        assert before.batches_at_hand(config) == BATCHES


def test_the_pictures_of_a_range_test_are_packed_once(monkeypatch):
    state, calls = State(view=BEFORE, **SMALL), []
    packed = before_script(state).files[PACKED]
    images, labels = before.in_order(state.config, BATCHES * state.batch_size)
    held = load(gzip.decompress(packed))
    assert torch.equal(held["images"], images) and torch.equal(held["labels"], labels)
    monkeypatch.setattr(gzip, "compress", lambda *_, **__: calls.append(1))
    assert before_script(state).files[PACKED] == packed
    assert not calls
