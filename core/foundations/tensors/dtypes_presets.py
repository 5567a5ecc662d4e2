"""The guide's steps of the view "Dtypes"."""

from core.foundations.tensors.state import TYPES, State
from core.registry import Preset


def _at(first: str, dtype: str, second: str, **more: str) -> State:
    return State(view=TYPES, first=first, first_dtype=dtype, second=second, **more)


DTYPES_PRESETS = (
    Preset(
        "A byte is counted round",
        "A uint8 goes from 0 to 255, and after 255 comes 0. A pixel that is made brighter this way "
        "turns black.",
        _at("250", "uint8", "10"),
        question="A pixel of 250, as uint8, plus 10: what is it?",
        answers=("260", "255", "4"),
        right="4",
    ),
    Preset(
        "Half precision ends at 65,504",
        "The largest float16 is 65,504. A loss or a gradient beyond it becomes infinite, which is "
        "why training in float16 scales the loss.",
        _at("65504", "float16", "32"),
        question="65504 + 32 in float16?",
        answers=("65536", "65504", "Infinity"),
        right="Infinity",
    ),
    Preset(
        "Where counting stops",
        "float32 has 24 bits for the digits. From 2²⁴ on only every second whole number is there, "
        "and adding 1 changes nothing.",
        _at("2**24", "float32", "1"),
        question="Counting in float32: what comes after 16,777,216?",
        answers=("16,777,217", "16,777,216"),
        right="16,777,216",
    ),
    Preset(
        "A tenth is not there",
        "0.1 and 0.2 are not among the binary fractions; the nearest ones are taken, and so is "
        "their sum. Compare with torch.allclose, never with ==.",
        _at("0.1", "float64", "0.2", second_dtype="float64"),
        question="Is 0.1 + 0.2 exactly 0.3 in float64?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Who decides on the type",
        "Fractions win over whole numbers, whatever their sizes: int64 with float16 gives float16, "
        "which cannot even hold 70,000. NumPy would give float64.",
        _at("70000", "int64", "1", second_dtype="float16"),
        question="An int64 tensor plus a float16 tensor: which type comes out?",
        answers=("int64", "float16", "float64"),
        right="float16",
    ),
)
