"""The functions that readers see, called as they stand."""

import pytest
import torch
from torch import nn

from core.data.inputs import png
from core.vision.convolution.shown import (
    read_picture,
    show_channels_last,
    show_layer,
    show_max_pool,
    show_receptive_fields,
)
from tests.printed import numbers


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_picture_is_read_as_it_was_written(folder):
    for channels in (1, 3):
        pixels = torch.arange(channels * 12, dtype=torch.uint8).view(channels, 3, 4)
        (folder / "picture.png").write_bytes(png(pixels))
        assert torch.equal(read_picture("picture.png"), pixels / 255)


def test_the_winner_of_a_window(folder, capsys):
    pixels = torch.tensor([[[0, 9, 1, 2], [3, 4, 8, 5]]], dtype=torch.uint8)
    (folder / "picture.png").write_bytes(png(pixels))
    show_max_pool(nn.MaxPool2d(2), 0, 1)
    printed = numbers(capsys.readouterr().out)
    assert (printed["row of the winner"], printed["column of the winner"]) == (1, 2)
    assert printed["row 0, column 1"] == pytest.approx(8 / 255)
    assert printed["largest gradient"] == 1


def test_channels_that_stand_last(folder, capsys):
    maps = torch.tensor([[[1, 2]], [[3, 4]]], dtype=torch.uint8)  # (2, 1, 2)
    (folder / "maps.png").write_bytes(png(maps.flatten(0, 1)[None]))
    show_channels_last((2, 1, 2), 1)
    printed = numbers(capsys.readouterr().out)
    assert printed == {"numbers": 4, "number 1": pytest.approx(3 / 255)}


def test_sizes_and_fields(capsys):
    show_layer(nn.Conv2d(2, 3, 3), (1, 2, 5, 5))
    printed = numbers(capsys.readouterr().out)
    assert printed["weights"] == 54 and printed["multiply-adds"] == 3 * 3 * 3 * 18
    show_receptive_fields(nn.Sequential(nn.Conv2d(1, 1, 3), nn.AvgPool2d(2)), 8, 20)
    printed = numbers(capsys.readouterr().out)
    assert printed["layer 2 sees"] == 4 and printed["layer 2 side"] == 3
