"""What training scripts read is what the app reads. For CIFAR-10 see `test_cifar10.py`."""

import shutil

import pytest
import torch

from core.data import drawings
from core.data.datasets import DATASETS
from core.data.reading import DRAWINGS


@pytest.mark.parametrize("name", ["MNIST", "MNIST + drawings"])
def test_a_script_reads_what_the_app_reads(name, small, monkeypatch):
    monkeypatch.setattr(drawings, "COUNT", 30)
    shutil.copy(drawings.path(), small / DRAWINGS)
    monkeypatch.chdir(small)
    for ours, theirs in zip(DATASETS[name].build().tensors, DATASETS[name].script(), strict=True):
        assert ours.dtype == theirs.dtype and torch.equal(ours, theirs)
