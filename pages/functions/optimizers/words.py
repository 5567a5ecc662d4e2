"""What each optimizer is, in words, and one of its steps in numbers."""

import streamlit as st

from core.catalogue import optimizers, schedules
from core.functions.optimizers.figures import steps as figures
from core.functions.optimizers.microscope import Glance, look, surroundings
from core.functions.optimizers.state import State
from core.plots import theme
from core.topics import TOPICS
from pages.ui import frame, widgets
from pages.ui.tables import table


def intuition(state: State) -> None:
    """What each optimizer is, and the schedule."""
    picks = [*state.racers, *([] if state.problem.schedule is None else [state.schedule])]
    frame.prose(TOPICS["optimizers"], *(f"**{pick.name}**. {pick.choice.note}" for pick in picks))
    left_out = "; ".join(
        f"{name} ({reason})" for name, reason in (optimizers.LEFT_OUT | schedules.LEFT_OUT).items()
    )
    st.caption(
        f"You can choose everything in torch.optim and torch.optim.lr_scheduler, except {left_out}."
    )


def one_step(state: State) -> None:
    """One step of each optimizer: its gradient, its state, and its equation with the numbers in
    it.
    """
    count = widgets.within(TOPICS["optimizers"], "step", "Step", 1, state.steps)
    st.caption(
        "The arrow in the optimizer's colour is its step. The step is the sum of a few terms: each "
        "thin arrow is one of them and begins where the last one ends."
    )
    for pick, color in zip(state.racers, theme.COLORS, strict=False):
        glance = look(pick, state.problem, count)
        st.markdown(f"## {pick.name}, step {count}")
        st.markdown(figures.step_words(glance))
        picture, equation = st.columns([1, 1.6])
        with picture:
            frame.picture(
                figures.step_figure(surroundings(state.surface, glance), glance, color),
                f"optimizers.step.{pick.name}",
                "A step on the surface, as arrows",
            )
        with equation:
            _equation(glance)
        with st.expander("All numbers"):
            if glance.terms:
                table(figures.factor_rows(glance), f"factors.{pick.name}")
            table(figures.state_rows(glance), f"state.{pick.name}")


def _equation(glance: Glance) -> None:
    """The step as a sum of terms: in symbols, and with the numbers of each coordinate."""
    if glance.reason:
        st.markdown(f"Its step is not written as a sum of terms: {glance.reason}.")
        return
    st.latex(figures.symbols(glance.terms))
    for axis in range(2):
        st.latex(figures.numbers(glance.terms, axis))
