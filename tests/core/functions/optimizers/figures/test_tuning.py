"""Pictures of learning rates, basins and limits show the numbers that they are given."""

import pytest
import torch

from core.functions.optimizers.figures import tuning
from core.functions.optimizers.geometry import value
from core.functions.optimizers.sensitivity import sweep
from core.functions.optimizers.stability import Curvature, growth, limit
from core.functions.optimizers.state import RACERS, State, curvatures
from core.functions.optimizers.surfaces import SURFACES
from core.plots import theme
from tests.rounded import rounded

pytestmark = pytest.mark.usefixtures("one_thread")

STATE = State(racers=(RACERS.pick("SGD"), RACERS.pick("Adam")), steps=40)


def test_the_loss_against_the_rate():
    sweeps = [sweep(pick, STATE.problem) for pick in STATE.racers]
    figure = tuning.sensitivity_figure(value(STATE.surface), STATE.racers, sweeps)
    for index, (pick, curve) in enumerate(zip(STATE.racers, sweeps, strict=True)):
        line, dot, crosses = figure.data[3 * index : 3 * index + 3]
        shown, finite = torch.tensor(line.y), curve.values.isfinite()
        assert torch.equal(~shown.isnan(), finite)
        least = min(shown[finite])
        ends = float(least), float(shown[finite].max())
        assert torch.equal(shown[finite], rounded(curve.values[finite]).clamp(*ends))
        assert dot.x == (pick["lr"],) and len(crosses.x) == int((~finite).sum())
        assert f"best around {float(curve.rates[curve.best]):.2g}" in line.name


def test_a_surface_without_a_lowest_value_has_a_plain_axis():
    state = STATE.replace(surface=SURFACES.pick("Saddle"), start_y=0.5)
    figure = tuning.sensitivity_figure(
        value(state.surface), state.racers, [sweep(p, state.problem) for p in state.racers]
    )
    assert figure.layout.yaxis.type == "linear"


def test_the_limit_stands_where_the_curve_crosses_one():
    picks, curvature = (
        [RACERS.pick("SGD"), RACERS.pick("Momentum")],
        Curvature((0.0, 0.0), 1.0, 10.0),
    )
    limits = [limit(pick, 10.0) for pick in picks]
    growths = [growth(pick, curvature, 0.5) for pick in picks]
    figure = tuning.stability_figure(picks, theme.COLORS[:2], limits, growths)
    assert [shape.x0 for shape in figure.layout.shapes if shape.x0 == shape.x1] == limits
    for line, measured in zip(figure.data, growths, strict=True):
        assert torch.equal(torch.tensor(line.y), measured.factors.float().clamp(max=9))


def test_a_row_a_place():
    points = curvatures(STATE)
    rows = tuning.curvature_rows(
        points,
        STATE.racers[:1],
        [[limit(STATE.racers[0], curvature.largest)] for _, curvature in points],
    )
    assert len(rows) == 5 and rows[0]["Point"] == "Minimum (3, 2)"
    assert float(rows[0]["SGD is stable below"]) == pytest.approx(
        2 / points[0][1].largest, rel=1e-3
    )
    assert rows[-1]["SGD is stable below"] == "None: negative curvature"
