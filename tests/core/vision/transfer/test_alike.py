"""What is nearest to a picture, by a plain loop."""

import torch
from torch.nn import functional as F

from core.jobs.progress import last
from core.vision.transfer.alike import NEAREST, map_of, neighbours, numbers
from core.vision.transfer.features import compute
from core.vision.transfer.pictures import pictures_of
from core.vision.transfer.seen import OURS, Seen
from tests.core.vision.transfer.small import DATASET, NETWORK
from tests.core.vision.transfer.test_heads import task


def test_the_nearest_are_those_of_the_largest_cosine(small):
    features, pictures = last(compute(NETWORK, DATASET)), pictures_of(DATASET)
    result = neighbours(task(), Seen(example=7))
    cosines = [float(F.cosine_similarity(row, features.test[7], dim=0)) for row in features.train]
    order = sorted(range(24), key=lambda row: -cosines[row])
    assert [each.row for each in result] == order[:NEAREST]
    for each in result:
        assert abs(each.cosine - cosines[each.row]) < 1e-5
        assert torch.equal(each.image, pictures.train[each.row])
        assert each.label == pictures.classes[int(pictures.train_labels[each.row])]


def test_any_picture_can_be_looked_for(small):
    result = neighbours(task(), Seen(source=OURS))
    assert len(result) == NEAREST and result[0].cosine <= 1.0001
    assert list(numbers(task(), Seen(source=OURS)))[2] == f"1. {result[0].label}"


def test_the_plane_holds_every_held_out_picture(small):
    plane = map_of(task())
    assert plane.points.shape == (12, 2) and plane.labels.tolist() == [0] * 4 + [1] * 4 + [2] * 4
    assert 0 <= plane.apart <= 1 and plane.shares[0] >= plane.shares[1]
