"""The loss over two parameters, from above and in 3-D, and the points under it."""

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.points import REACH
from core.functions.losses.figures.surfaces import (
    above_figure,
    data_figure,
    descent_words,
    space_figure,
)
from core.functions.losses.models import MODELS, Model
from core.functions.losses.state import State
from core.functions.losses.surfaces import fitted
from core.plots.theme import Figure
from core.registry import Choose
from core.topics import Topic
from pages.ui import address, clicks, frame, points, widgets

POINTS = tuple(dict.fromkeys(model.points for model in MODELS.values()))
"""The settings that hold points, and have no widget of their own."""

LABELS = {"fit": "Loss", "class_loss": "Loss", "pos_weight": "pos_weight"}
FOLDED = {"steps": "Steps of gradient descent", "camera_angle": "Rotate"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    room = st.container(gap="small")
    model = MODELS[widgets.current(topic, "model")]
    with widgets.more(topic, *FOLDED, arguments_of=model.loss):
        parameters = st.container(gap="small")
        folded = {key: widgets.widget(topic, key, label) for key, label in FOLDED.items()}
    with room:
        return folded | _in_the_open(topic, parameters)


def _in_the_open(topic: Topic, parameters: DeltaGenerator) -> dict[str, Any]:
    """The controls that do not stand folded, and their values by name.

    Args:
        parameters: where those of the loss stand.
    """
    name = widgets.widget(topic, "model", "Model")
    model = MODELS[name]
    values = {"model": name, **address.remember(topic, model.points)}
    is_pick = isinstance(widgets.spec_of(topic, model.loss), Choose)
    options = {"parameters": parameters} if is_pick else {}
    values[model.loss] = widgets.widget(topic, model.loss, LABELS[model.loss], **options)
    labels = {key: LABELS[key] for key in model.loss_settings.get(values[model.loss], ())}
    labels |= dict(zip(("w", "b"), model.parameters, strict=True)) | {"lr": "Learning rate"}
    return values | {key: widgets.widget(topic, key, label) for key, label in labels.items()}


def show(topic: Topic, state: State) -> None:
    """The surface twice, the points with their table, and what the descent has come to."""
    result = fitted(state)
    frame.sentence(descent_words(result))
    above, space = st.columns(2, gap="small")
    seen = figures(state)[0]
    with above, frame.stays("losses.above", seen.height):
        clicks.picture(
            seen,
            "losses.picture.above",
            "The loss over two parameters from above, with gradient descent on it",
            lambda w, b: _start_at(topic, w, b),
            height="stretch",
        )
    with space:
        frame.picture_beside(
            figures(state)[1],
            "losses.picture.space",
            "The loss over two parameters in 3-D, with gradient descent on it",
        )
    _show_points(topic, state)
    st.caption(
        "The arrow points against the gradient that autograd gives; from above, each shade covers "
        "an equal area. Click or tap the surface to start there, the lower picture to add a point, "
        "and a point to remove it, or edit the table."
    )


@lru_cache(maxsize=64)
def figures(state: State) -> tuple[Figure, Figure, Figure]:
    """The surface from above and in 3-D, and the points."""
    result = fitted(state)
    return above_figure(result), space_figure(result, state.camera_angle), data_figure(result)


def _start_at(topic: Topic, w: float, b: float) -> None:
    """Puts the two sliders where the surface was clicked."""
    st.session_state.update({address.key(topic, "w"): w, address.key(topic, "b"): b})


def _allowed(model: Model, x: float, y: float) -> tuple[float, float]:
    """The point that a model can have nearest to where the picture was clicked."""
    x, y = (min(max(value, -REACH), REACH) for value in (x, y))
    return x, float(y > 0.5) if model.classes else y


def _show_points(topic: Topic, state: State) -> None:
    """The points as a picture and as a table, both of which can be changed."""
    model = MODELS[state.model]
    data, table = st.columns([1.9, 1], gap="small")
    with data:
        clicks.picture(
            figures(state)[2],
            "losses.picture.data",
            "The points and the model; a click adds or removes a point",
            lambda x, y: points.click(topic, model.points, model.read, _allowed(model, x, y)),
        )
    with table:
        points.table(topic, model.points, model.read, model.classes)
