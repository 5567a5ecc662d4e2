"""Scripts of the race: plain loops over torch.optim, with no more than a state needs.

tests/test_scripts.py runs them and compares their numbers.
"""

import pytest
import torch

from core.catalogue.schedules import SCHEDULES
from core.functions.optimizers.script import Needs, show_race, write_script
from core.functions.optimizers.state import RACERS, State
from core.functions.optimizers.surfaces import SURFACES
from core.script import WIDTH
from tests.printed import numbers

PLAIN = State(
    racers=(RACERS.pick("SGD", lr=0.1),),
    surface=SURFACES.pick("Booth"),
    start_x=1.0,
    start_y=-2.0,
    steps=40,
)


def test_a_plain_race_is_a_plain_loop():
    assert (
        write_script(PLAIN).text
        == """\
\"""A race of optimizers: where each is at the end, and the loss there.\"""

import torch


def booth(x, y):
    \"""Booth's function, as in Jamil and Yang (2013).\"""
    return (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2


surface = booth
start = [1.0, -2.0]
steps = 40
optimizers = {"SGD": lambda point: torch.optim.SGD([point], lr=0.1)}


for name, make_optimizer in optimizers.items():
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = make_optimizer(point)
    for step in range(steps):
        optimizer.zero_grad()
        x, y = point
        loss = surface(x, y)
        loss.backward()
        optimizer.step()
    x, y = point.detach().flatten()
    print(f"{name} x = {x.item()!r}")
    print(f"{name} y = {y.item()!r}")
    print(f"{name} loss = {surface(x, y).item()!r}")
"""
    )


OTHERS = {
    "noise": (PLAIN.replace(noise=2.0, seed=3), "torch.Generator().manual_seed(seed)"),
    "a schedule": (PLAIN.replace(schedule="StepLR"), "        schedule.step()\n"),
    "a schedule that asks for the loss": (
        PLAIN.replace(schedule="ReduceLROnPlateau"),
        "schedule.step(loss.item())",
    ),
    "a line search": (PLAIN.replace(racers=("LBFGS",)), "optimizer.step(closure)"),
    "a matrix": (PLAIN.replace(racers=("Muon",)), ".reshape(shapes.get(name, (2,)))"),
    "sparse gradients": (PLAIN.replace(racers=("SparseAdam",)), "point.grad.to_sparse()"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_only_a_state_that_needs_it_shows_it(name):
    state, line = OTHERS[name]
    assert line in write_script(state).text
    for other, _ in (entry for key, entry in OTHERS.items() if key != name):
        assert line not in write_script(other).text


def test_arguments_at_their_defaults_are_left_out():
    racers = (RACERS.pick("Adam", lr=0.3), RACERS.pick("AdamW", lr=0.3, weight_decay=0.5))
    text = write_script(PLAIN.replace(racers=racers)).text
    assert '"Adam": lambda point: torch.optim.Adam([point], lr=0.3),' in text
    assert '"AdamW": lambda point: torch.optim.AdamW([point], lr=0.3, weight_decay=0.5),' in text


def test_each_optimizer_has_a_schedule_of_its_own_rate():
    racers = (RACERS.pick("SGD", lr=0.1), RACERS.pick("Adam", lr=0.3))
    schedule = SCHEDULES.pick("OneCycleLR")
    text = write_script(PLAIN.replace(racers=racers, schedule=schedule)).text
    assert "max_lr=0.1" in text and "max_lr=0.3" in text


def test_a_long_formula_is_broken_into_lines():
    formula = " + ".join(f"sin({number}*x)*cos({number}*y)" for number in range(1, 9))
    surface = SURFACES.pick("Your own formula", formula=formula)
    text = write_script(PLAIN.replace(surface=surface)).text
    assert max(map(len, text.splitlines())) <= WIDTH
    namespace = {"torch": torch}
    exec("def own" + text.partition("def own")[2].partition("\n\n\n")[0], namespace)
    x, y = torch.rand(2, 5, dtype=torch.float64)
    expected = sum(torch.sin(number * x) * torch.cos(number * y) for number in range(1, 9))
    assert torch.allclose(namespace["own"](x, y), expected)


def test_a_script_can_be_called_as_a_function(capsys):
    show_race(
        surface=lambda x, y: x**2 + 2 * y**2,
        start=[3.0, -1.0],
        steps=4,
        optimizers={"SGD": lambda point: torch.optim.SGD([point], lr=0.1)},
        shapes={},
        sparse=[],
        schedules={},
        deviation=0.0,
        seed=0,
        needs=Needs(),
    )
    x, y = 3 * 0.8**4, -1 * 0.6**4  # each step multiplies by 1 - lr * curvature
    expected = {"SGD x": x, "SGD y": y, "SGD loss": x**2 + 2 * y**2}
    assert numbers(capsys.readouterr().out) == pytest.approx(expected)
