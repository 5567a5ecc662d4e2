"""The test functions against values that are known."""

import math

import pytest
import torch

from core.functions.optimizers.surfaces import SURFACES

# Worked out by hand from the formulas, or as they stand in the literature: (x, y, value).
CLOSED = {
    "Rosenbrock": [(1, 1, 0), (0, 0, 1), (-1, 1, 4)],
    "Himmelblau": [
        (3, 2, 0),
        (0, 0, 170),
        (-2.805118, 3.131312, 0),
        (-3.779310, -3.283186, 0),
        (3.584428, -1.848126, 0),
    ],
    "Beale": [(3, 0.5, 0), (0, 0, 1.5**2 + 2.25**2 + 2.625**2)],
    "Booth": [(1, 3, 0), (0, 0, 74)],
    "Matyas": [(0, 0, 0), (1, 1, 0.04)],
    "Rastrigin": [(0, 0, 0), (1, -2, 5), (0.5, 0.5, 40.5)],
    "Ackley": [(0, 0, 0), (1, 1, 20 - 20 * math.exp(-0.2))],
    "Styblinski-Tang": [(-2.903534, -2.903534, -78.33233), (0, 0, 0), (1, 1, -10)],
    "Three-hump camel": [(0, 0, 0), (1, 1, 2 - 1.05 + 1 / 6 + 2)],
    "Six-hump camel": [
        (0.0898, -0.7126, -1.0316),
        (-0.0898, 0.7126, -1.0316),
        (1, 1, 4 - 2.1 + 1 / 3 + 1),
    ],
    "McCormick": [(-0.5472, -1.5472, -1.9132), (0, 0, 1)],
    "Goldstein-Price": [(0, -1, 3), (0, 0, 600), (1.2, 0.8, 840), (1.8, 0.2, 84), (-0.6, -0.4, 30)],
    "Levy 13": [(1, 1, 0), (0, 0, 2), (1.5, 1, 1 + 0.25)],
}


@pytest.mark.parametrize("name", CLOSED)
def test_values_that_are_known(name):
    for x, y, height in CLOSED[name]:
        result = SURFACES.pick(name).build(
            torch.tensor(float(x)).double(), torch.tensor(float(y)).double()
        )
        assert float(result) == pytest.approx(height, abs=1e-4 if round(x, 3) != x else 1e-9)
