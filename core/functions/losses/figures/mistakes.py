"""A mistaken loss beside the right one: gradients, learning, numbers."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.functions.losses.mistakes import Course
from core.plots import theme
from core.plots.numbers import number
from core.plots.theme import LEGEND

SIDES = {"right": theme.COLORS[2], "wrong": theme.COLORS[0]}


def slopes_figure(courses: Mapping[str, Course]) -> go.Figure:
    """The gradient by each logit, of the mistake beside what is right."""
    bars = [
        go.Bar(
            x=["z0", "z1", "z2"],
            y=course.gradient.float().numpy(),
            name=f"{side}: loss {number(course.loss)}",
            marker={"color": SIDES[side]},
            text=[number(round(one, 4)) for one in course.gradient.tolist()],
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
        xaxis={"title": "gradient by each logit", "fixedrange": True, "tickfont": {"size": 14}},
        yaxis={"range": [-1.2, 1.2], "fixedrange": True, "zeroline": True},
    )


def learning_figure(courses: Mapping[str, Course]) -> go.Figure:
    """The probability of the truth, step by step, of the mistake beside what is right."""
    lines = [
        {
            "y": course.probability.float().numpy(),
            "mode": "lines",
            "line": {"color": SIDES[side], "width": 3},
            "name": f"{side}: {theme.share(float(course.probability[-1]))} at the end",
            "hovertemplate": "step %{x}: %{y:.4f}<extra>" + side + "</extra>",
        }
        for side, course in courses.items()
    ]
    return theme.figure(
        *lines,
        height=430,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        legend=LEGEND,
        xaxis={
            "title": "step of gradient descent on the logits",
            "fixedrange": True,
            "range": [-1, len(courses["right"].probability)],
        },
        yaxis={"range": [-0.03, 1.03], "title": "probability of the truth", "fixedrange": True},
    )


def rows(courses: Mapping[str, Course]) -> list[dict[str, str]]:
    """Right and wrong, a row each."""
    return [
        {
            "": side,
            "loss": f"{course.loss:.6g}",
            "gradient": _vector(course.gradient.tolist()),
            "a perfect answer costs": f"{course.perfect:.4g}",
            f"probability of the truth after {len(course.probability) - 1} steps": theme.share(
                float(course.probability[-1])
            ),
        }
        for side, course in courses.items()
    ]


def _vector(values: Sequence[float]) -> str:
    return "(" + ", ".join(number(value) for value in values) + ")"
