"""The file holds the points that the network is trained and tested with."""

import csv

import pytest

from core.networks.playground.downloads import points_file
from core.playground.run import points_of
from core.playground.settings import Settings


@pytest.mark.parametrize("settings", [Settings(), Settings(data="Moons", noise=20, seed=3)])
def test_the_file_holds_all_points(settings):
    file = points_file(settings.data, settings.count, settings.noise, settings.seed)
    head, *rows = csv.reader(file.decode().splitlines())
    assert head == ["x", "y", "label"]
    points = [
        (*inputs, float(label))
        for part in points_of(settings)
        for inputs, label in zip(part.inputs.tolist(), part.targets.tolist(), strict=True)
    ]
    assert sorted(tuple(map(float, row)) for row in rows) == [
        pytest.approx(point) for point in sorted(points)
    ]
