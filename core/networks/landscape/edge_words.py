"""What is said over the picture of the edge of stability, with its numbers."""

from core.networks.landscape.edge import Edge, Edges, Run
from core.plots.numbers import percent, short

NEAR = 0.06
"""How far from its limit, as a share, a sharpness is still at the edge."""


def edge_sentence(setting: Edge, result: Edges) -> str:
    """How sharp each run gets, and where its limit is."""
    return " ".join(_of_a_run(setting, run) for run in result.runs)


def _of_a_run(setting: Edge, run: Run) -> str:
    limit = "2 / lr" if not setting.momentum else "2 (1 + β) / lr"
    mean, first = float(run.last_third.mean()), float(run.sharpness[0])
    if run.diverged:
        return f"**lr {run.rate:g}** diverges: {limit} = {short(run.limit)} is too low here."
    if abs(run.off) <= NEAR:
        return (
            f"**lr {run.rate:g}**: {short(first)} → {short(mean)}, "
            f"{percent(abs(run.off))} from {limit} = {short(run.limit)}."
        )
    where = "below" if run.off < 0 else "above"
    climb = f"**lr {run.rate:g}**: {short(first)} → {short(mean)}"
    return f"{climb}, still {where} {limit} = {short(run.limit)}."


def edge_caption(setting: Edge, result: Edges) -> str:
    """What is measured, and how often the loss went up."""
    rises = ", ".join(f"{run.rises:,} (lr {run.rate:g})" for run in result.runs)
    return (
        f"Sharpness is the largest eigenvalue of the Hessian, by Lanczos. The numbers above are "
        f"the start and the mean of the last third. Of {setting.steps:,} steps, the loss went up "
        f"at {rises}. The network is 196-32-32-10 with tanh, on {setting.examples} digits, with "
        "half the mean squared distance to one-hot targets as its loss, all digits at every step."
    )
