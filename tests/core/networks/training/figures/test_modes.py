"""Four ways to call a network, as they are drawn."""

from core.networks.training.figures.modes import ways_figure
from core.networks.training.modes import ModeChoice, compare


def test_each_way_has_a_panel_with_both_calls():
    outcomes = compare(ModeChoice())
    figure = ways_figure(outcomes)
    assert [trace.name for trace in figure.data] == ["First call", "Second call"] * 4
    assert list(figure.data[1].y) == outcomes["train, grad"].scores[1].tolist()
    assert [note.text for note in figure.layout.annotations] == [
        "In train(), gradients on",
        "In train(), no_grad()",
        "In eval(), gradients on",
        "In eval(), no_grad()",
    ]
