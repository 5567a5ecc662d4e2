"""The files of a path: as many as are wanted, and none that is left over."""

import pytest

from core.training import checkpoints, path_files, store
from tests.core.training.sameness import few
from tests.core.training.test_paths import CONFIG, interrupt, trained


@pytest.fixture
def tiny(one_thread, small, monkeypatch):
    few(monkeypatch, 208)


@pytest.mark.parametrize(
    ("epochs", "size", "expected"),
    [
        (1, 1000, ()),
        (4, 1000, (1, 2, 3)),
        (59, 1000, tuple(range(1, 59))),
        (60, 1000, tuple(range(2, 60, 2))),
        (100, 10_000_000, tuple(range(15, 100, 15))),
        (100, 40_000_000, (50,)),
        (100, 70_000_000, ()),
    ],
)
def test_a_long_or_large_path_is_thinned_evenly(epochs, size, expected):
    between = path_files.epochs_between(epochs, size)
    assert between == expected
    assert len(between) + 2 <= path_files.MOST and len(between) * size <= path_files.LARGEST


def test_nothing_stays_of_what_is_gone(tiny):
    interrupt(CONFIG, 5)
    interrupt(CONFIG.replace(seed=6), 5)
    checkpoints.discard(CONFIG)
    assert {file.name.split(".")[0] for file in path_files._folder().iterdir()} == {
        store.file_stem(CONFIG.replace(seed=6))
    }
    network = trained(CONFIG.replace(seed=7))
    network.path.with_suffix(".json").unlink()
    store.clean()
    assert not path_files.beside(network.path).exists()
    assert len([*path_files._folder().iterdir()]) == 2
    checkpoints.remove(CONFIG.replace(seed=6))
    store.clean()
    assert [*path_files._folder().iterdir()] == []
