"""The nearest pictures, by a plain loop."""

import math

import pytest
import torch

from core.vision.transfer.neighbours import leave_one_out, nearest


def angle(a, b) -> float:
    along = sum(x * y for x, y in zip(a, b, strict=True))
    return along / math.sqrt(sum(x * x for x in a) * sum(y * y for y in b))


def test_the_nearest_are_those_at_the_smallest_angle():
    features = torch.randn(12, 5, generator=torch.Generator().manual_seed(0))
    query = features[3] * 7 + 0.01
    rows, alike = nearest(features, query, 4)
    expected = [angle(row, query.tolist()) for row in features.tolist()]
    order = sorted(range(12), key=lambda row: -expected[row])
    assert rows.tolist() == order[:4] and rows[0] == 3
    assert alike.tolist() == pytest.approx([expected[row] for row in order[:4]], abs=1e-5)


def test_leave_one_out_counts_neighbours_of_the_same_class():
    generator = torch.Generator().manual_seed(1)
    features, labels = torch.randn(15, 4, generator=generator), torch.arange(15) % 3
    right = 0
    for row, feature in enumerate(features.tolist()):
        others = [each for each in range(15) if each != row]
        best = max(others, key=lambda each: angle(feature, features[each].tolist()))
        right += int(labels[best] == labels[row])
    assert leave_one_out(features, labels) == right / 15
