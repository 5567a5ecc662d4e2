"""The code of the segmentation page: scripts that print the numbers on the screen."""

from core.script import Script
from core.vision.segmentation.doubling import Doubling
from core.vision.segmentation.doubling_script import doubling_script
from core.vision.segmentation.learning import Learning
from core.vision.segmentation.learning_script import learning_script
from core.vision.segmentation.result import Looking
from core.vision.segmentation.result_script import result_script
from core.vision.segmentation.shapes import Shapes
from core.vision.segmentation.shapes_script import shapes_script
from core.vision.segmentation.sketch import Sketching
from core.vision.segmentation.sketch_script import sketch_script
from core.vision.segmentation.state import (
    CHECKERBOARD,
    LOSSES,
    NETWORK,
    PICTURE,
    RESULT,
    SKIPS,
    TRAIN,
    State,
)
from core.vision.segmentation.weighing import Weighing
from core.vision.segmentation.weighing_script import weighing_script
from core.vision.segmentation.zeroing import Zeroing
from core.vision.segmentation.zeroing_script import zeroing_script


def write_script(state: State) -> Script:
    """The code of the view."""
    return VIEW_SCRIPTS[state.view](state)


VIEW_SCRIPTS = {
    NETWORK: lambda state: shapes_script(state.part(Shapes)),
    RESULT: lambda state: result_script(state.part(Looking)),
    PICTURE: lambda state: sketch_script(state.part(Sketching)),
    TRAIN: lambda state: learning_script(state.part(Learning)),
    SKIPS: lambda state: zeroing_script(state.part(Zeroing)),
    LOSSES: lambda state: weighing_script(state.part(Weighing)),
    CHECKERBOARD: lambda state: doubling_script(state.part(Doubling)),
}
