"""What a dtype made of a result, in a sentence and in tables."""

import math
from fractions import Fraction

import torch
from torch import Tensor

from core.foundations.tensors.dtypes import (
    ARITHMETIC,
    DTYPES,
    PYTHON,
    Outcome,
    Sum,
    common_dtype,
    dtype_of,
    fraction_of,
    limits,
    with_python,
)
from core.plots.numbers import number, scientific
from core.plots.words import listed
from core.prediction import Number, OrError, Question, Word
from core.torch_message import TorchMessage

DIGITS = {"float16": 5, "bfloat16": 4, "float32": 9, "float64": 17}
"""Significant digits that tell a number of a dtype from its neighbours."""

MOST_DIGITS = 6
"""Significant digits of a number in a sentence or a picture."""

TOGETHER = (
    "Floats win over integers, and integers over bool. Of two types of the same kind the larger "
    "wins; if neither can hold all numbers of the other, the result is a larger third type. A "
    "Python number changes the type only if it is of a higher kind."
)

RULE = (
    "A dtype can hold only certain numbers. Integers that are too large wrap around. Floats are "
    "rounded to the nearest number that the dtype has, and become infinite beyond the largest."
)


def written_number(value: float | int | bool, dtype: str) -> str:
    """A number with all digits that its dtype tells apart: "16,777,216", "0.100000001"."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{value:,.0f}".replace("-", "−")
    return number(value, DIGITS.get(dtype, 6))


def is_long(text: str) -> bool:
    """Whether a number has more digits than people read."""
    return "." in text and len(text.replace("−", "").replace(".", "").lstrip("0")) > MOST_DIGITS


def beside(value: float, dtype: str, exact: Fraction | None) -> str:
    """A number of a dtype in a picture: itself, or how far it is from the exact result."""
    text = written_number(value, dtype)
    if not is_long(text):
        return text
    if exact is None:
        return number(value, MOST_DIGITS)
    away = Fraction(value) - exact
    return f"Exact {'−' if away < 0 else '+'} {scientific(abs(float(away)))}" if away else "Exact"


def sum_code(numbers: Sum) -> str:
    """The sum in plain PyTorch, as a reader would write it."""
    right = python_code(numbers.second)
    if numbers.second_dtype != PYTHON:
        right = held_code(numbers.second, numbers.second_dtype)
    sign = ARITHMETIC[numbers.arithmetic].sign
    return f"{held_code(numbers.first, numbers.first_dtype)} {sign} {right}"


def held_code(text: str, dtype: str) -> str:
    """A tensor of one number: `torch.tensor([250], dtype=torch.uint8)`."""
    return f"torch.tensor([{python_code(text)}], dtype=torch.{dtype})"


def python_code(text: str) -> str:
    """A number as Python reads it."""
    return text.strip().replace("^", "**").replace("−", "-")


def dtypes_sentence(numbers: Sum, result: Outcome) -> str:
    """The result, what it is exactly, and why the two differ."""
    if isinstance(result.result, TorchMessage):
        return f"PyTorch does not compute **{_task(numbers)}** with these types."
    value = written_number(result.value, result.dtype)
    code = is_long(value)  # as a machine writes it
    equation = f"**{_task(numbers)} =** `{value}`" if code else f"**{_task(numbers)} = {value}**"
    start = f"{equation} in `{result.dtype}`."
    return f"{start} {_why(numbers, result)} {_promoted(numbers, result)}".strip()


def _task(numbers: Sum) -> str:
    sign = ARITHMETIC[numbers.arithmetic].sign
    sign = {"*": "·", "-": "−"}.get(sign, sign)
    return f"{_typed(numbers.first)} {sign} {_typed(numbers.second)}"


def _typed(text: str) -> str:
    return text.strip().replace("**", "^").replace("-", "−")


def _why(numbers: Sum, result: Outcome) -> str:
    """Why the result is not the exact one; or that it is."""
    if result.exact is None:
        return "Mathematically it has no value."
    if result.is_exact:
        return "That is exact."
    exact, known = f"**{exact_number(result.exact)}**", limits(result.dtype)
    if result.dtype == "bool":
        return f"Exactly it is {exact}, but a bool only keeps whether a number is 0."
    if not dtype_of(result.dtype).is_floating_point:
        count = f"{2 ** (8 * known.bytes):,}"
        return f"Exactly it is {exact}, which does not fit: it wraps around, modulo {count}."
    if math.isinf(result.value):
        largest = written_number(known.high, result.dtype)
        return f"Exactly it is {exact}, but the largest `{result.dtype}` is {largest}."
    if rounded := _rounded(numbers, result):
        verb = "is" if len(rounded) == 1 else "are"
        return (
            f"Exactly it is {exact}: {listed(rounded)} {verb} rounded first, and then the result."
        )
    return (
        f"Exactly it is {exact}, which `{result.dtype}` cannot hold: it takes the nearest number."
    )


def _rounded(numbers: Sum, result: Outcome) -> list[str]:
    """The numbers that were typed and that are not held as they are."""
    pairs = ((numbers.first, result.left), (numbers.second, result.right))
    return [_typed(text) for text, held in pairs if not _is_held(text, held, result.result.dtype)]


def _is_held(text: str, held: Tensor | float, dtype: torch.dtype) -> bool:
    """Whether a number is held with no rounding; one of Python is first made one of the result."""
    number = held if isinstance(held, Tensor) else torch.tensor([held]).to(dtype)
    value = number.item()
    return math.isfinite(value) and Fraction(value) == fraction_of(text)


def exact_number(value: Fraction) -> str:
    """A result with no rounding, as far as it can be written: "16,777,217", "0.3"."""
    if value.denominator == 1 and abs(value) < 10**20:
        return f"{int(value):,}".replace("-", "−")
    return number(float(value), MOST_DIGITS)


def _promoted(numbers: Sum, result: Outcome) -> str:
    """That the dtype changed, if it did."""
    if result.dtype == numbers.first_dtype:
        return ""
    other = "a Python number" if numbers.second_dtype == PYTHON else f"`{numbers.second_dtype}`"
    return f"`{numbers.first_dtype}` and {other} give `{result.dtype}`."


def limit_rows() -> list[dict[str, str]]:
    """A row for each dtype: what it takes and what it can hold."""
    return [
        {
            "Type": name,
            "Bytes": str(known.bytes),
            "Smallest": written_number(known.low, "float16"),
            "Largest": written_number(known.high, "float16"),
            "Gap after 1": written_number(known.epsilon, "float16"),
            "Exact integers up to": f"{int(known.whole_to):,}",
        }
        for name, known in ((name, limits(name)) for name in DTYPES)
    ]


def python_rows() -> list[dict[str, str]]:
    """What a number of Python makes of tensors: a row for each number."""
    rows = []
    for text, results in with_python().items():
        same = [name for name, result in zip(DTYPES, results, strict=True) if name == result]
        changed = {
            name: result for name, result in zip(DTYPES, results, strict=True) if name != result
        }
        becomes = [f"{name} → {result}" for name, result in changed.items()]
        rows.append(
            {
                "Number": text,
                "Keeps its type": f"{len(same)} of {len(DTYPES)}",
                "Changes": listed(becomes) if becomes else "none",
            }
        )
    return rows


def type_question(numbers: Sum) -> Question:
    """What a reader guesses first: the type that the two give together."""
    second = f"the Python number {_typed(numbers.second)}"
    if numbers.second_dtype != PYTHON:
        second = _tensor_of(numbers.second_dtype)
    asked = f"Which type do {_tensor_of(numbers.first_dtype)} and {second} give together?"
    return Question(asked, Word(common_dtype(numbers), DTYPES), TOGETHER)


def _tensor_of(dtype: str) -> str:
    """A tensor of a dtype: "an `int8` tensor", "a `uint8` tensor"."""
    return f"{'an' if dtype.startswith('int') else 'a'} `{dtype}` tensor"


def number_question(numbers: Sum, result: Outcome) -> Question:
    """What a reader guesses next: the result, or that torch raises an error."""
    fails = isinstance(result.result, TorchMessage)
    value = Number(0.0) if fails else Number(float(result.value), _tolerance(result))
    return Question(f"What is `{sum_code(numbers)}`?", OrError(value, fails), RULE)


def _tolerance(result: Outcome) -> float:
    """A guess with a fraction may be a thousandth off."""
    value = float(result.value)
    whole = not math.isfinite(value) or value.is_integer()
    return 0.0 if whole else abs(value) / 1000
