"""Steps without wrappers: those of torch alone, and only while they are the same."""

import inspect

import pytest
import torch

from core.catalogue.optimizer import Optimizer
from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers import unwrapped
from core.functions.optimizers.geometry import start
from core.functions.optimizers.race import Problem, descend
from core.functions.optimizers.surfaces import SURFACES
from core.registry import Range

SIMPLE = [name for name, choice in OPTIMIZERS.items() if not choice.needs_closure]
HILL = SURFACES.pick("Himmelblau")


@pytest.fixture(autouse=True)
def forgotten():
    unwrapped.can_be_unwrapped.cache_clear()
    yield
    unwrapped.can_be_unwrapped.cache_clear()


@pytest.mark.parametrize("name", SIMPLE)
def test_every_optimizer_of_torch_can_do_without(name):
    assert unwrapped.can_be_unwrapped(OPTIMIZERS.pick(name))


class Doubled(torch.optim.SGD):
    """Its decorated step is what it is: two steps of SGD."""

    def _twice(step):
        def wrapper(self, closure=None):
            step(self)
            return step(self)

        wrapper.__wrapped__ = step
        return wrapper

    @_twice
    def step(self, closure=None):
        return super().step(closure)


DOUBLED = Optimizer(Doubled, {"lr": Range(0.01, 1.0, 0.1, 0.01)})


def test_a_foreign_class_keeps_its_step(monkeypatch):
    monkeypatch.setitem(OPTIMIZERS, "Doubled", DOUBLED)
    pick = OPTIMIZERS.pick("Doubled")
    assert not unwrapped.can_be_unwrapped(pick)
    (path,) = descend([pick], Problem(HILL, start(HILL), 1))
    (usual,) = descend([OPTIMIZERS.pick("SGD", lr=0.1)], Problem(HILL, start(HILL), 1))
    moved, once = (way.points[1] - way.points[0] for way in (path, usual))
    assert torch.allclose(moved, 2 * once)


def surprises():
    def nothing(step):
        return lambda runner: None

    def twice(step):
        return lambda runner: (step(runner), step(runner))

    def missing(step):
        raise AttributeError("__wrapped__")

    return [nothing, twice, missing]


@pytest.mark.parametrize("surprise", surprises(), ids=lambda surprise: surprise.__name__)
def test_the_race_is_the_same_where_torch_has_changed(surprise, monkeypatch):
    picks = [OPTIMIZERS.pick(name) for name in SIMPLE]
    problem = Problem(HILL, start(HILL), 20)
    expected = descend(picks, problem)
    unwrapped.can_be_unwrapped.cache_clear()
    original = inspect.unwrap
    monkeypatch.setattr(inspect, "unwrap", lambda step: surprise(original(step)))
    assert not any(unwrapped.can_be_unwrapped(pick) for pick in picks)
    for before, after in zip(expected, descend(picks, problem), strict=True):
        assert torch.equal(before.points, after.points)
