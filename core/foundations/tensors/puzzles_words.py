"""What an answer to a puzzle is worth, in a sentence."""

from core.foundations.tensors.puzzle import Input, Puzzle
from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.shapes import written
from core.foundations.tensors.solving import TRIALS, Solving, Verdict, solved
from core.plots.words import counted, listed
from core.torch_message import TorchMessage

DONE, OPEN = ":material/check_circle:", ":material/radio_button_unchecked:"


def task_words(puzzle: Puzzle) -> str:
    """The task, its inputs with their shapes, and what it is to be solved without."""
    inputs = listed(
        [f"`{name}`, {each.kind} of shape {_letters(each)}" for name, each in puzzle.inputs.items()]
    )
    words = f"{puzzle.task} You have {inputs}."
    if puzzle.without:
        words += f" Do not use {listed([f'`{name}`' for name in puzzle.without])}."
    return words


def _letters(each: Input) -> str:
    """A shape as PyTorch writes it, with letters for its sizes: "(n,)"."""
    return f"({', '.join(each.shape)}{',' if len(each.shape) == 1 else ''})"


def verdict_sentence(verdict: Verdict) -> str:
    """Whether the answer is right, or for which inputs it is not."""
    if not verdict.answered:
        return "Type an expression. It is checked on random inputs of several sizes."
    if verdict.solved:
        return f"{DONE} **Right**: on all {TRIALS} random inputs it gives the same as a plain loop."
    result, wanted = verdict.trial.result, verdict.trial.wanted
    passed = f"It is right on {verdict.passed} of {TRIALS} inputs. " if verdict.passed else ""
    if isinstance(result, TorchMessage):
        return f"{passed}**Not yet**: PyTorch raises an error for the inputs below."
    if isinstance(result, str):
        return f"{passed}**Not yet**: {result}."
    if result.shape != wanted.shape:
        shapes = f"{written(result.shape)}, but it should be {written(wanted.shape)}"
        return f"{passed}**Not yet**: for the inputs below its shape is {shapes}."
    wrong = int((~_close(verdict)).sum())
    verb = "is" if wrong == 1 else "are"
    numbers = f"{wrong} of {counted(wanted.numel(), 'number')} {verb} wrong"
    return f"{passed}**Not yet**: the shape is right, but {numbers}."


def _close(verdict: Verdict):
    result = verdict.trial.result.to(verdict.trial.wanted.dtype)
    return (result - verdict.trial.wanted).abs() <= 1e-4


def progress(state: Solving) -> str:
    """How many puzzles are solved, and a tick at each of them."""
    done = solved(state)
    lines = (f"{DONE} {name}: solved" if name in done else f"{OPEN} {name}" for name in PUZZLES)
    marks = "  \n".join(lines)
    return f"**{len(done)} of {counted(len(PUZZLES), 'puzzle')} solved**  \n{marks}"
