"""What the learning rate and the start decide: the loss at the end, the minimum that is reached,
and whether an optimizer diverges.
"""

import streamlit as st

from core.functions.optimizers import geometry
from core.functions.optimizers.basins import SIZE, basins, unsupported_reason
from core.functions.optimizers.figures import tuning as figures
from core.functions.optimizers.figures.basins import basin_words, basins_figure
from core.functions.optimizers.sensitivity import RATES, stride, sweep
from core.functions.optimizers.sensitivity import unsupported_reason as no_sweep_because
from core.functions.optimizers.stability import growth, limit
from core.functions.optimizers.state import State, curvatures, with_limit
from core.plots import theme
from core.plots.words import counted
from pages.ui import frame
from pages.ui.tables import table

HIGHEST_MEASURED = 100.0
"""A limit above this, on a nearly level surface, is not measured."""


def sensitivity(state: State) -> None:
    """The loss at the end for many learning rates."""
    reasons = {pick: no_sweep_because(pick, state.problem) for pick in state.racers}
    for reason in filter(None, reasons.values()):
        st.caption(f"{reason}.")
    racers = [pick for pick, reason in reasons.items() if not reason]
    if not racers:
        return
    every = stride(racers, state.problem)
    with st.spinner(f"Running {counted(-(-RATES // every), 'race')} per optimizer"):
        sweeps = [sweep(pick, state.problem, every) for pick in racers]
    frame.picture(
        figures.sensitivity_figure(geometry.value(state.surface), racers, sweeps),
        "optimizers.sensitivity",
        "Loss at the end against the learning rate",
    )
    st.caption(
        "Each point is a whole race from the same start. The large dot is the learning rate that "
        "is set; crosses are rates at which the optimizer diverges. The best rate is the one that "
        "ends low together with its two neighbours: a lone dip is luck. The wider the valley, the "
        "less the exact rate matters."
    )


def which_minimum(state: State) -> None:
    """The minimum that each starting point leads to."""
    st.caption(
        f"Each of {SIZE} × {SIZE} starting points has the colour of the minimum that it leads to: "
        "the basins of attraction. Stars mark the minima."
    )
    columns = st.columns(2)
    for index, pick in enumerate(state.racers):
        with columns[index % 2]:
            st.markdown(f"**{pick.name}**")
            if reason := unsupported_reason(pick, state.problem):
                st.caption(f"{reason}.")
                continue
            progress = st.progress(0.0)
            for snapshot in basins(pick, state.problem):
                progress.progress(snapshot.done / snapshot.steps)
            progress.empty()
            frame.picture(
                basins_figure(geometry.terrain(state.surface), snapshot),
                f"optimizers.basins.{pick.name}",
                "Starting points in the colour of the minimum they lead to",
            )
            st.caption(basin_words(pick, snapshot))


def largest_safe_rate(state: State) -> None:
    """The largest stable learning rate, from the curvature and measured."""
    points, indices = curvatures(state), with_limit(state)
    racers = [state.racers[index] for index in indices]
    st.markdown(
        "Near a minimum a surface is a bowl. Along its steepest direction, of curvature λ, a "
        "step may go too far: at a learning rate above **2 / λ** SGD lands farther from the "
        "minimum than it was; with momentum μ, this happens above **2 (1 + μ) / λ**. λ is the "
        "largest eigenvalue of the Hessian, which autograd gives."
    )
    limits = [[limit(pick, curvature.largest) for pick in racers] for _, curvature in points]
    table(figures.curvature_rows(points, racers, limits), "curvature")
    (_, first), rates = points[0], limits[0]
    if racers and 0 < max(rates) < HIGHEST_MEASURED:
        growths = [growth(pick, first, 1.5 * max(rates)) for pick in racers]
        colors = [theme.COLORS[index] for index in indices]
        frame.picture(
            figures.stability_figure(racers, colors, rates, growths),
            "optimizers.stability",
            "Growth of the distance at each step against the learning rate",
        )
        st.caption(
            "Measured with real optimizers on a bowl that has the curvatures of the first row. The "
            "dotted lines are the formula. Above 1 each step leads farther away."
        )
    if len(racers) < len(state.racers):
        st.caption(
            "The formula gives no such limit for the others. Those that divide by the size of "
            "the gradients, such as Adam, do not diverge at too large a rate: they circle the "
            "minimum at a distance of about one step."
        )
