"""The view "Edge of stability": how sharp the loss gets under gradient descent."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.networks.landscape.edge import Edge, Edges, Run, edges
from core.networks.landscape.edge_words import edge_caption, edge_sentence
from core.networks.landscape.figures.edge import edge_loss_figure, sharpness_figure
from core.networks.landscape.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, jobs, widgets

LABELS = {"rates": "Learning rates", "steps": "Steps", "momentum": "Momentum"}
FOLDED = {"seed": "Seed", "examples": "Digits"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    return values | widgets.folded(topic, FOLDED, lazy=True)


def show(topic: Topic, state: State) -> None:
    """The sharpness of each training with the edge that it climbs to, and the losses."""
    setting = state.part(Edge)
    result = jobs.result(
        "landscape.edge",
        edges,
        setting,
        draw=lambda seen: _draw(seen, setting.steps),
        at_once=True,
        gives_up=True,
    )
    if result is None:
        return
    frame.sentence(edge_sentence(setting, result))
    _draw(result, setting.steps)
    st.caption(edge_caption(setting, result))


def _draw(result: Edges, steps: int) -> None:
    above, below = _figures(result.runs, steps)
    frame.main_picture(above, "landscape.sharpness", "The sharpness against the step")
    frame.picture(below, "landscape.edge.loss", "The loss against the step")


@lru_cache(maxsize=16)
def _figures(runs: tuple[Run, ...], steps: int) -> tuple[Figure, Figure]:
    return sharpness_figure(runs, steps), edge_loss_figure(runs, steps)
