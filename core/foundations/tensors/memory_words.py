"""What is to be seen of tensors in memory, in a sentence and in a table."""

from core.foundations.tensors.memory import Chain, Memory, Step
from core.foundations.tensors.shapes import written
from core.plots.words import capitalised, counted
from core.prediction import OrError, Question, Shape
from core.torch_message import TorchMessage

STRIDES_RULE = (
    "A stride is how many cells of memory one step along a dimension moves on. In a contiguous "
    "tensor the last stride is 1, and every other stride is the product of the sizes after it."
)

VIEW_RULE = (
    "`view` never moves a number: it needs strides that read the cells in the order of the new "
    "shape."
)


def memory_sentence(chain: Chain, result: Memory) -> str:
    """Where the numbers of the last tensor lie, and what a number that is written changes."""
    last = result.last
    if isinstance(last.tensor, TorchMessage):
        before = result.steps[-2]
        return f"`{last.code}` fails: `{before.code}` has {_way(before)}."
    where = "in the memory of `x`" if last.shares else "in memory of its own: a copy"
    if len(result.steps) == 1:
        return f"`x` has {_way(last)}: it reads its {counted(_cells(result), 'cell')} in order."
    sentence = f"The numbers of `{last.code}` lie **{where}**. It has {_way(last)}."
    return f"{sentence} {_written(chain, result)}".strip()


def _cells(result: Memory) -> int:
    return len(result.buffers[0].values)


def _way(step: Step) -> str:
    """How a tensor walks through its cells."""
    tensor = step.tensor
    words = "contiguous" if tensor.is_contiguous() else "not contiguous"
    return (
        f"shape {written(tensor.shape)}, strides **{written(tensor.stride())}**, offset "
        f"{tensor.storage_offset()}, and is **{words}**"
    )


def _written(chain: Chain, result: Memory) -> str:
    """What a number that was written changes."""
    if not chain.write_at.strip() or result.refused:
        return ""
    count, first = sum(result.last.changed), result.steps[0]
    here = (
        f"`y[{chain.write_at.strip()}] = {chain.written}` changes {counted(count, 'number')} of y"
    )
    there = "and **`x` too**" if any(first.changed) else "and **not `x`**"
    return capitalised(f"{here} {there}.")


def memory_rows(result: Memory) -> list[dict[str, str]]:
    """A row for each tensor of the chain: where and how it reads."""
    return [_row(step) for step in result.steps if step.fits]


def _row(step: Step) -> dict[str, str]:
    tensor = step.tensor
    return {
        "Tensor": step.code,
        "Memory": "that of x" if step.shares else "its own",
        "Shape": written(tensor.shape),
        "Strides": written(tensor.stride()),
        "Offset": str(tensor.storage_offset()),
        "Contiguous": "yes" if tensor.is_contiguous() else "no",
    }


def question_of(result: Memory) -> Question:
    """What a reader guesses first: the strides, or that torch raises an error."""
    last = result.last
    fails = isinstance(last.tensor, TorchMessage)
    strides = Shape(() if fails else tuple(last.tensor.stride()))
    return Question(
        f"What are the strides of `{last.code}`?",
        OrError(strides, fails),
        VIEW_RULE if fails else STRIDES_RULE,
    )
