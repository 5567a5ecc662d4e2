"""Optimizers of torch race down a surface, step by step, with what each of them does at a step."""

import streamlit as st

from core.functions.optimizers import geometry
from core.functions.optimizers.state import State
from core.functions.optimizers.surfaces import SURFACES
from core.topics import TOPICS
from pages.functions.optimizers import race, tuning, words
from pages.ui import address, frame, widgets

TOPIC = TOPICS["optimizers"]


def start_at(x: float, y: float) -> None:
    """Sets the start; its sliders have two decimals."""
    for name, value in (("start_x", x), ("start_y", y)):
        st.session_state[address.key(TOPIC, name)] = round(value, 2)


def start_on_surface() -> None:
    """A surface that has just been chosen starts where its way down tells something."""
    name = st.session_state[address.key(TOPIC, "surface")]
    start_at(*geometry.start(SURFACES.pick(name)))


def choose() -> State:
    """The controls at the right of the picture, and the state they are at."""
    view = widgets.widget(TOPIC, "view", "View")
    angle = widgets.widget(TOPIC, "angle", "Camera angle") if view == "3-D" else State().angle
    surface = widgets.widget(TOPIC, "surface", "Surface", on_change=start_on_surface)
    racers = widgets.widget(TOPIC, "racers", "Optimizers, up to ten")
    start = {
        f"start_{axis}": widgets.within(TOPIC, f"start_{axis}", f"Start {axis}", low, high)
        for axis, (low, high) in zip("xy", geometry.domain(surface), strict=True)
    }
    steps = widgets.widget(TOPIC, "steps", "Steps")
    noise = widgets.widget(TOPIC, "noise", "Gradient noise")
    seed = widgets.widget(TOPIC, "seed", "Noise seed") if noise else 0
    schedule = widgets.widget(TOPIC, "schedule", "Learning-rate schedule")
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


def body(layout: frame.Layout) -> State:
    """The race, its controls and its sections."""
    with layout.controls:
        state = choose()
    with layout.picture, frame.reader_mistakes():
        race.show(state, start_at)
    frame.sections(TOPIC, SECTIONS, state)
    return state


SECTIONS = {
    "Intuition": words.intuition,
    "One step in numbers": words.one_step,
    "Learning-rate sweep": tuning.sensitivity,
    "Which minimum?": tuning.which_minimum,
    "Largest safe rate": tuning.largest_safe_rate,
    "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
}

frame.page(TOPIC, body, race.put_at)
