"""The surface of a neuron is drawn as it is, on axes that stay."""

import pytest

from core.foundations.neuron.figures.space import LIFT, output_figure
from core.foundations.neuron.neuron import Neuron, activity, bend, surface


def drawn(neuron):
    return output_figure(surface(neuron), neuron, activity(neuron), bend(neuron.activation), 30)


def test_surface_line_and_input():
    neuron = Neuron()
    ground, edge, here = drawn(neuron).data
    assert ground.z == pytest.approx(surface(neuron).z.float().numpy())
    sums = [neuron.w1 * x + neuron.w2 * y + neuron.b for x, y in zip(edge.x, edge.y, strict=True)]
    assert sums == pytest.approx([0, 0])
    lift = LIFT * (bend(neuron.activation).high - bend(neuron.activation).low)
    assert edge.z == pytest.approx((0.5 + lift, 0.5 + lift))
    assert (here.x, here.y) == ((1.0,), (0.5,))
    assert here.z == pytest.approx((activity(neuron).output + lift,))


def test_the_axes_stay_while_a_weight_is_moved():
    scenes = [drawn(Neuron(w1=w1, activation="ReLU")).layout.scene for w1 in (-3.0, 0.5, 3.0)]
    assert scenes[0] == scenes[1] == scenes[2]


def test_without_weights_there_is_no_line():
    assert len(drawn(Neuron(w1=0.0, w2=0.0)).data) == 2


def test_the_input_does_not_tell_an_output_that_is_to_be_guessed():
    neuron = Neuron()
    arguments = surface(neuron), neuron, activity(neuron), bend(neuron.activation), 30
    shown, hidden = (output_figure(*arguments, hidden=hidden) for hidden in (False, True))
    assert [trace.mode for trace in shown.data[1:]] == ["lines", "markers"]
    assert [trace.mode for trace in hidden.data[1:]] == ["lines"]
