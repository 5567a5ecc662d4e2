"""The sentence over the race says who is lowest."""

import torch

from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers.race import Problem, race
from core.functions.optimizers.surfaces import SURFACES
from core.functions.optimizers.words import race_sentence
from tests.core.functions.optimizers.plain import plain


def test_the_lowest_comes_first():
    picks = [OPTIMIZERS.pick("Adam", lr=0.1), OPTIMIZERS.pick("SGD", lr=0.01)]
    hill, start = SURFACES.pick("Himmelblau"), (0.0, -1.0)
    ends = [float(plain(pick, hill.build, start, 50)[1][-1]) for pick in picks]
    assert ends[1] < ends[0]
    text = race_sentence(picks, race(picks, Problem(hill, start, 50)))
    assert text.startswith("After 50 steps SGD is lowest, at f = ")
    assert text.index("SGD") < text.index("Adam is at")


def test_one_alone_and_none_at_all():
    pick = OPTIMIZERS.pick("SGD", lr=0.1)
    (path,) = race([pick], Problem(lambda x, y: x**2 + y**2, (1.0, 0.0), 3))
    assert race_sentence([pick], [path]) == (
        f"After 3 steps SGD is lowest, at f = {float(path.points[-1].square().sum()):.3g}."
    )
    (lost,) = race([pick], Problem(lambda x, y: torch.log(x) + 0 * y, (0.01, 0.0), 3))
    assert "None of them" in race_sentence([pick], [lost])
