"""A line among points against a plain loop, and the best line against very many."""

import math
import random

import pytest
import torch

from core.foundations.neuron.examples import SETS, tensors
from core.foundations.neuron.fitting import best, fit, most_right


@pytest.mark.parametrize("name", ["AND", "XOR", "Two blobs"])
def test_a_fit_is_what_a_loop_finds(name):
    examples, (w1, w2, b) = SETS[name](""), (0.7, -1.3, 0.2)
    result, right, loss = fit(w1, w2, b, examples), 0, 0.0
    for (x1, x2, label), total in zip(examples, result.sums.tolist(), strict=True):
        z = w1 * x1 + w2 * x2 + b
        p = 1 / (1 + math.exp(-z))
        right += (z > 0) == (label == 1)
        loss -= math.log(p if label else 1 - p) / len(examples)
        assert total == pytest.approx(z)
    assert result.score.right == right and result.score.count == len(examples)
    assert result.score.loss == pytest.approx(loss)
    assert result.outputs.tolist() == pytest.approx(torch.sigmoid(result.sums).tolist())


@pytest.mark.parametrize(("name", "right"), [("AND", 4), ("OR", 4), ("XOR", 3)])
def test_the_best_line_of_a_truth_table(name, right):
    assert best(SETS[name]("")) == right


def sampled(x, y, lines: int) -> int:
    """How many points the best of so many random lines has right."""
    generator = torch.Generator().manual_seed(0)
    angles = 2 * math.pi * torch.rand(lines, generator=generator, dtype=torch.float64)
    offsets = 4 * torch.rand(lines, generator=generator, dtype=torch.float64) - 2
    z = angles.cos() * x[:, :1] + angles.sin() * x[:, 1:] + offsets
    return int(((z > 0) == (y[:, None] == 1)).sum(dim=0).max())


@pytest.mark.parametrize("seed", range(8))
def test_the_best_line_is_that_of_a_hundred_thousand(seed):
    generator = random.Random(seed)
    points = [
        (
            generator.choice((-1, -0.5, 0, 0.5, 1)),
            generator.choice((-1, 0, 1)),
            generator.randint(0, 1),
        )
        for _ in range(9)
    ]
    x, y = tensors(points)
    assert most_right(x, y) == sampled(x, y, 100_000)


def test_points_at_one_place_cannot_be_told_apart():
    assert most_right(*tensors(((0, 0, 1), (0, 0, 1), (0, 0, 0)))) == 2
    assert best(((0, 0, 1), (0, 0, 0), (1, 0, 1))) == 2
