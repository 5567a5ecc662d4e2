"""A puzzle's inputs, what is wanted of them, and what an answer makes of them."""

from torch import Tensor

from core.foundations.tensors.puzzle import Puzzle
from core.foundations.tensors.shapes import written
from core.foundations.tensors.solving import Verdict
from core.plots.tensors import TensorPanel, TensorPicture

WANTED, YOURS = "wanted", "yours"

MOST_SHOWN = 200
"""Numbers of an answer that are drawn, in up to four dimensions."""


def puzzle_picture(puzzle: Puzzle, verdict: Verdict) -> TensorPicture:
    """The inputs in one line, and under them the two results."""
    trial = verdict.trial
    panels = [
        TensorPanel(
            name, f"{name}: {', '.join(puzzle.inputs[name].shape)} = {_sizes(tensor)}", tensor
        )
        for name, tensor in trial.inputs.items()
    ]
    wanted = _as_torch_writes_it(trial.wanted)
    title = f"Wanted: {written(wanted.shape)}"
    panels.append(TensorPanel(WANTED, title, wanted, line=True))
    result = trial.result
    if isinstance(result, Tensor) and result.numel() <= MOST_SHOWN and result.dim() <= 4:
        panels.append(TensorPanel(YOURS, f"Yours: {written(result.shape)}", result))
    return TensorPicture(tuple(panels), (WANTED,))


def _sizes(tensor: Tensor) -> str:
    return ", ".join(map(str, tensor.shape))


def _as_torch_writes_it(wanted: Tensor) -> Tensor:
    """Whole numbers without a point."""
    return wanted.long() if bool((wanted == wanted.round()).all()) else wanted
