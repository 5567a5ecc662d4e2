"""What a reader can set on the segmentation page, and the numbers on the screen."""

from dataclasses import dataclass

from core.registry import Options, setting
from core.vision.segmentation import (
    by_class,
    doubling,
    learning,
    shapes,
    sketch,
    weighing,
    zeroing,
)
from core.vision.segmentation.doubling import Doubling
from core.vision.segmentation.learning import Learning
from core.vision.segmentation.result import Looking
from core.vision.segmentation.shapes import Shapes
from core.vision.segmentation.sketch import Sketching
from core.vision.segmentation.weighing import Weighing
from core.vision.segmentation.zeroing import Zeroing

NETWORK, RESULT, PICTURE, TRAIN, SKIPS, LOSSES, CHECKERBOARD = VIEWS = (
    "Network",
    "Result",
    "Your picture",
    "Train",
    "Skips",
    "Losses",
    "Checkerboard",
)


@dataclass(frozen=True)
class State(Shapes, Looking, Sketching, Learning, Zeroing, Weighing, Doubling):
    """Everything a reader can set; each view has its settings from its own module."""

    view: str = setting(Options(VIEWS, NETWORK))


HEADLINES = {
    NETWORK: lambda state: shapes.numbers(state.part(Shapes)),
    RESULT: lambda state: by_class.numbers_of(state.part(Looking)),
    PICTURE: lambda state: sketch.numbers(state.part(Sketching)),
    TRAIN: lambda state: learning.numbers(state.part(Learning)),
    SKIPS: lambda state: zeroing.numbers(state.part(Zeroing)),
    LOSSES: lambda state: weighing.numbers(state.part(Weighing)),
    CHECKERBOARD: lambda state: doubling.numbers(state.part(Doubling)),
}


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the script prints them."""
    return HEADLINES[state.view](state)
