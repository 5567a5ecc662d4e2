"""A network of one's own: a list of layers, traced line by line, and built as `nn.Sequential`.

Shapes are found on torch's device `meta`, which computes none of the numbers. Where a layer does
not fit, it is called once more on the CPU, and what torch says of it there is kept.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

import torch
from torch import nn

from core.models.layers import LAYERS, Cure, Shape
from core.models.lines import Call, LineMistake, lines, read, read_line
from core.models.zoo import Network
from core.script import SourceText, source
from core.torch_message import RAISED

OWN_STACK = "Own stack"
"""The name of every network of one's own."""

DEFAULT = """Conv2d(1, 16, 3, padding=1)
ReLU()
MaxPool2d(2)
Conv2d(16, 32, 3, padding=1)
ReLU()
MaxPool2d(2)
Flatten()
Linear(1568, 10)"""

EXAMPLES = (
    "Flatten()\nLinear(784, 64)\nReLU()\nDropout(0.2)\nLinear(64, 10)",
    "Conv2d(1, 8, 5, stride=2)\nBatchNorm2d(8)\nReLU()\nFlatten()\nLinear(1152, 10)",
)

REFUSED = (*RAISED, ArithmeticError)
"""What torch raises for arguments that no layer can have; a stride of 0 is a division by zero."""

PICTURES = 2
"""In the batch that is traced."""

MOST_PARAMETERS = 4_000_000
MOST_NUMBERS = 1_000_000
"""That a layer may give for one picture."""

MOST_MULTIPLY_ADDS = 40_000_000
"""Of the whole network, for one picture."""

MOST_MEMORY = 200_000_000
"""Numbers that all layers together may give for one batch."""


@dataclass(frozen=True)
class Line:
    """A layer of the list, and what it does to the shape.

    Args:
        number: of the line in the text, from 1.
        text: as it was written.
        shape: of its output for one picture; None from a mistake on.
        parameters: how many numbers it learns.
        multiply_adds: for one picture; counted for convolutions and linear layers.
        mistake: why it does not fit, one line, in torch's own words if it is torch that refuses it;
            empty if it fits.
        suggestion: what to do, in a sentence or two; also where a layer fits and is still not what
            is meant.
        cure: the lines that would stand here instead; empty if there is no such.
    """

    number: int
    text: str
    shape: Shape | None = None
    parameters: int = 0
    multiply_adds: int = 0
    mistake: str = ""
    suggestion: str = ""
    cure: str = ""


@lru_cache(maxsize=64)
def trace(layers: str, shape: Shape, classes: int) -> tuple[Line, ...]:
    """What each line makes of pictures of this shape, (C, H, W), down to the first that does not
    fit; the lines behind it have no shape.

    Args:
        classes: how many numbers have to come out.

    Raises:
        ValueError: there is no line, or there are too many.
    """
    traced, before = [], shape
    for number, text in lines(layers):
        try:
            call = read_line(number, text)
        except LineMistake as error:
            line = Line(number, text, mistake=error.reason)
        else:
            line = Line(number, text) if before is None else _traced(call, before)
        traced.append(line)
        before = line.shape
    if before is not None:
        traced[-1] = _ended(call, traced, before, classes)
    return tuple(traced)


def check(layers: str, shape: Shape, classes: int, batch_size: int = 1) -> None:
    """Refuses a list of layers that does not fit pictures and classes, or is too much work.

    Raises:
        ValueError: one line, with the number of the line and what torch says.
    """
    traced = trace(layers, shape, classes)
    for line in traced:
        if line.mistake:
            hint = f". {line.suggestion}" if line.suggestion else ""
            raise ValueError(f"line {line.number}, {line.text!r}: {line.mistake}{hint}")
    numbers = sum(_count(line.shape) for line in traced) * batch_size
    if numbers > MOST_MEMORY:
        raise ValueError(
            f"batch_size={batch_size} is too much for these layers: they give {numbers:,} numbers "
            f"for a batch, and {MOST_MEMORY:,} are allowed"
        )


class Stack(SourceText):
    """The text of a function that builds a network of one's own; called, it builds it."""

    calls: tuple[Call, ...]
    name: str

    @property
    def __name__(self) -> str:
        return self.name

    @property
    def __doc__(self) -> str:
        return "A network of one's own: its layers one after the other."

    def __call__(self) -> nn.Sequential:
        """The network, with weights drawn as torch draws them."""
        return nn.Sequential(*(LAYERS[call.name].build(**call.arguments) for call in self.calls))


@lru_cache(maxsize=64)
def network(layers: str, dataset: str) -> Network:
    """A list of layers as a network for a data set, of whose shape nothing is asked here.

    One that ends in LogSoftmax is trained with NLLLoss, any other with CrossEntropyLoss.

    Raises:
        ValueError: a line cannot be read as a layer, or there is none.
    """
    calls = read(layers)
    written = "\n".join(call.code for call in calls)
    name = f"own_stack_{sha256(written.encode()).hexdigest()[:4]}"  # two may stand in one script
    inner = "".join(f"        {call.code},\n" for call in calls)
    text = (
        f'def {name}():\n    """A network of one\'s own: its layers one after the other."""\n'
        f"    return nn.Sequential(\n{inner}    )"
    )
    kinds = (LAYERS[call.name] for call in calls)
    not_of_torch = dict.fromkeys(source(kind.build) for kind in kinds if not kind.code)
    stack = Stack("\n\n\n".join([*not_of_torch, text]))
    stack.calls, stack.name = calls, name
    loss = nn.NLLLoss if calls[-1].name == "LogSoftmax" else nn.CrossEntropyLoss
    return Network(stack, note="Your own list of layers.", dataset=dataset, loss=loss)


def _traced(call: Call, before: Shape) -> Line:
    """A line, given the shape that comes in."""
    line = Line(call.number, call.text)
    try:
        layer = _without_numbers(call)
        parameters = sum(value.numel() for value in layer.parameters())
        if parameters > MOST_PARAMETERS:
            reason = f"{parameters:,} parameters are too many: {MOST_PARAMETERS:,} are allowed"
            return replace(line, mistake=reason)
        shape = _output(layer, before)
    except REFUSED as error:
        cure = LAYERS[call.name].cure(before)
        return replace(line, mistake=_first_line(error), **_told(call, cure, before))
    if shape[:1] != (PICTURES,) or call.arguments.get("dim") in (0, -len(shape)):
        return replace(line, mistake="it mixes the pictures of a batch: begin at dimension 1")
    after = shape[1:]
    if not _count(after):
        return replace(line, mistake="nothing is left of a picture: no size may be 0")
    if _count(after) > MOST_NUMBERS:
        reason = f"{_count(after):,} numbers for a picture are too many: {MOST_NUMBERS:,} at most"
        return replace(line, mistake=reason)
    return replace(
        line, shape=after, parameters=parameters, multiply_adds=_multiply_adds(layer, after)
    )


def _without_numbers(call: Call) -> nn.Module:
    """The layer with weights that have shapes only."""
    with torch.device("meta"):
        return LAYERS[call.name].build(**call.arguments).eval()


@torch.inference_mode()
def _output(layer: nn.Module, before: Shape) -> Shape:
    """The shape of what a layer gives, the batch included; where it does not fit, what is raised is
    what torch says of it on the CPU.
    """
    try:
        return tuple(layer(torch.empty(PICTURES, *before, device="meta")).shape)
    except REFUSED:
        return tuple(layer.to_empty(device="cpu")(torch.zeros(PICTURES, *before)).shape)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _told(call: Call, cure: Cure, before: Shape) -> dict[str, str]:
    """The suggestion and the lines that would be right."""
    if cure.first is None:
        return {"suggestion": cure.sentence}
    first = next(iter(call.arguments.values()))
    if first == cure.first and not (cure.before or cure.name):  # something else is wrong
        sizes = " x ".join(map(str, before))
        return {"suggestion": f"What comes in is {sizes} for each picture."}
    text = _written(_changed(replace(call, name=cure.name or call.name), 0, cure.first))
    right = [cure.before, text] if cure.before else [text]
    return {"suggestion": f"{cure.sentence} Write {text}.", "cure": "\n".join(right)}


def _changed(call: Call, index: int, value: int) -> Call:
    """A call with another value for one of its arguments, counted as they are written."""
    if index < len(call.values):
        values = (*call.values[:index], value, *call.values[index + 1 :])
        return replace(call, values=values)
    named = list(call.named)
    position = index - len(call.values)
    named[position] = (named[position][0], value)
    return replace(call, named=tuple(named))


def _written(call: Call) -> str:
    """A call in the style in which its line was written."""
    return call.code if call.text.startswith("nn.") else call.code.removeprefix("nn.")


def _ended(call: Call, traced: list[Line], shape: Shape, classes: int) -> Line:
    """The last line, with what has to be said of the network as a whole."""
    last, count = traced[-1], _count(shape)
    if sum(line.multiply_adds for line in traced) > MOST_MULTIPLY_ADDS:
        reason = f"the layers take more than {MOST_MULTIPLY_ADDS:,} multiplications for a picture"
        return replace(last, mistake=reason)
    if shape != (classes,):
        row = "" if len(shape) == 1 else "Flatten()\n"
        added = f"{row}Linear({count}, {classes})"
        words = " and ".join(added.split("\n"))
        cure, suggestion = f"{last.text}\n{added}", f"End with {words}."
        if call.name == "Linear" and len(shape) == 1:
            cure = _written(_changed(call, [*call.arguments].index("out_features"), classes))
            suggestion = f"The last layer needs {classes} units, one for each class."
        reason = f"the network ends with {' x '.join(map(str, shape))}, not with {classes} classes"
        return replace(last, mistake=reason, suggestion=suggestion, cure=cure)
    if not any(line.parameters for line in traced):
        return replace(last, mistake="no layer here learns anything: add a Linear or a Conv2d")
    if call.name == "Softmax":
        told = "CrossEntropyLoss takes the logarithm of softmax itself: leave out this line."
        return replace(last, suggestion=told)
    return last


def _multiply_adds(layer: nn.Module, after: Shape) -> int:
    """For one picture, of a convolution or a linear layer."""
    if isinstance(layer, nn.Conv2d | nn.Linear):
        return _count(after) * layer.weight[0].numel()
    return 0


def _count(shape: Shape) -> int:
    return torch.Size(shape).numel()
