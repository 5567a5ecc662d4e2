"""What the steps of the view "Evaluation" say, in numbers."""

import pytest

from core.networks.playground.evaluating import Evaluating, attack_of
from core.networks.playground.evaluation import calibrated, confusion, evaluate
from core.networks.playground.training import Training, course_of, gone_through
from core.plots.numbers import percent
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def run_of(state):
    return gone_through(course_of(state.part(Training))).run


def attack_in(state):
    return attack_of(state.part(Evaluating), run_of(state))


@CLAIMS.of("Which rings are confused")
def _(state):
    table = confusion(evaluate(run_of(state)))
    mistakes = int(table.sum() - table.diagonal().sum())
    assert table[2, 1] > mistakes / 2
    assert (state.cell_truth, state.cell_answer) == (2, 1)


@CLAIMS.answer("Which rings are confused")
def _(state):
    table = confusion(evaluate(run_of(state)))
    wrong = (table.sum(1) - table.diagonal()).tolist()
    assert wrong.count(0) == 1
    return f"The {('inner', 'middle', 'outer')[wrong.index(0)]} ring"


@CLAIMS.of("Sure, and wrong")
def _(state):
    shown = evaluate(run_of(state))
    assert shown.accuracy == pytest.approx(0.911, abs=0.0005)


@CLAIMS.answer("Sure, and wrong")
def _(state):
    return percent(calibrated(evaluate(run_of(state))).confidence).replace("\u00a0", " ")


@CLAIMS.of("A penalty makes it modest")
def _(state):
    shown, known = (evaluate(run_of(each)) for each in (state, state.replace(l2=0.0)))
    assert shown.accuracy == pytest.approx(known.accuracy, abs=0.01)
    assert calibrated(shown).confidence == pytest.approx(0.939, abs=0.0005)
    assert calibrated(shown).error == pytest.approx(0.043, abs=0.0005)
    assert calibrated(known).error == pytest.approx(0.089, abs=0.0005)


@CLAIMS.answer("A penalty makes it modest")
def _(state):
    after, before = (
        calibrated(evaluate(run_of(each))).error for each in (state, state.replace(l2=0.0))
    )
    return "It is halved" if after == pytest.approx(before / 2, rel=0.1) else "It stays the same"


@CLAIMS.of("A small step changes the answer")
def _(state):
    result = attack_in(state)
    assert state.epsilon == 0.5 and result.before == result.target
    assert result.smallest == pytest.approx(0.18, abs=0.005)


@CLAIMS.answer("A small step changes the answer")
def _(state):
    return yes(attack_in(state).is_changed)


@CLAIMS.of("No gradient, no direction")
def _(state):
    assert not attack_in(state).gradient.any()
    assert not attack_in(state).differences.any()


@CLAIMS.answer("No gradient, no direction")
def _(state):
    result = attack_in(state)
    return "0" if (result.moved == result.point).all() else "0.5 in x and in y"
