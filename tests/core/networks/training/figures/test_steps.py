"""A step, as it is drawn."""

import pytest

from core.networks.training.figures.steps import ZERO, step_figure, step_pixels
from core.networks.training.steps import StepChoice, take_step
from core.training.config import recipe

pytestmark = pytest.mark.usefixtures("one_thread", "small")

CHOICE = StepChoice(step=2, batch=16)


def test_bars_tell_the_norm_of_the_gradient_and_the_distance_after_each_call():
    record = take_step(recipe("MLP 784-128-10"), CHOICE)
    gradients, distances = step_figure(record, "backward").data
    expected = [moment.gradient or 0 for moment in record.moments.values()]
    assert (
        list(gradients.y) == pytest.approx(expected) and list(gradients.text)[1:4] == ["None"] * 3
    )
    assert list(distances.y)[:5] == [0] * 5 and distances.y[5] > 0
    assert len({*gradients.marker.color}) == 2
    assert {gradients.constraintext, distances.constraintext} == {"none"}  # no type is shrunk


def test_the_weights_are_seen_with_their_gradient_and_their_change():
    record = take_step(recipe("MLP 784-128-10"), CHOICE)
    weights, gradient, change = step_pixels(record, "backward")
    assert gradient.caption == "Their gradient" and change.caption == "Moved: not at all"
    assert weights.picture.shape == gradient.picture.shape == change.picture.shape
    assert (change.picture == ZERO).all() and (gradient.picture != ZERO).any()
    assert step_pixels(record, "forward")[1].caption == "Their gradient: none"
    assert step_pixels(record, "step")[2].caption == "How they moved"
