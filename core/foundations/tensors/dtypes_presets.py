"""The guide's steps of the view "Dtypes"."""

from core.foundations.tensors.state import TYPES, State
from core.registry import Preset


def _at(first: str, dtype: str, second: str, **more: str) -> State:
    return State(view=TYPES, first=first, first_dtype=dtype, second=second, **more)


DTYPES_PRESETS = (
    Preset(
        "A byte wraps around",
        "A uint8 holds 0 to 255, and after 255 it starts again at 0. Brighten a bright pixel this "
        "way, and it turns almost black.",
        _at("250", "uint8", "10"),
        question="A uint8 pixel has the value 250. What is it after adding 10?",
        answers=("260", "255", "4"),
        right="4",
    ),
    Preset(
        "Half precision ends at 65,504",
        "The largest float16 is 65,504: a loss or gradient beyond it becomes infinite. bfloat16 is "
        "less exact, but reaches about as far as float32.",
        _at("65504", "float16", "32"),
        question="What is 65504 + 32 in float16?",
        answers=("65536", "65504", "Infinity"),
        right="Infinity",
    ),
    Preset(
        "Where counting stops",
        "float32 has 24 bits for the digits. Above 2²⁴ it can hold only every second whole number, "
        "so adding 1 to 2²⁴ changes nothing.",
        _at("2**24", "float32", "1"),
        question="Counting in float32: what comes after 16,777,216?",
        answers=("16,777,217", "16,777,216"),
        right="16,777,216",
    ),
    Preset(
        "0.1 is not exact",
        "float64 cannot hold 0.1 or 0.2 exactly. It rounds both, and then their sum as well. "
        "Compare floats with torch.allclose rather than ==.",
        _at("0.1", "float64", "0.2", second_dtype="float64"),
        question="Is 0.1 + 0.2 exactly 0.3 in float64?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Which type wins",
        "Floats win over integers, whatever their size: int64 and float16 give float16, which "
        "cannot even hold 70,000. NumPy would give float64.",
        _at("70000", "int64", "1", second_dtype="float16"),
        question="An int64 tensor plus a float16 tensor: which type comes out?",
        answers=("int64", "float16", "float64"),
        right="float16",
    ),
)
