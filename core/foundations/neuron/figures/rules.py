"""A rule of learning at one of its steps: the map, the line before and after, the point; and how
many points are right, step by step.
"""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.foundations.neuron.examples import Example
from core.foundations.neuron.figures.plane import (
    half_planes,
    line_trace,
    output_map,
    plane,
    point_traces,
    ring,
)
from core.foundations.neuron.rules import Course
from core.plots import theme
from core.plots.grid import Grid

MAP_HEIGHT, CURVES_HEIGHT = 290, 150


def step_figure(
    title: str,
    examples: Sequence[Example],
    course: Course,
    step: int,
    grid: Grid | None,
    looked_at: int | None = None,
    hidden: bool = False,
) -> go.Figure:
    """The line after a step, and before it.

    Args:
        grid: the output over the plane after the step; None where it is 0 or 1 and no more.
        looked_at: the index of the point that the step looked at; None where it looked at all.
        hidden: whether what the step does is to be guessed: there is the line before it alone.
    """
    now, before = (course.parameters[max(0, index)].tolist() for index in (step, step - 1))
    if hidden:
        now = before
    traces = half_planes(*now) if grid is None else [output_map(grid)]
    if step and before != now:
        traces.append(line_trace(*before, "Before", width=2, dash="dot"))
    traces += [line_trace(*now, "Now"), *point_traces(examples)]
    if looked_at is not None:
        traces.append(ring(*examples[looked_at][:2], "Looked at"))
    return theme.figure(
        *traces,
        height=MAP_HEIGHT,
        **plane(title),
    )


def progress_figure(courses: Mapping[str, Course], step: int, count: int) -> go.Figure:
    """How many points each rule has right, over the steps."""
    return theme.figure(
        *(
            {
                "type": "scatter",
                "x": list(range(len(course.right))),
                "y": course.right.tolist(),
                "mode": "lines",
                "name": name,
                "line": {"color": color, "width": 2.5, "shape": "hv", "dash": dash},
                "hovertemplate": f"Step %{{x}}: %{{y}} of {count}<extra>{name}</extra>",
            }
            for (name, course), color, dash in zip(
                courses.items(), theme.COLORS[2:4], ("solid", "dash"), strict=True
            )
        ),
        height=CURVES_HEIGHT,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        legend=theme.LEGEND,
        xaxis={"title": "Step", "zeroline": False},
        yaxis={
            "title": "Points right",
            "range": [-0.04 * count, 1.08 * count],
            "zeroline": False,
            "tickformat": "d",
            "nticks": 5,
        },
        shapes=[theme.upright(step)],
    )
