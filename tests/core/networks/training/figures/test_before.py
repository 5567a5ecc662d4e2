"""What is seen before a training."""

import pytest

from core.networks.training.figures.before import overfit_figure, rates_figure


def test_each_rule_has_its_line():
    marks = {"Valley": 0.01, "2 / λmax": 0.3}
    figure = rates_figure((0.001, 0.1), (2.3, 1.0), (2.3, 1.9), marks, (1e-6, 10.0))
    names = [trace.name for trace in figure.data]
    assert names == ["Each batch", "Smoothed", "Valley: 0.01", "2 / λmax: 0.3"]
    assert figure.layout.xaxis.range == (-6, 1)
    assert len({trace.line.dash for trace in figure.data[2:]}) == 2


@pytest.mark.parametrize("losses", [(), (2.0, 0.5)])
def test_a_range_test_that_has_just_begun_is_drawn_too(losses):
    assert rates_figure((0.1,) * len(losses), losses, losses, {}, (1e-6, 10.0)).layout.yaxis.range


def test_the_loss_of_a_batch_is_seen_over_target_and_guessing():
    figure = overfit_figure((2.0, 0.1), 0.001, 0.0, 2.3, 400)
    assert [trace.name for trace in figure.data] == ["Loss", "Target: 0.001", "Guessing: 2.3"]
    assert [trace.name for trace in overfit_figure((2.0,), 0.001, 0.5, 2.3, 400).data][-1] == (
        "Floor: 0.5"
    )
