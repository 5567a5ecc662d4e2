"""A loss from elsewhere is in the settings, the link, the code, the pictures and the surface."""

import pytest

from core.catalogue.loss import build
from core.catalogue.losses import LOSSES, of_kind
from core.functions.losses.curves import at_prediction, fed_with, graphs, kind_of
from core.functions.losses.figures.choice import losses_words
from core.functions.losses.figures.curves import curve_rows, curves_figure
from core.functions.losses.figures.surfaces import above_figure
from core.functions.losses.models import FITS
from core.functions.losses.script import write_script
from core.functions.losses.state import SURFACE, State, headline
from core.functions.losses.surfaces import fitted
from core.script import source
from tests.foreign.losses import ENTRIES, LogCosh
from tests.printed import numbers
from tests.test_scripts import run


@pytest.fixture(params=ENTRIES, ids=[name for _, name, _ in ENTRIES])
def state(request, monkeypatch):
    """A state that compares the foreign loss with one of torch."""
    registry, name, loss = request.param
    monkeypatch.setitem(registry, name, loss)
    torchs = next(iter(loss.kind.first))
    picks = (LOSSES.pick(name), LOSSES.pick(torchs))
    return State(kind=loss.kind.words, batch=4, **{loss.kind.name: picks})


def test_it_is_among_the_losses_of_its_kind_and_in_the_link(state):
    foreign, _ = getattr(state, kind_of(state).name)
    assert foreign.name in of_kind(kind_of(state))
    assert f"**{foreign.name}**" in losses_words(of_kind(kind_of(state)))
    assert State.from_query(state.query()) == state


def test_its_source_is_in_the_code_and_the_code_prints_its_numbers(state, tmp_path, monkeypatch):
    foreign, _ = getattr(state, kind_of(state).name)
    script = write_script(state)
    assert source(foreign.choice.build) in script.text
    printed = numbers(run(script, tmp_path, monkeypatch))
    assert printed == pytest.approx(headline(state), rel=1e-9)


def test_it_is_drawn_and_in_the_table(state):
    foreign, _ = picks = getattr(state, kind_of(state).name)
    points = at_prediction(state)
    figure = curves_figure(kind_of(state), [pick.name for pick in picks], graphs(state), points)
    assert foreign.name in figure.data[0].name
    assert [row["Loss"] for row in curve_rows(picks, points)] == [pick.name for pick in picks]


def test_a_loss_of_a_number_can_fit_a_model(monkeypatch, tmp_path):
    for registry, name, loss in ENTRIES:
        monkeypatch.setitem(registry, name, loss)
    assert "LogCosh" in FITS and "Pinball" not in FITS and "Sharp" not in FITS
    state = State(view=SURFACE, fit=FITS.pick("LogCosh", weight=True), steps=3)
    result = fitted(state)
    x, y = result.problem.data
    first, second = 7, 40
    prediction = result.surface.x[second] * x + result.surface.y[first]
    by_call = build(result.problem.loss)(prediction, y)
    assert float(result.surface.z[first, second]) == pytest.approx(float(by_call))
    assert above_figure(result).data
    script = write_script(state)
    assert source(LogCosh) in script.text
    printed = numbers(run(script, tmp_path, monkeypatch))
    assert printed == pytest.approx(headline(state), rel=1e-9)


def test_a_sum_over_the_batch_is_what_the_module_makes_of_it(monkeypatch):
    for registry, name, loss in ENTRIES:
        monkeypatch.setitem(registry, name, loss)
    picks = (LOSSES.pick("LogCosh"), LOSSES.pick("MSELoss", reduction="sum"))
    single, batch = (State(number=picks, batch=size) for size in (1, 5))
    for alone, together in zip(at_prediction(single), at_prediction(batch), strict=True):
        assert float(together.values) == pytest.approx(5 * float(alone.values))
        assert float(together.slopes) == pytest.approx(float(alone.slopes))
    assert fed_with(single) == fed_with(batch)
