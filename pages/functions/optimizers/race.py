"""The race itself, and what it looks like step by step."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.functions.optimizers import geometry
from core.functions.optimizers.figures import race as figures
from core.functions.optimizers.race import Trajectory
from core.functions.optimizers.state import State, distances, run, schedule_caution
from core.functions.optimizers.words import race_sentence
from pages.ui import clicks, frame


def show(state: State, start_at: Callable[[float, float], None]) -> None:
    """The picture, a line for each optimizer that came to grief, and four curves.

    Args:
        start_at: sets the start to where a reader clicks.
    """
    racers, trajectories, terrain = state.racers, run(state), geometry.terrain(state.surface)
    frame.sentence(race_sentence(racers, trajectories))
    _paths(state, terrain, trajectories, start_at)
    for pick, trajectory in zip(racers, trajectories, strict=True):
        if trajectory.note:
            st.markdown(f":material/warning: **{pick.name}** {trajectory.note}.")
    if caution := schedule_caution(state):
        st.markdown(f":material/warning: **{state.schedule.name}**. {caution}")
    left, right = st.columns(2)
    with left:
        loss = figures.loss_figure(terrain, racers, trajectories)
        frame.picture(loss, "optimizers.loss", "Loss against the step")
        lengths = figures.step_length_figure(racers, trajectories)
        frame.picture(lengths, "optimizers.stride", "Length of each step")
    with right:
        frame.picture(
            figures.distance_figure(racers, trajectories, distances(state)),
            "optimizers.distance",
            "Distance to the nearest minimum, or from the start, against the step",
        )
        rates = figures.rate_figure(racers, trajectories)
        frame.picture(rates, "optimizers.rate", "Learning rate of each step")


def _paths(
    state: State,
    terrain: geometry.Terrain,
    trajectories: Sequence[Trajectory],
    start_at: Callable[[float, float], None],
) -> None:
    """The surface with the paths on it, from above or in 3-D."""
    if state.view == "Map":
        with frame.room("optimizers.map"):
            clicks.picture(
                figures.map_figure(terrain, state.racers, trajectories),
                "optimizers.map",
                "Paths of optimizers on a surface, seen from above; a click sets the start",
                start_at,
                height="stretch",
            )
    else:
        frame.main_picture(
            figures.space_figure(terrain, state.racers, trajectories, state.angle),
            "optimizers.space",
            "Paths of optimizers on a surface in 3-D",
        )
