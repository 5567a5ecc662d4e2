"""What a reader may guess of a tensor or an operation before it is shown: the shape, and then one
number.
"""

from torch import Tensor

from core.foundations.tensors.making import Making, made
from core.foundations.tensors.making import call_of as call_of_making
from core.foundations.tensors.operating import (
    Operating,
    call_of,
    chosen,
    chosen_cell,
    links,
    operated,
)
from core.foundations.tensors.words import cell_name
from core.plots.words import listed
from core.prediction import Answer, Number, OrError, Question, Shape, Word

TOLERANCE = 0.01
"""How far off a guess of a number with a fraction may be."""

COUNTED = (
    "Count from the outside in: how many items are in the outermost brackets, then in one of these "
    "items, and so on. A single number has the shape (). All rows must have the same length."
)

INDEXED = "Indices start at 0: x[1, 2] is in the second row and the third column."


def made_shape_question(making: Making) -> Question:
    """What the shape of a tensor is, or whether torch refuses to make it."""
    tensor, call = made(making), call_of_making(making)
    fits = isinstance(tensor, Tensor)
    shape = Shape(tuple(tensor.shape) if fits else ())
    return Question(f"What is the shape of `{call}`?", OrError(shape, not fits), COUNTED)


def asked_cell(tensor: Tensor) -> int:
    """The position of the number that is asked for: neither the first nor the last of many."""
    return 2 * tensor.numel() // 3


def made_value_question(making: Making) -> Question | None:
    """What one number of a tensor is; None where nobody can know it: of random numbers, and where
    there is none.
    """
    tensor = made(making)
    if not isinstance(tensor, Tensor) or tensor.is_meta or not tensor.numel():
        return None
    if making.source.choice.generator:
        return None
    position, note = asked_cell(tensor), making.source.choice.note
    name = cell_name("x", position, tensor.shape)
    rule = f"{note} {INDEXED}" if tensor.ndim else note
    return Question(
        f"What is `{name}`, the marked number?",
        _answer(tensor.flatten()[position].item()),
        rule,
    )


def _answer(value: bool | float) -> Answer:
    """A number, or one of two words."""
    if isinstance(value, bool):
        return Word(str(value), ("True", "False"))
    return Number(float(value), 0.0 if float(value).is_integer() else TOLERANCE)


def shape_question(operating: Operating) -> Question:
    """What the shape of the result is, or whether torch refuses."""
    operation, choice = operated(operating), operating.operation.choice
    name, output = next(iter(operation.outputs.items()), ("", None))
    shapes = [f"{name} of shape {tuple(x.shape)}" for name, x in operation.inputs.items()]
    part = f", in `{name}`" if len(operation.outputs) > 1 else ""
    asked = f"Given {listed(shapes)}: what is the shape of `{call_of(operating)}`{part}?"
    shape = Shape(() if output is None else tuple(output.shape))
    return Question(asked, OrError(shape, output is None), choice.rule or choice.note)


def value_question(operating: Operating) -> Question:
    """What the chosen number of the result is. The cells that make it are seen meanwhile. Once it
    is answered all numbers are seen, so no other of them is asked for.
    """
    operation, (name, position) = operated(operating), chosen_cell(operating)
    output = operation.outputs[name]
    answer = _answer(output.flatten()[position].item())
    makers = [
        cell_name(key, cell, operation.inputs[key].shape)
        for key, each in links(operating).items()
        for cell in each[chosen(operating)]
    ]
    made = f" It comes from {listed(makers)}." if makers else " No input cell changes it."
    asked = f"What is `{cell_name(name, position, output.shape)}`, the marked number?"
    about = f"{call_of(operating)} {[tuple(x.shape) for x in operation.inputs.values()]}"
    return Question(asked, answer, operating.operation.choice.note + made, about)
