"""The code of the losses page, for every loss, model and lesson there is."""

import math
import random

import pytest

from core.catalogue.losses import LOSSES
from core.functions.losses.curves import KIND, Curves
from core.functions.losses.mistakes import MISTAKES
from core.functions.losses.script import write_script
from core.functions.losses.state import LESSONS, State, headline
from core.functions.losses.surfaces import FITS, LINKS, MODELS
from core.script import numbers
from tests.sampling import sample_pick, sample_state
from tests.test_scripts import run


def states():
    generator = random.Random(3)
    for name, choice in LOSSES.items():
        kind, pick = choice.facts["kind"], sample_pick(LOSSES, name, generator)
        values = {
            key: getattr(sample_state(Curves, generator), key)
            for key in ("x", "p", "d", "a", "y", "t", "batch")
        }
        yield name, State(kind=kind, **{KIND[kind].losses: (pick,)}, **values)
    for name in MODELS:
        for fit in FITS:
            yield f"{name} {fit}", State(view="surface", model=name, fit=fit)
    for name in LINKS:
        yield name, State(view="surface", model="two classes", link=name)
    for name in LESSONS:
        yield name, State(view="classes", lesson=name)
    for name in MISTAKES:
        yield name, State(view="classes", lesson="common mistakes", mistake=name, truth=2)


@pytest.mark.parametrize(
    "state", [state for _, state in states()], ids=[name for name, _ in states()]
)
def test_the_code_prints_the_numbers_on_the_screen(state, tmp_path, monkeypatch):
    shown = headline(state)
    printed = numbers(run(write_script(state), tmp_path, monkeypatch))
    assert printed.keys() == shown.keys()
    for key, number in shown.items():
        assert (
            math.isclose(printed[key], number, rel_tol=1e-9)
            or math.isnan(printed[key])
            and math.isnan(number)
        )


def test_what_is_used_twice_is_shown_once():
    state = State(number=tuple(LOSSES.pick(name) for name in ("MSELoss", "L1Loss", "HuberLoss")))
    assert write_script(state).text.count("def same(") == 1
