"""Optimizers of torch race down a surface, step by step, with what each of them does at a step."""

import streamlit as st

from core.catalogue import optimizers, schedules
from core.functions.optimizers import surfaces
from core.functions.optimizers.basins import basins, why_not
from core.functions.optimizers.figures import race as plots
from core.functions.optimizers.figures import steps as equations
from core.functions.optimizers.figures import tuning
from core.functions.optimizers.microscope import look
from core.functions.optimizers.sensitivity import sweep
from core.functions.optimizers.stability import growth, limit
from core.functions.optimizers.state import State, bends, limited, run
from core.plots import theme
from core.topics import TOPICS
from pages.ui import clicks, controls, frame

topic = TOPICS["optimizers"]


def start_at(x: float, y: float) -> None:
    """Puts the start there; the stops of its sliders are hundredths."""
    for name, value in (("start_x", x), ("start_y", y)):
        st.session_state[controls.key(topic, name)] = round(value, 2)


def begin() -> None:
    """A surface that has just been chosen is begun where its way down tells something."""
    start_at(
        *surfaces.start(surfaces.SURFACES.pick(st.session_state[controls.key(topic, "surface")]))
    )


def choose() -> State:
    """The controls at the right of the picture, and the state they are at."""
    view = controls.widget(topic, "view", "View")
    angle = controls.widget(topic, "angle", "Walk around it") if view == "In space" else 30
    surface = controls.widget(topic, "surface", "Surface", on_change=begin)
    racers = controls.widget(topic, "racers", "Optimizers, up to ten")
    (x0, x1), (y0, y1) = surfaces.domain(surface)
    x, y = (
        controls.within(topic, f"start_{name}", f"Start {name}", low, high)
        for name, low, high in (("x", x0, x1), ("y", y0, y1))
    )
    steps, noise = (
        controls.widget(topic, "steps", "Steps"),
        controls.widget(topic, "noise", "Gradient noise"),
    )
    seed = controls.widget(topic, "seed", "Seed of the noise") if noise else 0
    schedule = controls.widget(topic, "schedule", "Schedule")
    return State(
        racers=racers,
        surface=surface,
        start_x=x,
        start_y=y,
        steps=steps,
        noise=noise,
        seed=seed,
        schedule=schedule,
        view=view,
        angle=angle,
    )


def race(state: State) -> None:
    """The race itself, and what it looks like step by step."""
    found = run(state)
    if state.view == "Map":
        clicks.picture(
            plots.map_figure(state.surface, state.racers, found),
            "optimizers.map",
            "Paths of optimizers on a surface, seen from above; a click sets the start",
            start_at,
        )
    else:
        frame.picture(
            plots.space_figure(state.surface, state.racers, found, state.angle),
            "optimizers.space",
            "Paths of optimizers on a surface in space",
        )
    for pick, one in zip(state.racers, found, strict=True):
        if one.note:
            st.markdown(f":material/warning: **{pick.name}** {one.note.replace('-', '−')}.")
    left, right = st.columns(2)
    with left:
        frame.picture(
            plots.loss_figure(state.surface, state.racers, found),
            "optimizers.loss",
            "Loss against the step",
        )
        frame.picture(
            plots.stride_figure(state.racers, found), "optimizers.stride", "Length of each step"
        )
    with right:
        frame.picture(
            plots.distance_figure(state.surface, state.racers, found),
            "optimizers.distance",
            "Distance to the nearest minimum against the step",
        )
        frame.picture(
            plots.rate_figure(state.racers, found), "optimizers.rate", "Learning rate of each step"
        )


def intuition(state: State) -> None:
    """What each optimizer is, and the schedule."""
    for pick in state.racers:
        st.markdown(f"**{pick.name}**. {pick.choice.note}")
    if state.schedule.name != "none":
        st.markdown(f"**{state.schedule.name}**. {state.schedule.choice.note}")
    out = optimizers.LEFT_OUT | schedules.LEFT_OUT
    st.caption(
        "All of torch.optim and of its lr_scheduler can be chosen, but for "
        f"{'; '.join(f'{name} ({reason})' for name, reason in out.items())}."
    )


def microscope(state: State) -> None:
    """One step of each optimizer: its gradient, its state, and its equation with the numbers " "in
    it.
    """
    count = controls.within(topic, "step", "Step", 1, state.steps)
    st.caption(
        "The arrow in the optimizer's colour is its step. The thin ones are the terms that it "
        "is the sum of, each from where the last one ends."
    )
    for place, pick in enumerate(state.racers):
        glance = look(pick, state.problem, count)
        st.markdown(f"#### {pick.name}, step {count}")
        st.markdown(equations.step_words(glance))
        picture, words = st.columns([1, 1.6])
        with picture:
            frame.picture(
                equations.step_figure(state.surface, glance, theme.COLORS[place]),
                f"optimizers.step.{pick.name}",
                "A step on the surface, as arrows",
            )
        with words:
            if glance.reason:
                st.markdown(f"Its step is no short sum: {glance.reason}.")
            else:
                st.latex(equations.symbols(glance.terms))
                for axis in range(2):
                    st.latex(equations.numbers(glance.terms, axis))
        with st.expander("All numbers"):
            st.dataframe(equations.factor_rows(glance), hide_index=True)
            st.dataframe(equations.state_rows(glance), hide_index=True)


def sensitivity(state: State) -> None:
    """The loss at the end for many learning rates."""
    with st.spinner("Forty races an optimizer"):
        sweeps = [sweep(pick, state.problem) for pick in state.racers]
    frame.picture(
        tuning.sensitivity_figure(state.surface, state.racers, sweeps),
        "optimizers.sensitivity",
        "Loss at the end against the learning rate",
    )
    st.caption(
        "Each point is a race of its own from the same start. The large dot is the rate that "
        "is set, a cross is one that diverges. An optimizer with a wide valley forgives a "
        "wrong rate."
    )


def attraction(state: State) -> None:
    """The minimum that each start leads to."""
    for pick, column in zip(state.racers, st.columns(2) * 5, strict=False):
        with column:
            st.markdown(f"**{pick.name}**")
            if reason := why_not(pick, state.problem):
                st.caption(f"{reason}.")
                continue
            progress = st.progress(0.0)
            for found in basins(pick, state.problem):
                progress.progress(found.done / found.steps)
            progress.empty()
            frame.picture(
                tuning.basins_figure(state.surface, found),
                f"optimizers.basins.{pick.name}",
                "Starting points in the colour of the minimum they lead to",
            )
            st.caption(tuning.basin_words(pick, found))


def stability(state: State) -> None:
    """The largest learning rate that holds, from the curvature and measured."""
    places, chosen = bends(state), limited(state)
    racers = [state.racers[place] for place in chosen]
    st.markdown(
        "Near a minimum a surface is a bowl. Along its steepest direction, of curvature λ, a "
        "step of SGD may leap across: from a learning rate of **2 / λ** on it lands farther "
        "away than it began, with momentum β from **2 (1 + β) / λ** on. λ is the largest "
        "eigenvalue of the Hessian, which autograd gives."
    )
    limits = [[limit(pick, bend.most) for pick in racers] for _, bend in places]
    st.dataframe(tuning.bend_rows(places, racers, limits), hide_index=True)
    bend = places[0][1]
    if racers and 0 < max(limits[0]) < 100:
        growths = [growth(pick, bend, 1.5 * max(limits[0])) for pick in racers]
        frame.picture(
            tuning.stability_figure(
                racers, [theme.COLORS[place] for place in chosen], limits[0], growths
            ),
            "optimizers.stability",
            "Growth of the distance at each step against the learning rate",
        )
        st.caption(
            "Measured with real optimizers on the bowl at the first of these places. The "
            "dotted lines are the formula."
        )
    if len(racers) < len(state.racers):
        st.caption(
            "The others have no such limit: they divide by the size of the gradients, so that "
            "a rate too large lets them dance around the minimum, at about that distance, "
            "rather than leap away."
        )


frame.head(topic)
picture, side = frame.columns()
with side:
    state = choose()
with picture, frame.reader_mistakes():
    race(state)
frame.presets(topic)
frame.sections(
    topic,
    {
        "Intuition": intuition,
        "Microscope": microscope,
        "How sensitive": sensitivity,
        "Basins": attraction,
        "Stability": stability,
        "Code": lambda state: frame.code(topic, topic.content.write_script(state)),
        "Link": lambda state: frame.link(topic, state),
    },
    state,
)
