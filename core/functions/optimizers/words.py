"""What has come of a race, in one sentence with its numbers."""

import math
from collections.abc import Sequence

from core.functions.optimizers.race import Trajectory
from core.plots.numbers import scientific
from core.plots.words import listed
from core.registry import Pick


def race_sentence(racers: Sequence[Pick], trajectories: Sequence[Trajectory]) -> str:
    """Who is lowest at the end, and how low the others are."""
    ends = sorted(
        (float(trajectory.values[-1]), pick.name)
        for pick, trajectory in zip(racers, trajectories, strict=True)
        if math.isfinite(float(trajectory.values[-1]))
    )
    if not ends:
        return "None of them comes down: all leave the surface."
    steps = len(trajectories[0].values) - 1
    (lowest, first), *others = ends
    text = f"After {steps} steps {first} is lowest, at f = {scientific(lowest)}"
    if not others:
        return f"{text}."
    return f"{text}; {listed([f'{name} is at {scientific(value)}' for value, name in others])}."
