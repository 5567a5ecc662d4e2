"""What the presets of the view "NumPy and devices" say, in numbers."""

import numpy as np
import torch

from core.foundations.tensors.conversions import SPEED, TENSOR, Converting, converted, weighed
from core.foundations.tensors.devices import CPU, META, Moving, moved
from core.torch_message import TorchMessage
from tests.core.claims import Claims, yes

CLAIMS = Claims()


@CLAIMS.of("One memory, two names")
def _(state):
    assert converted(state.part(Converting)).shares


@CLAIMS.answer("One memory, two names")
def _(state):
    return f"{converted(state.part(Converting)).tensor[0]:.0f}"


@CLAIMS.of("A copy of the array")
def _(state):
    assert not converted(state.part(Converting)).shares


@CLAIMS.answer("A copy of the array")
def _(state):
    return f"{converted(state.part(Converting)).tensor[0]:.0f}"


@CLAIMS.of("A layer refuses NumPy's numbers")
def _(state):
    converting = state.part(Converting)
    assert np.array([0.5]).dtype == np.float64
    assert torch.nn.Linear(1, 1).weight.dtype == torch.float32
    assert "both the same dtype" in weighed(converting).cure
    assert weighed(converting.replace(conversion="To float32 (float)")).tolist() == [6, 6]


@CLAIMS.answer("A layer refuses NumPy's numbers")
def _(state):
    return yes(not isinstance(weighed(state.part(Converting)), TorchMessage))


@CLAIMS.of("Two devices do not meet")
def _(state):
    assert (state.device_x, state.device_y) == (CPU, META)
    assert "device" in moved(state.part(Moving)).result.text


@CLAIMS.answer("Two devices do not meet")
def _(state):
    return yes(moved(state.part(Moving)).fits)


@CLAIMS.of("How fast is each type?")
def _(state):
    """It says nothing of a speed: that is another on each machine."""
    assert state.about == SPEED


@CLAIMS.of("The way back is shared too")
def _(state):
    result = converted(state.part(Converting))
    assert result.shares and state.write_into == TENSOR
    apart = state.part(Converting).replace(conversion="To NumPy (copy)")
    assert not converted(apart).shares


@CLAIMS.answer("The way back is shared too")
def _(state):
    return yes(converted(state.part(Converting)).array[0] == 99)
