"""The script of a training gives its numbers in a process of its own."""

import subprocess
import sys

import pytest
import torch

from core.vision.segmentation.pictures import SCENES, digits_of_files
from core.vision.segmentation.settings import Segmentation
from core.vision.segmentation.training import train
from core.vision.segmentation.training_script import write_script


def test_it_prints_the_dice_of_the_training(tmp_path):
    config = Segmentation(
        depth=2, width=2, pictures=6, batch_size=4, epochs=2, padding="Valid", cut=("1",), seed=3
    )
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        *_, last = train(config, "cpu")
    finally:
        torch.set_num_threads(threads)
    script = tmp_path / "script.py"
    script.write_text(write_script(config, 1).text)
    told = subprocess.run(
        [sys.executable, script.name], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert f"Dice of held-out pictures: {last.test_accuracy}" in told.stdout.splitlines()
    assert (tmp_path / "weights.pt").exists()


@pytest.mark.parametrize("held_out", [False, True])
def test_digits_of_files_are_those_of_the_page(tmp_path, monkeypatch, held_out):
    scene = SCENES["Digits"]
    for name, data in scene.files().items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    ours, theirs = (
        draw(2, 0.1, 64, torch.Generator().manual_seed(1), held_out)
        for draw in (scene.build, digits_of_files)
    )
    assert all(torch.equal(*pair) for pair in zip(ours, theirs, strict=True))
    text = write_script(Segmentation(scenes="Digits", loss="Focal"), 2).text
    assert "FocalLoss(gamma=2.0, alpha=0.5)" in text and "core." not in text
