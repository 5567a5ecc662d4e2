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
        "torch.from_numpy copies nothing: array and tensor are two names for the same memory.",
        _at(conversion="From NumPy (from_numpy)"),
        question="t = torch.from_numpy(a), then a[0] = 99. What does t hold?",
        answers=("99", "0"),
        right="99",
    ),
    Preset(
        "A copy of the array",
        "torch.tensor always copies. Afterwards the two have nothing in common.",
        _at(conversion="Copy (tensor)"),
        question="And with t = torch.tensor(a)?",
        answers=("99", "0"),
        right="0",
    ),
    Preset(
        "A layer refuses NumPy's numbers",
        "NumPy's numbers with fractions are float64, the weights of a layer float32. A product "
        "does not convert: call float() first.",
        _at(conversion="Copy (tensor)", number=7),
        question="weight is float32, t comes from NumPy: does weight @ t work?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Two devices do not meet",
        "Every operation needs its tensors on one device. meta is the second one of every machine, "
        "so you can make this mistake without a graphics card.",
        _at(about=DEVICES),
        question="x on the CPU, y on another device: does x + y move one of them over?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "How fast is each type?",
        "The times are measured on this machine, when you press the button. Fewer bytes for each "
        "number can mean more of them at once, where the processor has instructions for it.",
        _at(about=SPEED),
        question="Half the bytes: is a matrix product twice as fast?",
    ),
    Preset(
        "The way back is shared too",
        "numpy() gives an array on the memory of the tensor: a change in one is seen in the other. "
        "Who wants them apart calls clone or copy.",
        _at(conversion="To NumPy (numpy)", write_into=TENSOR),
        question="a = t.numpy(), then t[0] = 99. Does a change?",
        answers=("Yes", "No"),
        right="Yes",
    ),
)
