"""The sentence over the race says what to do first, and then who is lowest."""

import torch

from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers.race import Problem, Trajectory, race
from core.functions.optimizers.surfaces import SURFACES
from core.functions.optimizers.words import fate, question, race_sentence
from tests.core.functions.optimizers.plain import plain


def test_the_lowest_comes_first():
    picks = [OPTIMIZERS.pick("Adam", lr=0.1), OPTIMIZERS.pick("SGD", lr=0.01)]
    hill, start = SURFACES.pick("Himmelblau"), (0.0, -1.0)
    ends = [float(plain(pick, hill.build, start, 50)[1][-1]) for pick in picks]
    assert ends[1] < ends[0]
    text = race_sentence(picks, race(picks, Problem(hill, start, 50)))
    assert text.startswith("After 50 steps SGD is lowest, at f = ")
    assert text.index("SGD") < text.index("Adam ")


def test_of_equals_none_is_called_the_lowest():
    picks = [OPTIMIZERS.pick(name, lr=0.1, weight_decay=0.0) for name in ("AdamW", "Adam")]
    picks.append(OPTIMIZERS.pick("SGD", lr=1e-4))
    problem = Problem(lambda x, y: x**2 + y**2, (1.0, 0.0), 5)
    text = race_sentence(picks, race(picks, problem))
    assert text.startswith("After 5 steps Adam and AdamW are lowest, at f = ")
    assert "; SGD " in text


def test_one_alone_and_none_at_all():
    pick = OPTIMIZERS.pick("SGD", lr=0.1)
    (path,) = race([pick], Problem(lambda x, y: x**2 + y**2, (1.0, 0.0), 3))
    assert race_sentence([pick], [path]) == (
        f"After 3 steps SGD is at f = {float(path.points[-1].square().sum()):.3g}."
    )
    (lost,) = race([pick], Problem(lambda x, y: torch.log(x) + 0 * y, (0.01, 0.0), 3))
    assert race_sentence([pick], [lost]) == "SGD leaves the surface within 3 steps."
    assert fate(lost) == "leaves the surface" and fate(path) == ""


def test_who_diverges_is_said_last():
    picks = [OPTIMIZERS.pick("SGD", lr=1.0), OPTIMIZERS.pick("Adam", lr=0.1)]
    paths = race(picks, Problem(SURFACES.pick("Himmelblau"), (0.0, -1.0), 50))
    assert [fate(path) for path in paths] == ["diverges", ""]
    text = race_sentence(picks, paths)
    assert text.startswith("After 50 steps Adam is lowest") and text.endswith("; SGD diverges.")
    tiny = Trajectory(torch.zeros(1, 2), torch.tensor([1.74e-25]), torch.zeros(0))
    assert race_sentence(picks[1:], [tiny]).endswith("at f = 1.7 · 10⁻²⁵.")


def test_before_the_race_the_sentence_asks():
    picks = [OPTIMIZERS.pick(name) for name in ("SGD", "Adam")]
    assert question(picks, (0.0, -1.0), 100) == (
        "All 2 start at (0, −1). Which is lowest after 100 steps?"
    )
    assert question(picks[:1], (0.5, 2.0), 20) == (
        "SGD starts at (0.5, 2). How low is it after 20 steps?"
    )
