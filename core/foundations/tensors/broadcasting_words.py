"""What is to be seen of shapes that meet, in a sentence."""

from core.foundations.tensors.broadcasting import NAMES, Broadcast, Shapes
from core.foundations.tensors.shapes import written
from core.plots.numbers import short
from core.plots.words import capitalised, counted, listed
from core.prediction import Number, OrError, Question, Shape
from core.torch_message import TorchMessage

RULE = (
    "Write the shapes under each other, aligned at the right. In each column the sizes must be "
    "equal, or 1, or missing. The result gets the largest of them."
)


def broadcasting_sentence(shapes: Shapes, result: Broadcast) -> str:
    """Whether they fit, what is stretched, and what comes out."""
    names = listed([f"`{name}` **{written(shape)}**" for name, shape in named(shapes)])
    if isinstance(result.result, TorchMessage):
        clashes = listed([_clash(result, column) for column in result.clashes])
        return f"{names} **do not fit**: {clashes}. Sizes must be equal or 1."
    if result.loss is not None:
        return f"{_loss(result)} {_stretched(result)}"
    shape = written(result.result.shape)
    return f"{names} give the shape **{shape}**. {_stretched(result)}"


def named(shapes: Shapes) -> list[tuple[str, tuple[int, ...]]]:
    """The shapes that count, with the names of their tensors."""
    return list(zip(NAMES, shapes.shapes, strict=False))


def _clash(result: Broadcast, column: int) -> str:
    sizes = [size for size in result.columns[column].sizes if size not in (None, 1)]
    return f"in dim {column} the sizes are {listed([str(size) for size in sizes])}"


def _loss(result: Broadcast) -> str:
    """The loss, and of how many pairs it is the mean."""
    first, second = result.tensors
    pairs = counted(result.result.numel(), "pair")
    loss = f"The loss is **{short(float(result.loss))}**, the mean over {pairs}"
    same = first.flatten().tolist() == second.flatten().tolist()
    if same and float(result.loss) > 0:
        return f"{loss}, though both tensors hold the **same numbers**."
    return f"{loss}."


def _stretched(result: Broadcast) -> str:
    """Which tensors are stretched, along which dimensions."""
    parts = []
    for index, name in enumerate(NAMES[: len(result.tensors)]):
        dims = [str(dim) for dim, each in enumerate(result.columns) if each.stretched[index]]
        if dims:
            parts.append(f"`{name}` is stretched along dim {listed(dims)}")
    if not parts:
        return "Nothing is stretched: each number meets the number at the same index."
    return f"{capitalised(listed(parts))}."


def question_of(shapes: Shapes, code: str, result: Broadcast) -> Question:
    """What a reader guesses first: the loss where there is one, else the shape; or that torch
    raises an error.
    """
    operands = f"{listed([f'`{name}` is {written(shape)}' for name, shape in named(shapes)])}. "
    fails = isinstance(result.result, TorchMessage)
    if shapes.combination.choice.reduce:
        value = 0.0 if result.loss is None else float(result.loss)
        squares = "" if fails else f"It is the mean over {written(result.result.shape)} squares. "
        answer, asked, rule = Number(value, 0.005), f"What is `{code}`?", f"{squares}{RULE}"
    else:
        answer = Shape(() if fails else tuple(result.result.shape))
        asked, rule = f"What is the shape of `{code}`?", RULE
    return Question(f"{operands}{asked}", OrError(answer, fails), rule)
