"""Values that go to another process come back as they were."""

from dataclasses import dataclass

import pytest
import torch

from core.jobs import Progress
from core.jobs.packing import at_path, pack, path_of, unpack
from core.registry import Config, Options, Range, setting


@dataclass(frozen=True)
class Settings(Config):
    size: int = setting(Range(1, 9, 3, 1))
    name: str = setting(Options(("A", "B"), "A"))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        0.1,
        float("inf"),
        "a\nb",
        [1, (2.5, "x"), []],
        {"a": {"b": (1,)}, 3: None},
        Settings(size=5, name="B"),
        Progress(0.25, "note", (1, [2])),
    ],
    ids=repr,
)
def test_there_and_back(value):
    back = unpack(pack(value))
    assert back == value and type(back) is type(value)


def test_tensors_keep_shape_kind_and_bits():
    x = torch.randn(3, 4, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    whole = torch.arange(5)
    back = unpack(pack({"turned": x.T, "again": [x, x[0, 0]], "whole": whole, "none": x[:0]}))
    assert torch.equal(back["turned"], x.T) and torch.equal(back["again"][0], x)
    assert back["again"][1].shape == () and back["again"][1] == x[0, 0]
    assert back["whole"].dtype == torch.int64 and back["none"].shape == (0, 4)


def test_what_cannot_go_is_said():
    with pytest.raises(TypeError, match="object cannot go to another process"):
        pack([object()])


def test_a_path_leads_to_what_it_names():
    assert at_path(path_of(Progress)) is Progress
    with pytest.raises(TypeError, match="must stand in a module"):
        path_of(lambda: None)
