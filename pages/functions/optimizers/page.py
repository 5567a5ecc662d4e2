"""Optimizers of torch race down a surface, step by step, with what each of them does at a step."""

import streamlit as st

from core.functions.optimizers import surfaces
from core.functions.optimizers.state import State
from core.topics import TOPICS
from pages.functions.optimizers import race, tuning, words
from pages.ui import address, frame, widgets

topic = TOPICS["optimizers"]


def start_at(x: float, y: float) -> None:
    """Sets the start; its sliders have two decimals."""
    for name, value in (("start_x", x), ("start_y", y)):
        st.session_state[address.key(topic, name)] = round(value, 2)


def start_on_surface() -> None:
    """A surface that has just been chosen starts where its way down tells something."""
    name = st.session_state[address.key(topic, "surface")]
    start_at(*surfaces.start(surfaces.SURFACES.pick(name)))


def choose() -> State:
    """The controls at the right of the picture, and the state they are at."""
    view = widgets.widget(topic, "view", "View")
    angle = widgets.widget(topic, "angle", "Camera angle") if view == "3-D" else State().angle
    surface = widgets.widget(topic, "surface", "Surface", on_change=start_on_surface)
    racers = widgets.widget(topic, "racers", "Optimizers, up to ten")
    start = {
        f"start_{axis}": widgets.within(topic, f"start_{axis}", f"Start {axis}", low, high)
        for axis, (low, high) in zip("xy", surfaces.domain(surface), strict=True)
    }
    steps = widgets.widget(topic, "steps", "Steps")
    noise = widgets.widget(topic, "noise", "Gradient noise")
    seed = widgets.widget(topic, "seed", "Noise seed") if noise else 0
    schedule = widgets.widget(topic, "schedule", "Learning-rate schedule")
    return State(
        racers=racers,
        surface=surface,
        steps=steps,
        noise=noise,
        seed=seed,
        schedule=schedule,
        view=view,
        angle=angle,
        **start,
    )


frame.head(topic)
picture, side = frame.columns()
with side:
    state = choose()
with picture, frame.reader_mistakes():
    race.show(state, start_at)
frame.presets(topic)
frame.sections(
    topic,
    {
        "Intuition": words.intuition,
        "One step in numbers": words.one_step,
        "Learning-rate sweep": tuning.sensitivity,
        "Which minimum?": tuning.which_minimum,
        "Largest safe rate": tuning.largest_safe_rate,
        "Code": lambda state: frame.code(topic, topic.content.write_script(state)),
        "Link": lambda state: frame.link(topic, state),
    },
    state,
)
