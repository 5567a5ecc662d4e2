"""The registry of 2-D data, and the code of each entry."""

import math

import pytest
import torch

from core.playground import own
from core.playground.data import DATA, classes_of, data_code, sample
from core.playground.formula import EXAMPLES
from core.playground.points import NUMBERS, REACH, Points
from core.registry import Pick
from core.script import assignment, source


def picks() -> list[Pick]:
    numbers = Points(torch.tensor([[0.37, -5.99], [1.1, 2.05]]), torch.tensor([-0.29, 1.0]), 0)
    return [
        *(DATA.pick(name) for name in DATA),
        DATA.pick("Spiral", arms=5),
        DATA.pick("Blobs", classes=4, spread=1.3),
        DATA.pick("Own points", points=own.pack(numbers)),
        *(DATA.pick("Formula", formula=formula) for formula in EXAMPLES),
    ]


@pytest.mark.parametrize("data", picks(), ids=str)
def test_targets_are_what_the_entry_says(data):
    points = sample(data, data.choice.count, 0, torch.Generator().manual_seed(0))
    assert points.inputs.shape == (len(points), 2)
    assert points.classes == classes_of(data)
    if points.classes == NUMBERS:
        assert points.targets.dtype == torch.float32 and points.targets.shape == (len(points),)
        assert points.targets.abs().max() <= 1.2  # TF Playground's plane reaches 1.2
    else:
        assert sorted(set(points.targets.tolist())) == list(range(points.classes))
    if data.name != "Gauss":
        assert (points.inputs.abs() <= REACH).float().mean() > 0.97


@pytest.mark.parametrize("data", picks(), ids=str)
def test_the_code_makes_the_same_points(data):
    points = sample(data, 60, 15, torch.Generator().manual_seed(7))
    code = data_code(data)
    lines = [
        *map(source, code.helpers),
        *(assignment(name, value) for name, value in code.constants.items()),
        f"inputs, targets = {code.call}",
    ]
    space = {"math": math, "torch": torch, "Tensor": torch.Tensor}
    space |= {"count": 60, "noise": 15, "generator": torch.Generator().manual_seed(7)}
    exec("\n".join(lines), space)
    assert torch.equal(space["inputs"], points.inputs) and space["inputs"].is_contiguous()
    assert torch.equal(space["targets"], points.targets)
    assert space["targets"].dtype == points.targets.dtype


def test_own_points_are_there_whatever_is_asked():
    data = DATA.pick("Own points")
    for count, noise in ((10, 0), (900, 50)):
        points = sample(data, count, noise, torch.Generator())
        assert len(points) == 8 and data.choice.fixed
