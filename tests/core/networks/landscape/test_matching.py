"""Shuffled units, and the order that undoes it."""

import itertools

import pytest
import torch

from core.networks.landscape.matching import assignment, likeness, permuted


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def weights(units: int) -> dict[str, torch.Tensor]:
    shapes = {"0.weight": (units, 5), "0.bias": (units,), "2.weight": (3, units), "2.bias": (3,)}
    drawn = generator(units)
    return {
        name: torch.randn(shape, generator=drawn, dtype=torch.float64)
        for name, shape in shapes.items()
    }


@pytest.mark.parametrize("seed", range(5))
def test_an_assignment_is_the_best_of_all(seed):
    costs = torch.randn(6, 6, generator=generator(seed), dtype=torch.float64)
    columns = assignment(costs)
    assert sorted(columns.tolist()) == [*range(6)]
    best = min(
        sum(costs[row, column].item() for row, column in enumerate(order))
        for order in itertools.permutations(range(6))
    )
    assert costs[torch.arange(6), columns].sum().item() == pytest.approx(best)


def test_equal_costs_and_one_row_are_no_trouble():
    assert sorted(assignment(torch.zeros(4, 4)).tolist()) == [0, 1, 2, 3]
    assert assignment(torch.ones(1, 1)).tolist() == [0]


@pytest.mark.parametrize("units", [2, 7, 40])
def test_a_shuffled_network_computes_the_same_and_is_found_again(units):
    first, order = weights(units), torch.randperm(units, generator=generator())
    second = permuted(first, order)
    x = torch.randn(9, 5, generator=generator(), dtype=torch.float64)

    def outputs(part):
        hidden = (x @ part["0.weight"].T + part["0.bias"]).relu()
        return hidden @ part["2.weight"].T + part["2.bias"]

    assert torch.allclose(outputs(first), outputs(second), atol=1e-12)
    matched = permuted(second, assignment(-likeness(first, second)))
    assert all(torch.equal(first[name], matched[name]) for name in first)


def test_likeness_is_an_inner_product_of_all_weights_of_a_unit():
    first, second = weights(3), weights(4)
    second = {name: value[:3] if name.startswith("0") else value for name, value in second.items()}
    second["2.weight"] = second["2.weight"][:, :3]
    vectors = [
        torch.cat([part["0.weight"], part["0.bias"][:, None], part["2.weight"].T], dim=1)
        for part in (first, second)
    ]
    assert torch.allclose(likeness(first, second), vectors[0] @ vectors[1].T)
