"""The race itself, and what it looks like step by step."""

from collections.abc import Callable

import streamlit as st

from core.functions.optimizers import surfaces
from core.functions.optimizers.figures import race as figures
from core.functions.optimizers.state import State, distances, run
from pages.ui import clicks, frame


def show(state: State, start_at: Callable[[float, float], None]) -> None:
    """The picture, a line for each optimizer that came to grief, and four curves.

    Args:
        start_at: sets the start to where a reader clicks.
    """
    racers, trajectories, terrain = state.racers, run(state), surfaces.terrain(state.surface)
    if state.view == "Map":
        clicks.picture(
            figures.map_figure(terrain, racers, trajectories),
            "optimizers.map",
            "Paths of optimizers on a surface, seen from above; a click sets the start",
            start_at,
        )
    else:
        frame.picture(
            figures.space_figure(terrain, racers, trajectories, state.angle),
            "optimizers.space",
            "Paths of optimizers on a surface in 3-D",
        )
    for pick, trajectory in zip(racers, trajectories, strict=True):
        if trajectory.note:
            st.markdown(f":material/warning: **{pick.name}** {trajectory.note}.")
    left, right = st.columns(2)
    with left:
        frame.picture(
            figures.loss_figure(terrain, racers, trajectories),
            "optimizers.loss",
            "Loss against the step",
        )
        frame.picture(
            figures.step_length_figure(racers, trajectories),
            "optimizers.stride",
            "Length of each step",
        )
    with right:
        frame.picture(
            figures.distance_figure(racers, distances(state)),
            "optimizers.distance",
            "Distance to the nearest minimum against the step",
        )
        frame.picture(
            figures.rate_figure(racers, trajectories),
            "optimizers.rate",
            "Learning rate of each step",
        )
