"""What a reader may guess of an operation before it is shown: the shape of its result, and then one
number.
"""

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
from core.prediction import Number, Question, Shape, Word

TOLERANCE = 0.01
"""How far off a guess of a number with a fraction may be."""


def shape_question(operating: Operating) -> Question:
    """What the shape of the result is."""
    operation, choice = operated(operating), operating.operation.choice
    name, output = next(iter(operation.outputs.items()))
    shapes = [f"{name} of shape {tuple(x.shape)}" for name, x in operation.inputs.items()]
    part = "" if len(operation.outputs) == 1 else f", in `{name}`"
    asked = f"Given {listed(shapes)}: what is the shape of `{call_of(operating)}`{part}?"
    return Question(asked, Shape(tuple(output.shape)), choice.rule or choice.note)


def value_question(operating: Operating) -> Question:
    """What the chosen number of the result is. The cells that make it are seen meanwhile."""
    operation, (name, position) = operated(operating), chosen_cell(operating)
    output = operation.outputs[name]
    value = output.flatten()[position].item()
    if isinstance(value, bool):
        answer = Word(str(value), ("True", "False"))
    else:
        answer = Number(float(value), 0.0 if float(value).is_integer() else TOLERANCE)
    makers = [
        cell_name(key, cell, operation.inputs[key].shape)
        for key, each in links(operating).items()
        for cell in each[chosen(operating)]
    ]
    made = f" It comes from {listed(makers)}." if makers else " No input cell changes it."
    asked = f"What is `{cell_name(name, position, output.shape)}`, the marked number?"
    return Question(asked, answer, operating.operation.choice.note + made)
