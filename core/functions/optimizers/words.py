"""What a race is about before it is run, and what has come of it, with its numbers."""

from collections.abc import Sequence

from core.functions.optimizers.race import DIVERGED, Trajectory
from core.plots.numbers import number, scientific
from core.plots.words import listed
from core.registry import Pick

RUN = "**Run the race** to see."
"""What to do first."""


def question(racers: Sequence[Pick], start: tuple[float, float], steps: int) -> str:
    """What there is to see."""
    x, y = (number(value) for value in start)
    if len(racers) == 1:
        return f"{racers[0].name} starts at ({x}, {y}). How low is it after {steps} steps?"
    return f"All {len(racers)} start at ({x}, {y}). Which is lowest after {steps} steps?"


def race_sentence(racers: Sequence[Pick], trajectories: Sequence[Trajectory]) -> str:
    """Who is lowest at the end, or who are where several are, how low the others are, and who came
    to grief.
    """
    named = [(pick.name, path) for pick, path in zip(racers, trajectories, strict=True)]
    lost = [f"{name} {fate(path)}" for name, path in named if fate(path)]
    ends = sorted((float(path.values[-1]), name) for name, path in named if not fate(path))
    steps = len(trajectories[0].values) - 1
    if not ends:
        return f"{listed(lost)} within {steps} steps."
    if len(named) == 1:
        ((value, name),) = ends
        return f"After {steps} steps {name} is at f = {scientific(value)}."
    lowest = ends[0][0]
    first = [name for value, name in ends if value == lowest]
    others = ends[len(first) :]
    rest = [*(f"{name} {scientific(value)}" for value, name in others), *lost]
    verb = "is" if len(first) == 1 else "are"
    text = f"After {steps} steps {listed(first)} {verb} lowest, at f = {scientific(lowest)}"
    return f"{text}; {listed(rest)}." if rest else f"{text}."


def fate(trajectory: Trajectory) -> str:
    """What became of an optimizer that did not come to the end, as a verb; else empty."""
    if trajectory.stopped is None:
        return ""
    point = trajectory.points[trajectory.stopped]
    return "leaves the surface" if point.abs().max() <= DIVERGED else "diverges"
