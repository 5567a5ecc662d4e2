"""Generated digits: balanced, reproducible, and no two of them alike."""

import random

import torch

from core.data.handwriting.hand import LONGEST, length, resample, spline, write
from core.data.handwriting.strokes import draw
from core.data.handwriting.styles import STYLES, digits
from core.data.preparation import prepare


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def test_digits_are_balanced_and_as_mnist():
    pictures, labels, styles = digits(200, seeded())
    assert pictures.shape == (200, 28, 28) and pictures.dtype == torch.uint8
    assert labels.bincount().tolist() == [20] * 10
    assert [STYLES[list(STYLES)[style]].digit for style in styles] == labels.tolist()
    assert 20 < pictures.float().mean() < 70  # MNIST: 33
    assert pictures.amax((1, 2)).min() > 200


def test_the_same_generator_gives_the_same_digits_and_another_does_not():
    torch.manual_seed(1)
    first = digits(40, seeded(3))
    torch.manual_seed(2)
    assert all(
        torch.equal(picture, other)
        for picture, other in zip(first, digits(40, seeded(3)), strict=True)
    )
    assert not torch.equal(first[0], digits(40, seeded(4))[0])


def test_only_the_styles_asked_for():
    names = ("barred 7", "open 4")
    _, labels, styles = digits(30, seeded(), names)
    assert {list(STYLES)[index] for index in styles} == set(names) and set(labels.tolist()) == {
        4,
        7,
    }


def test_a_style_comes_as_often_as_it_says():
    usual, seldom = "plain 7", "barred 7 in one stroke"
    _, _, styles = digits(600, seeded(), (usual, seldom))
    share = float((styles == list(STYLES).index(seldom)).double().mean())
    meant = STYLES[seldom].often / (STYLES[usual].often + STYLES[seldom].often)
    assert meant < 0.25 and abs(share - meant) < 4 * (meant * (1 - meant) / 600) ** 0.5


def test_no_two_writings_are_alike():
    pictures = torch.stack(
        [prepare(draw(drawing)) for drawing in write(STYLES["open 4"].template, 30, seeded())]
    )
    distance = torch.cdist(pictures.flatten(1), pictures.flatten(1)) + 100 * torch.eye(30)
    assert distance.min() > 1


def test_a_spline_passes_its_points_and_keeps_straight_lines_straight():
    chance = random.Random(0)
    points = torch.tensor([[[chance.random(), chance.random()] for _ in range(6)]])
    line = spline(points)
    assert torch.cdist(points, line).amin(2).max() < 1e-5
    straight = spline(torch.tensor([[[0.0, 0.0], [1.0, 2.0], [2.0, 4.0], [4.0, 8.0]]]))
    assert (straight[..., 1] - 2 * straight[..., 0]).abs().max() < 1e-5


def test_resampling_is_even():
    line = spline(torch.tensor([[[0.0, 0.0], [100.0, 5.0], [90.0, 120.0]]]))
    points = resample(line, torch.tensor([[10.0]]))
    steps = (points[:, 1:] - points[:, :-1]).norm(dim=2)[0]
    count = int((length(line)[0, -1] / 10).ceil())
    assert points.shape == (1, LONGEST, 2)
    assert steps[:count].min() > 8 and steps[:count].max() < 10.01
    assert steps[count:].abs().max() == 0 and torch.equal(points[0, -1], line[0, -1])
