"""The race itself, and what it looks like step by step."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import streamlit as st

from core.functions.optimizers import geometry
from core.functions.optimizers.figures import race as figures
from core.functions.optimizers.race import Trajectory
from core.functions.optimizers.state import State, distances, run, schedule_caution
from core.functions.optimizers.words import RUN, question, race_sentence
from core.plots.theme import Figure
from core.topics import TOPICS
from pages.ui import address, clicks, frame
from pages.ui.player import Charts, player

TOPIC = TOPICS["optimizers"]

HAS_RUN, ASKED = "optimizers.has_run", "optimizers.asked"
"""In the session: whether a race has been seen to its end, and how often one was to be played."""

PLAY = "optimizers.play"
"""In the session: whether this run of the page is to play its race."""

CURVES = ("optimizers.loss", "optimizers.distance", "optimizers.stride", "optimizers.rate")
"""The keys of the four curves, from left to right and down."""


def put_at(state: State) -> None:
    """Puts the page at a state, and plays its race; the page's start waits for its reader."""
    address.apply(TOPIC, state)
    starts = state == State()
    st.session_state.update({HAS_RUN: not starts, PLAY: not starts})


def show(state: State, start_at: Callable[[float, float], None]) -> None:
    """The picture, a line for each optimizer that came to grief, and four curves.

    Args:
        start_at: sets the start to where a reader clicks.
    """
    trajectories, waiting = run(state), _waits(state)
    revision = _revision()
    _say(state, waiting, plays=revision > 0)
    _paths(state, trajectories, waiting, revision, start_at)
    if not waiting:
        _warn(state, trajectories)
    with frame.pairs("optimizers.curves"):
        for key, (figure, alt) in zip(CURVES, curves(state), strict=True):
            frame.picture(figure, key, alt)


def _say(state: State, waiting: bool, plays: bool) -> None:
    """What to look for, until the race has been run, and then what has come of it. Of a race that
    plays now the player shows the one and, when it is over, the other.
    """
    asked, result = question(state.racers, state.problem.start, state.steps), sentence(state)
    if plays:
        with st.container(key="sentence", gap=None):
            st.container(key="race-question").markdown(asked)
            st.container(key="race-result").markdown(result)
    else:
        frame.sentence(f"{asked} {RUN}" if waiting else result)


def _waits(state: State) -> bool:
    """Whether the race is to be run yet: the page opens so, and whatever its reader changes before
    the first run. Of another state, as of a link, all is seen at once.
    """
    return not st.session_state.setdefault(HAS_RUN, state != State())


def _warn(state: State, trajectories: Sequence[Trajectory]) -> None:
    """A line for each optimizer that came to grief, and what to know of the schedule."""
    for pick, trajectory in zip(state.racers, trajectories, strict=True):
        if trajectory.note:
            st.markdown(f":material/warning: **{pick.name}** {trajectory.note}.")
    if caution := schedule_caution(state):
        st.markdown(f":material/warning: **{state.schedule.name}**. {caution}")


@lru_cache(maxsize=64)
def sentence(state: State) -> str:
    """What has come of the race."""
    return race_sentence(state.racers, run(state))


@lru_cache(maxsize=64)
def curves(state: State) -> tuple[tuple[Figure, str], ...]:
    """Loss, distance, step length and learning rate against the step, and what each is."""
    racers, trajectories = state.racers, run(state)
    terrain = geometry.terrain(state.surface)
    return (
        (figures.loss_figure(terrain, racers, trajectories), "Loss against the step"),
        (
            figures.distance_figure(racers, trajectories, distances(state)),
            "Distance to the nearest minimum, or from the start, against the step",
        ),
        (figures.step_length_figure(racers, trajectories), "Length of each step"),
        (figures.rate_figure(racers, trajectories), "Learning rate of each step"),
    )


@lru_cache(maxsize=64)
def surface(state: State, waiting: bool) -> Figure:
    """The surface with the paths on it, from above or in 3-D."""
    terrain, trajectories = geometry.terrain(state.surface), run(state)
    if state.view == "Map":
        return figures.map_figure(terrain, state.racers, trajectories, waiting)
    return figures.space_figure(terrain, state.racers, trajectories, state.angle, waiting)


def _paths(
    state: State,
    trajectories: Sequence[Trajectory],
    waiting: bool,
    revision: int,
    start_at: Callable[[float, float], None],
) -> None:
    """The surface with the paths on it, from above or in 3-D, and the player under it."""
    above = state.view == "Map"
    key = "optimizers.map" if above else "optimizers.space"
    with frame.room(key):
        if above:
            clicks.picture(
                surface(state, waiting),
                key,
                "Paths of optimizers on a surface, seen from above; a click sets the start",
                start_at,
                height="stretch",
            )
        else:
            frame.picture(
                surface(state, waiting),
                key,
                "Paths of optimizers on a surface in 3-D",
                height="stretch",
            )
        player(
            f"{key}.player",
            figures.race_paths(state.racers, trajectories),
            Charts(key, *geometry.domain(state.surface), CURVES, space=not above),
            waiting,
            revision,
            on_finished=lambda: st.session_state.update({HAS_RUN: True}),
        )


def _revision() -> int:
    """Another number whenever a race is to be played, else 0."""
    if not st.session_state.pop(PLAY, False):
        return 0
    st.session_state[ASKED] = st.session_state.get(ASKED, 0) + 1
    return st.session_state[ASKED]
