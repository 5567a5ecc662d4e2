"""The script prints what a batch has changed."""

import pytest

from core.vision.transfer.script import write_script
from core.vision.transfer.state import NORMS, State, headline
from tests.core.vision.transfer.small import DATASET
from tests.printed import numbers
from tests.test_scripts import run


@pytest.mark.parametrize("mode", ["eval", "train"])
def test_it_prints_the_numbers(mode, tmp_path, monkeypatch):
    state = State(view=NORMS, dataset=DATASET, per_class=2, frozen_norms=mode)
    assert numbers(run(write_script(state), tmp_path, monkeypatch)) == headline(state)
    assert headline(state)["changed by one batch"] == {"eval": 0, "train": 147}[mode]
