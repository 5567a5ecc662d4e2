"""The tensors page as plain PyTorch: functions of `shown` with a state's constants on top."""

import math

from core.catalogue.calls import own_code
from core.foundations.tensors.broadcasting import Shapes
from core.foundations.tensors.broadcasting_script import broadcasting_script
from core.foundations.tensors.conversions import Converting
from core.foundations.tensors.conversions_script import conversions_script
from core.foundations.tensors.devices import Moving, Race
from core.foundations.tensors.drawn import draw_operation, draw_tensor
from core.foundations.tensors.dtypes import Sum
from core.foundations.tensors.dtypes_script import dtypes_script
from core.foundations.tensors.making import (
    META,
    Making,
    call_of,
    constants,
    made,
    written_argument,
)
from core.foundations.tensors.memory import Chain
from core.foundations.tensors.memory_script import memory_script
from core.foundations.tensors.operating import (
    Operating,
    changes_at,
    chosen,
    inputs_of,
    numbers_at,
    operated,
)
from core.foundations.tensors.operating import call_of as operation_of
from core.foundations.tensors.provenance import depends_on, row_of
from core.foundations.tensors.puzzles_script import puzzles_script
from core.foundations.tensors.shown import show_message, show_operation, show_refusal, show_tensor
from core.foundations.tensors.solving import Solving
from core.foundations.tensors.sources import numbers_of
from core.foundations.tensors.state import (
    BRIDGES,
    BROADCASTING,
    MAKE,
    MEMORY,
    OPERATE,
    PUZZLING,
    TYPES,
    State,
)
from core.foundations.tensors.thresholds import Numbers
from core.script import Code, Script, write
from core.torch_message import TorchMessage

LONGEST_CALL = 80
"""Characters of a call that stands in one line."""


def write_script(state: State) -> Script:
    """The code that prints the numbers of the view, or what torch says."""
    return WRITERS[state.view](state)


def _make(state: State) -> Script:
    making = state.part(Making)
    call, own = call_of(making), own_code(making.source)
    before = {name: Code(code) for name, code in constants(making).items()}
    typed = dict(making.source.arguments).get("values", "")
    if len(call) > LONGEST_CALL and typed:  # a long list has lines of its own
        before["values"] = numbers_of(typed)
        call = call.replace(written_argument(typed), "values", 1)
    if isinstance(made(making), TorchMessage):
        return write(show_message, *own, **before, make=Code(f"lambda: {call}"))
    plot = None if making.device == META else draw_tensor
    return write(show_tensor, *own, plot=plot, **before, x=Code(call))


def _operate(state: State) -> Script:
    operating = state.part(Operating)
    operation, own = operated(operating), own_code(operating.operation)
    inputs = inputs_of(operating)
    tensors = {name: tensor.tolist() for name, tensor in inputs.items()}
    call = Code(f"lambda {', '.join(inputs)}: {operation_of(operating)}")
    if operation.message:
        return write(show_refusal, *own, inputs=tensors, operation=call)
    return write(
        show_operation,
        *own,
        row_of,
        depends_on,
        plot=draw_operation,
        inputs=tensors,
        operation=call,
        names=list(operation.outputs),
        cell=chosen(operating),
        changes=[_number(change) for change in changes_at(operating)],
        numbers={name: _listed(each) for name, each in numbers_at(operating).items() if each},
    )


def _number(value: float) -> float | Code:
    return Code('float("nan")') if math.isnan(value) else value


def _listed(numbers: Numbers) -> list[list[float]] | Code:
    """Lists of numbers; the same list for all, once."""
    first, *others = map(list, numbers)
    if all(each == first for each in others):
        return Code(f"[{first}] * {len(numbers)}")
    return [first, *others]


WRITERS = {
    MAKE: _make,
    OPERATE: _operate,
    BROADCASTING: lambda state: broadcasting_script(state.part(Shapes)),
    MEMORY: lambda state: memory_script(state.part(Chain)),
    TYPES: lambda state: dtypes_script(state.part(Sum)),
    PUZZLING: lambda state: puzzles_script(state.part(Solving)),
    BRIDGES: lambda state: conversions_script(
        state.part(Converting), state.part(Moving), state.part(Race)
    ),
}
"""What writes the script of each view."""
