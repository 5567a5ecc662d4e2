"""The code of the losses page, for every loss, model and lesson there is."""

import math
import random

import pytest

from core.catalogue.losses import LOSSES
from core.functions.losses.curves import Curves
from core.functions.losses.mistakes import MISTAKES
from core.functions.losses.models import CLASS_LOSSES, FITS, MODELS
from core.functions.losses.script import LESSON_SCRIPTS, VIEW_SCRIPTS, write_script
from core.functions.losses.state import (
    CLASSIFICATION,
    COMMON_MISTAKES,
    LESSONS,
    OUTLIER,
    SURFACE,
    VIEWS,
    State,
    headline,
)
from tests.printed import numbers
from tests.sampling import sample_pick, sample_state
from tests.test_scripts import run


def states():
    generator = random.Random(3)
    for name, choice in LOSSES.items():
        kind, pick = choice.kind, sample_pick(LOSSES, name, generator)
        values = {
            key: getattr(sample_state(Curves, generator), key)
            for key in ("x", "p", "d", "a", "y", "t", "batch")
        }
        yield name, State(kind=kind.words, **{kind.name: (pick,)}, **values)
    for name in MODELS:
        for fit in FITS:
            yield f"{name} {fit}", State(view=SURFACE, model=name, fit=fit)
    for name in CLASS_LOSSES:
        yield name, State(view=SURFACE, model="Two classes", class_loss=name)
    yield OUTLIER, State(view=OUTLIER, delta=1.5)
    for name in LESSONS:
        yield name, State(view=CLASSIFICATION, lesson=name)
    for name in MISTAKES:
        yield name, State(view=CLASSIFICATION, lesson=COMMON_MISTAKES, mistake=name, truth=2)


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
    assert write_script(state).text.count("def prediction_and_target(") == 1


@pytest.mark.parametrize(
    "state", [state for _, state in states()], ids=[name for name, _ in states()]
)
def test_no_line_is_too_long(state):
    assert max(map(len, write_script(state).text.splitlines())) <= 100


def test_every_view_and_lesson_has_a_script():
    assert set(VIEW_SCRIPTS) == set(VIEWS)
    assert set(LESSON_SCRIPTS) == set(LESSONS)
