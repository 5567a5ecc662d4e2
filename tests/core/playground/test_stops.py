"""Why a training stops by itself."""

from core.playground.run import Record
from core.playground.stops import Rules, reason


def records(*losses, accuracy=0.5):
    return [
        Record(epoch, epoch, loss, loss, accuracy, accuracy, 0.1)
        for epoch, loss in enumerate(losses)
    ]


def test_it_stops_at_the_target():
    assert reason(records(1.0), Rules(0.9), None) == ""
    good = records(1.0, accuracy=0.95)
    assert reason(good, Rules(), None) == ""
    assert reason(good, Rules(0.9), None) == (
        "Target reached: 95.0 % of the test points are right."
    )
    assert reason(records(1.0, accuracy=float("nan")), Rules(0.9), None) == ""


def test_it_stops_where_the_loss_no_longer_falls():
    rules = Rules(patience=3)
    assert reason(records(3, 2, 1, 1, 1), rules, None) == ""
    assert "Plateau: the training loss has not fallen for 3" in reason(
        records(3, 2, 1, 1, 1, 1), rules, None
    )
    assert reason(records(3, 2, 1, 1, 1, 0.9), rules, None) == ""


def test_it_stops_where_it_has_diverged():
    assert reason(records(1.0), Rules(), (1234, "0.weight")) == (
        "Diverged at step 1,234: a number in `0.weight` is no longer finite."
    )
    assert "in the loss is" in reason(records(1.0), Rules(), (3, "loss"))
