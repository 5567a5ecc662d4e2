"""A step from near: the state is torch's, and the equation's terms add up to the step that torch
takes.
"""

import random

import pytest
import torch

from core.catalogue.optimizer import arguments
from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedules import SCHEDULES
from core.functions.optimizers.geometry import start
from core.functions.optimizers.microscope import GRID, look, surroundings
from core.functions.optimizers.race import Problem, race
from core.functions.optimizers.surfaces import SURFACES
from tests.sampling import sample_pick

pytestmark = pytest.mark.usefixtures("one_thread")

HILL = SURFACES.pick("Himmelblau")
PROBLEMS = [
    Problem(HILL, start(HILL), 30),
    Problem(SURFACES.pick("Rosenbrock"), (-1.2, 1.0), 30, noise=0.5, seed=2),
    Problem(SURFACES.pick("Ackley"), (-3.4, 2.7), 30, schedule=SCHEDULES.pick("OneCycleLR")),
]


def picks(name: str) -> list:
    """An optimizer at its defaults, and with other settings of which all go together."""
    generator, result = random.Random(name), [OPTIMIZERS.pick(name, lr=0.001)]
    while len(result) < (2 if OPTIMIZERS[name].needs_closure else 6):
        other = OPTIMIZERS.pick(
            name, **dict(sample_pick(OPTIMIZERS, name, generator).arguments) | {"lr": 0.0005}
        )
        try:
            arguments(other)
        except ValueError:
            continue
        result.append(other)
    return result


EVERY = [pick for name in OPTIMIZERS for pick in picks(name)]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.surface.name)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_terms_add_up_to_the_step(name, problem):
    for pick, path in zip(EVERY, race(EVERY, problem), strict=True):
        if pick.name != name:
            continue
        for count in (1, 2, 7, 30):
            glance, moved = look(pick, problem, count), path.points[count] - path.points[count - 1]
            assert torch.allclose(glance.moved, moved, 0, 0, equal_nan=True)
            assert torch.allclose(glance.point, path.points[count - 1], 0, 0, equal_nan=True)
            assert glance.lr == path.lrs[count - 1]
            if pick.choice.equation is None:
                assert glance.reason and not glance.terms
                continue
            total = sum(term.value for term in glance.terms)
            assert torch.allclose(total, moved, rtol=1e-6, atol=1e-9, equal_nan=True), (pick, count)
            assert glance.terms and not glance.reason


def test_the_state_is_that_of_a_plain_loop():
    pick, point = (
        OPTIMIZERS.pick("Adam", lr=0.1),
        torch.tensor([0.0, -1.0], dtype=torch.float64, requires_grad=True),
    )
    adam = torch.optim.Adam([point], lr=0.1)
    for _ in range(9):
        adam.zero_grad()
        HILL.build(*point).backward()
        before = {name: value.clone() for name, value in adam.state[point].items()}
        adam.step()
    glance = look(pick, PROBLEMS[0], 9)
    assert torch.equal(glance.gradient, point.grad)
    for state, expected in ((glance.before, before), (glance.after, adam.state[point])):
        assert state.keys() == expected.keys()
        assert all(torch.equal(state[name], value) for name, value in expected.items())
    assert look(pick, PROBLEMS[0], 1).before == {}


def test_what_lbfgs_remembers_is_counted():
    glance = look(OPTIMIZERS.pick("LBFGS", max_iter=1), PROBLEMS[0], 5)
    assert glance.after["n_iter"] == glance.before["n_iter"] + 1 == 5
    assert 1 <= glance.after["old_dirs"] <= 4


def test_a_race_that_has_diverged_can_be_looked_at():
    for name in OPTIMIZERS:
        glance = look(
            OPTIMIZERS.pick(name, lr=10.0),
            Problem(SURFACES.pick("Goldstein-Price"), (-1.5, 0.6), 30),
            30,
        )
        assert glance.count == 30


@pytest.mark.parametrize("count", [0, 31])
def test_a_step_that_is_none(count):
    with pytest.raises(ValueError, match=f"step={count} must be a whole number from 1 to 30"):
        look(OPTIMIZERS.pick("SGD"), PROBLEMS[0], count)


@pytest.mark.parametrize("name", ["SGD", "Momentum", "LBFGS"])
def test_the_surface_around_a_step_holds_all_its_arrows(name):
    glance = look(OPTIMIZERS.pick(name, lr=0.01), PROBLEMS[0], 6)
    grid = surroundings(HILL, glance)
    assert grid.z.shape == (GRID, GRID)
    assert torch.equal(grid.z[4, 9], HILL.build(grid.x[9], grid.y[4]))
    assert glance.value == HILL.build(*glance.point)
    for x, y in torch.stack([*glance.corners, glance.point + glance.moved]).tolist():
        assert grid.x[0] < x < grid.x[-1] and grid.y[0] < y < grid.y[-1]
