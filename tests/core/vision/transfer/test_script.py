"""A script brings its files, and computes the features itself where they are not among them."""

import contextlib
import io
from dataclasses import replace

import pytest

from core.models.imagenet import PRETRAINED
from core.vision.transfer import alike, heads
from core.vision.transfer.script import KEPT, PICTURES, write_script
from core.vision.transfer.seen import OURS
from core.vision.transfer.state import CLASSES, FEATURES, PICTURE, State, headline
from tests.core.vision.transfer import small as things
from tests.core.vision.transfer.small import DATASET, NETWORK
from tests.printed import numbers

CHANGES = {
    "heads": {},
    "picture": {"view": PICTURE, "source": OURS},
    "alike": {"view": FEATURES, "example": 5},
    "alike to ours": {"view": FEATURES, "source": OURS},
}
"""Settings of a view's state."""


def run(script, folder, monkeypatch):
    """The numbers that a script prints in a folder that holds its files."""
    for name, data in script.files.items():
        (folder / name).write_bytes(data)
    monkeypatch.chdir(folder)
    printed, names = io.StringIO(), {"__name__": "__main__"}
    own = replace(things.SMALL)  # the script puts another head on the network that it loads
    names |= {"SMALL": own, "Small": things.Small}
    with contextlib.redirect_stdout(printed):
        exec(compile(script.text, "script.py", "exec"), names)
    return numbers(printed.getvalue())


@pytest.fixture
def loadable(small, monkeypatch):
    """The small network, loaded by a function whose source can stand in a script."""
    entry = replace(small, load=ready_small)
    monkeypatch.setitem(PRETRAINED, NETWORK, entry)
    heads.result.cache_clear()  # the cache folder is empty
    alike._features.cache_clear()
    return entry


def ready_small():
    """The small network with the weights of seed 1."""
    return SMALL.untrained(1)  # noqa: F821


@pytest.mark.parametrize("view", CHANGES)
@pytest.mark.parametrize("has_features", [True, False], ids=["kept", "computed"])
def test_it_prints_the_numbers_with_the_features_and_without(
    loadable, view, has_features, tmp_path, monkeypatch, one_thread
):
    state = State(network=NETWORK, dataset=DATASET, per_class=2, **CHANGES[view])
    shown, script = headline(state), write_script(state)
    assert {KEPT, PICTURES} <= set(script.files)
    if not has_features:
        script = replace(script, files={n: d for n, d in script.files.items() if n != KEPT})
    printed = run(script, tmp_path, monkeypatch)
    assert printed.keys() == shown.keys()
    assert printed == pytest.approx(shown, rel=1e-3)
    assert (tmp_path / KEPT).exists()


def test_classes_are_counted_from_the_pictures_alone(small, tmp_path, monkeypatch):
    state = State(view=CLASSES, dataset=DATASET)
    script = write_script(state)
    assert set(script.files) == {PICTURES}
    assert run(script, tmp_path, monkeypatch) == headline(state)


def test_it_reads_the_files_of_its_data_set_where_that_has_some():
    script = write_script(State())
    assert {"clip_art.zip", KEPT, "efficientnet-lite0.safetensors"} == set(script.files)
    assert "def read_clip_art" in script.text and "nn.Identity()" in script.text
    assert "torch.set_num_threads(1)" in script.text
