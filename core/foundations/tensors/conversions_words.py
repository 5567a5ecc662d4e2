"""What is shared between NumPy and torch and between devices, in sentences and tables."""

from core.foundations.tensors.conversions import (
    ARRAY,
    TENSOR,
    Converted,
    Converting,
    kinships,
)
from core.foundations.tensors.devices import CPU, KINDS, META, READ, Moved, Moving, Timings
from core.foundations.tensors.shown import call
from core.plots.numbers import short
from core.plots.words import capitalised
from core.prediction import Question, Word

CHANGES, STAYS = "It changes", "It stays the same"

WORKS, FAILS = "It works", "An error"

SHARING_RULE = (
    "`torch.from_numpy`, `torch.as_tensor` and `numpy()` reuse the existing memory; "
    "`torch.tensor`, `copy()`, `tolist()` and any change of type copy. A tensor "
    "cannot have negative strides, so a reversed array raises an error."
)

DEVICE_RULE = (
    "An operation needs all its tensors on the same device. On `meta` a tensor has a shape and a "
    "type, but no numbers to read or to copy."
)


def conversion_sentence(state: Converting, result: Converted) -> str:
    """Whether both have the same memory, and what the written number changed."""
    code = conversion_call(state)
    if result.message is not None:
        return f"`{code}` fails."
    written, other = f"{state.number} was written into {_the(state.write_into)}", _other(state)
    if result.shares:
        return f"`{code}` **shares the memory**: {written}, and **{other} changed too**."
    return f"`{code}` **copies**: {written}, and **{other} stays** the same."


def _other(state: Converting) -> str:
    return _the(TENSOR if state.write_into == ARRAY else ARRAY)


def _the(thing: str) -> str:
    return f"the {thing.lower()}"


def conversion_call(state: Converting) -> str:
    """How the conversion is called: `torch.from_numpy(a)`."""
    choice = state.conversion.choice
    return choice.code or call(state.conversion, "t" if choice.back else "a")


def conversion_code(state: Converting) -> tuple[str, str]:
    """Both lines: what is converted, and what is written."""
    target = "a" if state.write_into == ARRAY else "t"
    made = "a" if state.conversion.choice.back else "t"
    return f"{made} = {conversion_call(state)}", f"{target}[0] = {state.number}"


def conversion_question(state: Converting, result: Converted) -> Question:
    """What a reader guesses first: whether the other one changes."""
    first, second = conversion_code(state)
    answer = CHANGES if result.shares else STAYS
    if result.message is not None:
        answer = FAILS
    asked = f"`{first}`, then `{second}`. What happens to {_other(state)}?"
    return Question(asked, Word(answer, (CHANGES, STAYS, FAILS)), SHARING_RULE)


def kinship_rows() -> list[dict[str, str]]:
    """A row for each dtype of NumPy, with its kin in torch."""
    return [
        {"NumPy": row.numpy, "torch": row.torch or row.message.partition(". ")[0]}
        for row in kinships()
    ]


def device_sentence(state: Moving, result: Moved) -> str:
    """What came of two tensors on two devices."""
    where = device_where(state)
    if not result.fits:
        return f"{where}: `{state.action}` **fails**."
    if result.device:
        same = " It is `x` itself: nothing is copied." if result.same else ""
        there = ", where it has a shape but no numbers" if result.device == META else ""
        return f"{where}: `{state.action}` is on **{_device(result.device)}**{there}.{same}"
    return f"{where}: `{state.action}` gives the numbers of x."


def _device(name: str) -> str:
    return "the CPU" if name == CPU else f"`{name}`"


def device_question(state: Moving, result: Moved) -> Question:
    """What a reader guesses first: whether it works."""
    asked = f"{capitalised(device_where(state))}. Does `{state.action}` work?"
    answer = WORKS if result.fits else FAILS
    return Question(asked, Word(answer, (WORKS, FAILS)), DEVICE_RULE)


def device_where(state: Moving) -> str:
    """Where the tensors are that count."""
    x = f"`x` is on {_device(state.device_x)}"
    return x if state.action == READ else f"{x}, `y` on {_device(state.device_y)}"


def speed_sentence(result: Timings, accelerators: tuple[str, ...]) -> str:
    """The fastest of all at the largest size that the CPU was timed at with its usual type."""
    usual = [row for row in result.rows if (row.device, row.dtype) == (CPU, KINDS[0])]
    if not usual:
        return "Timing ..."
    size = usual[-1].size
    ratios = [(result.ratio(row), row) for row in result.rows if row.size == size]
    ratio, best = max(
        ((ratio, row) for ratio, row in ratios if ratio is not None), key=lambda pair: pair[0]
    )
    where = f"on {_device(best.device)} with `{best.dtype}`"
    fastest = f"For {size} × {size} matrices, the product {where} is the fastest here"
    if ratio > 1:
        fastest += f": **{short(ratio)} times** as fast as with `{KINDS[0]}` on the CPU"
    if not accelerators:
        return f"{fastest}. This machine has **no accelerator**, so only the types are compared."
    return f"{fastest}."


def speed_rows(result: Timings) -> list[dict[str, str]]:
    """A row for each device and type, a column for each size: the ratio to the CPU's usual type."""
    sizes = sorted({row.size for row in result.rows})
    rows = {}
    for row in result.rows:
        cells = rows.setdefault((row.device, row.dtype), dict.fromkeys(sizes, "–"))
        ratio = result.ratio(row)
        cells[row.size] = "not there" if ratio is None else f"{short(ratio)} ×"
    return [
        {"Device": device, "Type": dtype}
        | {f"{size} · {size}": text for size, text in cells.items()}
        for (device, dtype), cells in rows.items()
    ]
