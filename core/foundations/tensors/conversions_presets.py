"""The guide's steps of the view "NumPy and devices"."""

from typing import Any

from core.foundations.tensors.conversions import DEVICES, SPEED, TENSOR
from core.foundations.tensors.state import BRIDGES, State
from core.registry import Preset


def _at(**settings: Any) -> State:
    return State(view=BRIDGES, **settings)


CONVERSIONS_PRESETS = (
    Preset(
        "One memory, two names",
        "torch.from_numpy copies nothing: the array and the tensor are two names for the same "
        "memory.",
        _at(conversion="From NumPy (from_numpy)"),
        question="t = torch.from_numpy(a), then a[0] = 99. What does t hold?",
        answers=("99", "0"),
        right="99",
    ),
    Preset(
        "A copy of the array",
        "torch.tensor always copies, so the array and the tensor are independent afterwards.",
        _at(conversion="From NumPy (tensor)"),
        question="And with t = torch.tensor(a)?",
        answers=("99", "0"),
        right="0",
    ),
    Preset(
        "A layer refuses NumPy's numbers",
        "NumPy's floats are float64, but a layer's weights are float32. A matrix product does not "
        "convert them: call float() first.",
        _at(conversion="From NumPy (tensor)", number=7),
        question="weight is float32, and t comes from a NumPy array of floats: does weight @ t "
        "work?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Two devices do not meet",
        "An operation needs all its tensors on the same device. Every machine has meta as a second "
        "device, so you can try this mistake without a graphics card.",
        _at(about=DEVICES),
        question="x is on the CPU and y on another device. Does x + y move one of them over?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "How fast is each type?",
        "Press the button to measure the times on this machine. With fewer bytes per number, a "
        "processor can handle more of them at once, if it has instructions for that type.",
        _at(about=SPEED),
        question="With half the bytes per number, is a matrix product twice as fast?",
    ),
    Preset(
        "The way back is shared too",
        "numpy() returns an array that uses the tensor's memory: a change in one shows up in the "
        "other. Call clone or copy to separate them.",
        _at(conversion="To NumPy (numpy)", write_into=TENSOR),
        question="a = t.numpy(), then t[0] = 99. Does a change?",
        answers=("Yes", "No"),
        right="Yes",
    ),
)
