"""The training page: a training before, while and after it runs."""

from collections.abc import Callable
from functools import partial

from core.models.stack import OWN_STACK
from core.networks.training.state import AFTERWARDS, RUNS, TRAIN, VIEWS, State
from core.topics import TOPICS
from pages.networks.training import before, compare, evaluation, modes, one_step, own, train
from pages.ui import address, frame, training, widgets

TOPIC = TOPICS["training"]
MODULES = dict(zip(VIEWS, (train, before, evaluation, compare, one_step, modes), strict=True))


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top:
        view = widgets.views(TOPIC, "view", "View")
    with layout.controls:
        state = State(view=view, **MODULES[view].choose(TOPIC))
    with layout.picture, frame.reader_mistakes():
        MODULES[view].show(TOPIC, state)
    frame.sections(TOPIC, sections(state), state)
    return state


def sections(state: State) -> dict[str, Callable[[State], None]]:
    """What stands under the picture of a view."""
    code = {"Code": lambda state: frame.code(TOPIC, TOPIC.script(state))}
    if state.view == TRAIN:
        layers = {"Layer by layer": train.layers} if state.model == OWN_STACK else {}
        return {
            "All trainings": partial(train.trainings, TOPIC),
            "Own pictures": partial(own.show, TOPIC),
            **layers,
            "Training code": partial(train.code, TOPIC),
            **code,
        }
    if state.view == RUNS:
        return {
            "All runs": partial(compare.every_run, TOPIC),
            "Download": partial(compare.download, TOPIC),
            **code,
        }
    if state.view == AFTERWARDS:
        code["Training code"] = lambda state: training.code(TOPIC, (state.trained,))
    return code


put_at = partial(address.apply, TOPIC, without_widget=evaluation.CELL)
frame.page(TOPIC, body, put_at)
