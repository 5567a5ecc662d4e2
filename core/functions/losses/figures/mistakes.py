"""A mistaken loss beside the right one: gradients, learning, numbers."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.functions.losses.mistakes import Course
from core.plots import theme
from core.plots.numbers import number, probability
from core.plots.theme import LEGEND

SIDES = {"right": theme.COLORS[2], "wrong": theme.COLORS[0]}


def slopes_figure(courses: Mapping[str, Course]) -> go.Figure:
    """The gradient for each logit, with the mistake and done right."""
    bars = [
        go.Bar(
            x=["z0", "z1", "z2"],
            y=course.gradient.float().numpy(),
            name=f"{side.capitalize()}: loss {number(course.loss)}",
            marker={"color": SIDES[side]},
            text=[number(round(slope, 4)) for slope in course.gradient.tolist()],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            hoverinfo="skip",
        )
        for side, course in courses.items()
    ]
    return theme.figure(
        *bars,
        height=430,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        barmode="group",
        xaxis={"title": "Gradient for each logit", "tickfont": {"size": 14}},
        yaxis={"range": [-1.2, 1.2], "zeroline": True},
    )


def learning_figure(courses: Mapping[str, Course]) -> go.Figure:
    """The probability of the true class, step by step, with the mistake and done right."""
    lines = [
        {
            "y": course.probability.float().numpy(),
            "mode": "lines",
            "line": {"color": SIDES[side], "width": 3},
            "name": f"{side.capitalize()}: {probability(float(course.probability[-1]))} at the end",
            "hovertemplate": f"Step %{{x}}: %{{y:.4f}}<extra>{side.capitalize()}</extra>",
        }
        for side, course in courses.items()
    ]
    return theme.figure(
        *lines,
        height=430,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        xaxis={
            "title": "Step of gradient descent on the logits",
            "range": [-1, len(courses["right"].probability)],
        },
        yaxis={
            "range": [-0.03, 1.03],
            "title": "Probability of the true class",
        },
    )


def mistake_rows(courses: Mapping[str, Course]) -> list[dict[str, str]]:
    """A row for right and one for wrong."""
    return [
        {
            "Done": side.capitalize(),
            "Loss": number(course.loss, 6),
            "Gradient": _vector(course.gradient.tolist()),
            "A perfect answer costs": number(course.perfect),
            f"Probability of the true class after {len(course.probability) - 1} steps": probability(
                float(course.probability[-1])
            ),
        }
        for side, course in courses.items()
    ]


def _vector(values: Sequence[float]) -> str:
    return "(" + ", ".join(number(value) for value in values) + ")"
