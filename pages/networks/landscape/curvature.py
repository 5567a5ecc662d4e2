"""The view "Curvature": the eigenvalues of a loss's Hessian."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.networks.landscape.curvature import MOST, Curvature, Curvatures, after, curvatures
from core.networks.landscape.curvature_words import curvature_caption, curvature_sentence
from core.networks.landscape.figures.curvature import error_figure, spread_figure
from core.networks.landscape.state import State
from core.networks.landscape.subject import OWN
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, jobs, widgets

LABELS = {"lanczos_steps": "Lanczos steps", "start": "Seed"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {"problem": widgets.widget(topic, "problem", "Data")}
    if values["problem"] == OWN:
        values["playground"] = widgets.widget(topic, "playground", "Address of a playground")
    else:
        values["trained_for"] = widgets.widget(topic, "trained_for", "Trained for")
    return values | {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}


def show(topic: Topic, state: State) -> None:
    """How the eigenvalues are spread, and how soon Lanczos has the largest."""
    setting = state.part(Curvature)
    all_steps = setting.replace(lanczos_steps=MOST)
    spectrum = jobs.result("landscape.curvature", curvatures, all_steps, gives_up=True)
    if spectrum is None:
        return
    result = _after(spectrum, setting.lanczos_steps)
    frame.sentence(curvature_sentence(setting, result))
    above, below = _figures(result, setting.lanczos_steps)
    frame.main_picture(above, "landscape.spread", "How the eigenvalues of the Hessian are spread")
    frame.picture(below, "landscape.error", "The error of Lanczos against its steps")
    st.caption(curvature_caption(setting, result))


@lru_cache(maxsize=16)
def _after(spectrum: Curvatures, steps: int) -> Curvatures:
    return after(spectrum, steps)


@lru_cache(maxsize=16)
def _figures(result: Curvatures, steps: int) -> tuple[Figure, Figure]:
    return spread_figure(result), error_figure(result, steps)
