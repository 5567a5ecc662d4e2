"""What a network is given of a point (x, y): the registry of features.

To add one, add a `Feature` to `FEATURES`: a function of the columns x and y, each (N,), and of its
parameters, that gives (N,).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from core.catalogue.calls import own_code
from core.registry import Choice, Pick, Registry


@dataclass(frozen=True, eq=False, kw_only=True)
class Feature(Choice):
    """A feature.

    Args:
        expression: the same as `build` as a text of x and y, for scripts; without it they show the
            function.
    """

    expression: str = ""


FEATURES = Registry(
    "feature",
    {
        "x": Feature(lambda x, y: x, expression="x"),
        "y": Feature(lambda x, y: y, expression="y"),
        "x²": Feature(lambda x, y: x**2, expression="x**2"),
        "y²": Feature(lambda x, y: y**2, expression="y**2"),
        "xy": Feature(lambda x, y: x * y, expression="x * y"),
        "sin x": Feature(lambda x, y: x.sin(), expression="x.sin()"),
        "sin y": Feature(lambda x, y: y.sin(), expression="y.sin()"),
        "cos x": Feature(lambda x, y: x.cos(), expression="x.cos()"),
        "cos y": Feature(lambda x, y: y.cos(), expression="y.cos()"),
    },
)


def features_of(inputs: Tensor, picks: Iterable[Pick]) -> Tensor:
    """The features (N, F) of points (N, 2), float32."""
    x, y = inputs.unbind(1)
    columns = [pick.choice.build(x, y, **dict(pick.arguments)) for pick in picks]
    return torch.stack(columns, dim=1)


def features_code(picks: Iterable[Pick]) -> tuple[list[str], tuple]:
    """How a script computes each feature of x and y, and the functions that it shows for that."""
    picks = tuple(picks)
    columns = [pick.choice.expression or _call(pick) for pick in picks]
    return columns, own_code(*(pick for pick in picks if not pick.choice.expression))


def _call(pick: Pick) -> str:
    arguments = [f"{name}={value!r}" for name, value in pick.arguments]
    return f"{pick.choice.code or pick.choice.build.__name__}({', '.join(['x', 'y', *arguments])})"
