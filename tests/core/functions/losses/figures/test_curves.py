"""The pictures of losses show the numbers that they are given."""

import pytest
import torch

from core.catalogue.losses import KINDS, of_kind
from core.functions.losses.choice import TASKS
from core.functions.losses.curves import KIND, Curves, chosen, graphs, probed
from core.functions.losses.examples import EXAMPLES
from core.functions.losses.figures import curves as plots


def drawn(curves):
    picks = chosen(curves)
    return plots.curves_figure(
        KIND[curves.kind], [pick.name for pick in picks], graphs(curves), probed(curves), 1.0
    )


@pytest.mark.parametrize("kind", KINDS)
def test_values_and_gradients_are_drawn_as_they_are(kind):
    curves = Curves(kind=kind)
    figure = drawn(curves)
    lines = [trace for trace in figure.data if trace.mode != "markers"]
    for place, (graph, probe) in enumerate(zip(graphs(curves), probed(curves), strict=True)):
        above, below = lines[2 * place : 2 * place + 2]
        assert torch.allclose(torch.tensor(above.y), graph.values.float(), equal_nan=True)
        assert torch.allclose(torch.tensor(below.y), graph.slopes.float(), equal_nan=True)
        assert plots.number(float(probe.values)) in above.name
        assert plots.number(float(probe.slopes)) in above.name
    assert len(figure.to_json()) < 300_000


def test_the_axes_stay_while_a_slider_moves():
    first, other = drawn(Curves(x=-2.0, y=0.5)), drawn(Curves(x=5.0, y=-4.0))
    for axis in ("xaxis", "yaxis", "yaxis2"):
        assert first.layout[axis].range == other.layout[axis].range


def test_rows_hold_the_formula_and_the_numbers():
    curves = Curves(x=3.0, y=1.0)
    first, *_ = plots.curve_rows(chosen(curves), probed(curves))
    assert first == {
        "loss": "MSELoss",
        "of one example": "(x - y)^2",
        "value": "4",
        "gradient": "4",
    }


def test_every_task_is_in_the_decision_picture_with_its_losses():
    figure = plots.choice_figure(TASKS)
    said = " ".join(note.text for note in figure.layout.annotations)
    assert all(task.name in said and task.group in said for task in TASKS)
    assert all(loss in said for task in TASKS for loss in task.losses)


def test_every_loss_is_told_of():
    for kind in KINDS:
        words = plots.losses_words(of_kind(kind))
        assert words.count("\n") == len(of_kind(kind)) - 1
        assert all(f"**{name}**" in words for name in of_kind(kind))


def test_a_worked_example_is_a_table():
    columns, _ = EXAMPLES[0].work()
    rows = plots.example_rows(columns)
    assert [row["error squared"] for row in rows] == ["0.25", "0.25", "0", "1"]
    assert rows[0]["error"] == "−0.5"
