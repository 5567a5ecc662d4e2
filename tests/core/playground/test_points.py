"""Points of the plane, and their split."""

import torch

from core.playground.points import NUMBERS, Points


def test_a_split_has_every_point_once():
    inputs = torch.arange(22.0).view(11, 2)
    points = Points(inputs, torch.arange(11.0), NUMBERS)
    for share, count in ((10, 1), (50, 5), (90, 9)):
        train, test = points.split(share, torch.Generator().manual_seed(0))
        assert len(train) == count and len(test) == 11 - count
        assert sorted([*train.targets.tolist(), *test.targets.tolist()]) == list(range(11))
        assert torch.equal(train.inputs[:, 0] / 2, train.targets)
    again, _ = points.split(90, torch.Generator().manual_seed(0))
    other, _ = points.split(90, torch.Generator().manual_seed(1))
    assert torch.equal(train.inputs, again.inputs) and not torch.equal(train.inputs, other.inputs)
