"""Pooling window by window against plain loops."""

import itertools
import random
import re

import pytest
import torch

from core.data.inputs import Input
from core.vision.convolution.pooling import (
    LONGEST_SIDE,
    POOLS,
    adaptive,
    measured,
    pool,
)
from tests.sampling import sample_pick

DIGIT = Input(source="test digit", index=0)
HARBOUR = Input()


def some(name, count=12):
    """Random picks that torch accepts."""
    generator = random.Random(name)
    picks = [POOLS.pick(name)]
    while len(picks) < count:
        pick = sample_pick(POOLS, name, generator)
        arguments = dict(pick.arguments)
        if 2 * arguments.get("padding", 0) <= arguments.get("kernel_size", 0):
            picks.append(pick)
    return picks


def cells(done, row, column):
    """The places of a window within the picture."""
    height, width = done.picture.shape
    rows = [i for i in done.windows[0][row] if 0 <= i < height]
    return [(i, j) for i in rows for j in done.windows[1][column] if 0 <= j < width]


def expected(pick, done, row, column):
    """A number of the output, from the numbers in its window."""
    inside = torch.tensor([done.picture[position] for position in cells(done, row, column)])
    arguments = dict(pick.arguments)
    if "Max" in pick.name:
        return inside.max()
    if (
        pick.name == "LPPool2d"
    ):  # the mean over the window times the cells of a whole one, also where it hangs over
        return (inside ** arguments["norm_type"]).mean() * arguments["kernel_size"] ** 2
    if arguments.get("count_include_pad"):
        height, width = (side + arguments["padding"] for side in done.picture.shape)
        counted = [
            sum(position < last for position in some[at])
            for some, at, last in zip(done.windows, (row, column), (height, width), strict=True)
        ]
        return inside.sum() / (counted[0] * counted[1])
    return inside.mean()


@pytest.mark.parametrize("name", POOLS)
def test_every_number_is_made_from_its_window(name):
    for pick, chosen in itertools.product(some(name), (DIGIT, HARBOUR)):
        done = pool(chosen, pick)
        generator = random.Random(0)
        for _ in range(25):
            row, column = (generator.randrange(side) for side in done.output.shape)
            value, power = done.output[row, column], dict(pick.arguments).get("norm_type", 1)
            wanted = expected(pick, done, row, column)
            assert torch.allclose(value**power, wanted, rtol=1e-4, atol=1e-6), (pick, row, column)


AT_EDGE = {
    "AvgPool2d": (r"divided by (\d+)", lambda sum, divisor: sum / divisor),
    "LPPool2d": (r"times (\d+) / (\d+)", lambda sum, whole, cells: sum * whole / cells),
}
"""What is said of a window at the edge, and the number that follows from it and the cells."""


@pytest.mark.parametrize("name", POOLS)
def test_what_is_said_of_a_window_at_the_edge_gives_its_number(name):
    said = 0
    for pick, chosen in itertools.product(some(name, 20), (DIGIT, HARBOUR)):
        done, power = pool(chosen, pick), dict(pick.arguments).get("norm_type", 1)
        last = tuple(side - 1 for side in done.output.shape)
        for row, column in {(0, 0), (0, last[1]), (last[0], 0), last}:
            words, inside = done.at_edge(row, column), cells(done, row, column)
            assert done.held(row, column)[0] * done.held(row, column)[1] == len(inside)
            if not words:
                continue
            pattern, number = AT_EDGE[name]
            total = sum(float(done.picture[cell]) ** power for cell in inside)
            factors = map(int, re.search(pattern, words).groups())
            value = float(done.output[row, column])
            assert value**power == pytest.approx(number(total, *factors), rel=1e-4, abs=1e-6)
            said += 1
    assert (said > 0) == (name in AT_EDGE)


def test_a_norm_of_1_at_the_edge_is_not_called_the_sum_of_its_cells():
    pick = POOLS.pick("LPPool2d", norm_type=1, kernel_size=3, stride=2, ceil_mode=True)
    done = pool(HARBOUR, pick)
    last = done.picture[-2:, -2:]
    assert float(done.output[-1, -1]) == pytest.approx(float(last.sum()) * 9 / 4)
    assert "times 9 / 4" in done.at_edge(13, 13) and done.at_edge(0, 0) == ""


@pytest.mark.parametrize("name", ["MaxPool2d", "AdaptiveMaxPool2d"])
def test_winners_hold_the_largest_number_and_lie_in_the_window(name):
    for pick in some(name):
        done = pool(HARBOUR, pick)
        for row, column in itertools.product(*map(range, done.output.shape)):
            winner = divmod(int(done.winners[row, column]), done.picture.shape[1])
            assert winner in cells(done, row, column)
            assert done.picture[winner] == done.output[row, column]


@pytest.mark.parametrize("name", POOLS)
def test_the_gradient_is_that_of_finite_differences(name):
    """Of the sum of all outputs, in float64, where no window ties: a picture of different
    numbers.
    """
    for pick in some(name, 5):
        x = (
            torch.rand(1, 9, 9, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
            + 0.1
        )
        arguments = {
            key: min(value, 9) if key == "output_size" else value for key, value in pick.arguments
        }
        if arguments.get("dilation", 1) * (arguments.get("kernel_size", 1) - 1) < 9:
            assert torch.autograd.gradcheck(pick.choice.build(**arguments), x.requires_grad_()), (
                pick
            )


def test_the_gradient_of_max_pooling_goes_to_the_winners():
    done = pool(HARBOUR, POOLS.pick("MaxPool2d"))
    counts = torch.bincount(done.winners.flatten(), minlength=LONGEST_SIDE**2).view(
        LONGEST_SIDE, LONGEST_SIDE
    )
    assert torch.equal(done.gradient, counts.float())
    assert float(done.gradient.sum()) == 14 * 14


def test_the_gradient_of_the_mean_is_shared():
    assert torch.equal(
        pool(DIGIT, POOLS.pick("AvgPool2d")).gradient,
        torch.full((LONGEST_SIDE, LONGEST_SIDE), 0.25),
    )


def test_lp_of_nothing_but_zeros_has_no_gradient():
    """The root is infinitely steep at zero; torch takes 0 there."""
    for norm_type in (1, 2, 3):
        done = pool(DIGIT, POOLS.pick("LPPool2d", norm_type=norm_type))
        empty = done.output == 0
        assert empty.any() and done.gradient[::2, ::2][empty].abs().max() == 0
        assert done.gradient.isfinite().all() and done.gradient.max() > 0


def test_a_digit_is_halved():
    assert pool(DIGIT, POOLS.pick("MaxPool2d")).output.shape == (14, 14)
    assert pool(HARBOUR, POOLS.pick("MaxPool2d")).picture.shape == (LONGEST_SIDE, LONGEST_SIDE)


def test_what_torch_refuses_is_told_in_its_words():
    with pytest.raises(ValueError, match="pad should be at most half of effective kernel size"):
        pool(DIGIT, POOLS.pick("MaxPool2d", kernel_size=2, padding=2))


def test_adaptive_windows_cover_everything():
    for side, count in itertools.product(range(1, 29), range(1, 29)):
        windows = adaptive(side, count)
        assert {cell for window in windows for cell in window} == set(range(side))
        assert len(windows) == count


@pytest.mark.parametrize("name", POOLS)
def test_windows_are_those_that_a_line_of_nan_spreads_to(name):
    """Where an entry says how its windows lie: the same within the picture as measured."""
    for pick in some(name, 8):
        done = pool(HARBOUR, pick)
        inside = tuple(
            tuple(tuple(cell for cell in window if 0 <= cell < side) for window in windows)
            for windows, side in zip(done.windows, done.picture.shape, strict=True)
        )
        assert measured(pick, done.picture.shape) == inside, pick
