"""A layer against NumPy's product of matrices."""

import numpy as np
import pytest

from core.foundations.neuron.layer import Layer, product


@pytest.mark.parametrize(("ins", "outs", "batch"), [(10, 5, 3), (1, 1, 1), (12, 8, 6), (2, 7, 4)])
def test_outputs_are_the_product_of_matrices(ins, outs, batch):
    result = product(ins, outs, batch)
    x, weight, bias = (part.numpy() for part in (result.x, result.weight, result.bias))
    assert x.shape == (batch, ins) and weight.shape == (outs, ins) and bias.shape == (outs,)
    assert result.y.numpy() == pytest.approx(np.dot(x, weight.T) + bias)
    assert result.parameters == result.weights + result.biases == weight.size + bias.size


def test_a_reader_can_check_it():
    result = product(10, 5, 3)
    for part, digits in ((result.x, 1), (result.weight, 2), (result.bias, 2)):
        assert part.numpy() == pytest.approx(part.numpy().round(digits), abs=1e-12)
    assert (result.weight.abs() <= 10**-0.5 + 0.005).all()


def test_the_traced_output_is_always_there():
    assert Layer(output_row=5, output_column=7).traced == (2, 4)
    assert Layer(output_row=1, output_column=3).traced == (1, 3)
