"""What a reader can set on the page of transfer learning, and the numbers on the screen."""

import re
from dataclasses import dataclass

from core.registry import Config, Flag, Options, Text, setting
from core.training.evaluation import confusion
from core.vision.transfer import alike, classes, heads, norms, seen, ways
from core.vision.transfer.heads import Heads
from core.vision.transfer.norms import NormChoice
from core.vision.transfer.seen import Seen
from core.vision.transfer.task import Task, check_ready
from core.vision.transfer.ways import WayChoice

HEAD, PICTURE, FEATURES, CLASSES, WAYS, NORMS = VIEWS = (
    "New head",
    "Your picture",
    "Features",
    "Your classes",
    "What to train",
    "Batch norm",
)

CELL = re.compile(r"(\d{1,3})-(\d{1,3})")
"""A cell of the confusion matrix: the index of the true class, and that of the answer."""

Numbers = dict[str, float]


def _cell(text: str) -> None:
    """Refuses what is neither empty nor a cell."""
    if text and not CELL.fullmatch(text):
        raise ValueError(f"cell={text[:20]!r} must be two indices of classes, such as 0-3")


@dataclass(frozen=True)
class CellChoice(Config):
    """Which cell of the confusion matrix is open; by default the most frequent mistake."""

    cell: str = setting(Text("", 8, _cell, ("0-1", "3-3", "5-0"), names=True, lines=0))


@dataclass(frozen=True)
class Look(Config):
    """Whether Grad-CAM is laid over the picture."""

    cam: bool = setting(
        Flag(False, "In orange: where it finds what speaks for its answer.", names=False)
    )


@dataclass(frozen=True)
class State(WayChoice, NormChoice, CellChoice, Look, Seen):
    """Everything a reader can set; each view has its settings from its own module."""

    view: str = setting(Options(VIEWS, HEAD))


def open_cell(choice: CellChoice, trained: Heads) -> tuple[int, int]:
    """Row and column of the open cell: those of the most frequent mistake where none is chosen, or
    one that is not there.
    """
    size = len(trained.classes)
    if match := CELL.fullmatch(choice.cell):
        row, column = map(int, match.groups())
        if max(row, column) < size:
            return row, column
    table = confusion(trained.answered)
    table.fill_diagonal_(0)
    return divmod(int(table.argmax()), size)


def cell_text(row: int, column: int) -> str:
    """A cell as the setting holds it."""
    return f"{row}-{column}"


def _of_heads(state: State) -> Numbers:
    trained = heads.result(state.part(Task))
    row, column = open_cell(state.part(CellChoice), trained)
    count = int(confusion(trained.answered)[row, column])
    return {
        "held-out pictures": len(trained.labels),
        "right with features": trained.right,
        "right with raw pixels": trained.raw_right,
        f"{trained.classes[row]} taken for {trained.classes[column]}": count,
    }


def _of_a_picture(state: State) -> Numbers:
    task = state.part(Task)
    check_ready(task)
    chosen = state.part(Seen)
    seen.picture(chosen, task.dataset)  # where there is none, nothing is trained
    trained = heads.result(task)
    reading = heads.read(task, trained, chosen)
    rows = (("p", reading.probabilities), ("raw pixels: p", reading.raw))
    return {
        f"{name}({label})": float(probability)
        for name, probabilities in rows
        for label, probability in zip(trained.classes, probabilities, strict=True)
    }


def _of_features(state: State) -> Numbers:
    return alike.numbers(state.part(Task), state.part(Seen))


def _of_classes(state: State) -> Numbers:
    return classes.numbers(state.part(Task))


def _of_ways(state: State) -> Numbers:
    return ways.numbers(state.part(WayChoice))


def _of_norms(state: State) -> Numbers:
    return norms.numbers(state.part(NormChoice))


HEADLINES = {
    HEAD: _of_heads,
    PICTURE: _of_a_picture,
    FEATURES: _of_features,
    CLASSES: _of_classes,
    WAYS: _of_ways,
    NORMS: _of_norms,
}


def headline(state: State) -> Numbers:
    """The numbers of the view, by the names under which the script prints them."""
    return HEADLINES[state.view](state)
