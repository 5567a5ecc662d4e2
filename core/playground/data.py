"""The registry of 2-D data. To add one, write a function like those in `generators` and add an
entry to DATA.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from core.catalogue.calls import name_of
from core.playground import generators, own
from core.playground.formula import EXAMPLES, LIMIT, classes_by, code_of, value_of
from core.playground.generators import uniform
from core.playground.points import MOST_CLASSES, NUMBERS, Points
from core.registry import Choice, Pick, Range, Registry, Text
from core.script import Code, SourceText, parts


@dataclass(frozen=True)
class DataCode:
    """How a script makes the points.

    Args:
        helpers: what it shows before.
        constants: what stands on top, by name.
        call: gives the inputs and the targets, of the names `count`, `noise` and `generator`.
    """

    helpers: tuple[Callable | SourceText, ...]
    constants: Mapping[str, Any]
    call: Code


@dataclass(frozen=True, eq=False, kw_only=True)
class DataSet(Choice):
    """Data of the plane. `build` takes the count, the noise from 0 to 50, a `torch.Generator`, and
    the parameters, and gives the points (N, 2), float32, and their classes (N,), int64, or numbers
    (N,), float32.

    Args:
        classes: how many classes there are, `NUMBERS` for numbers; or a function of the parameters
            that says it.
        count: how many points are usual.
        fixed: whether the points are there before: count and noise change nothing.
        code_for: how a script makes them, from the pick; by default it shows `build`.
    """

    classes: int | Callable[..., int] = 2
    count: int = 500
    fixed: bool = False
    code_for: Callable[[Pick], DataCode] | None = None


def classes_of(data: Pick) -> int:
    """How many classes this data has; `NUMBERS` if each point has a number. No point is made."""
    classes = data.choice.classes
    return classes(**dict(data.arguments)) if callable(classes) else classes


def sample(data: Pick, count: int, noise: int, generator: torch.Generator) -> Points:
    """Points of this data.

    Args:
        noise: from 0 to 50.

    Raises:
        ValueError: a reader's formula that gives some point no class.
    """
    inputs, targets = data.build(count, noise, generator)
    return Points(inputs, targets, classes_of(data))


def data_code(data: Pick) -> DataCode:
    """How a script makes the points of this data."""
    choice = data.choice
    if choice.code_for is not None:
        return choice.code_for(data)
    arguments = [f"{name}={value!r}" for name, value in data.arguments]
    call = ", ".join(["count", "noise", "generator", *arguments])
    return DataCode(tuple(parts(choice.build)), {}, Code(f"{name_of(choice)}({call})"))


def own_points(
    count: int, noise: int, generator: torch.Generator, points: str
) -> tuple[Tensor, Tensor]:
    """The points that a text holds."""
    result = own.unpack(points)
    return result.inputs, result.targets


def _own_code(data: Pick) -> DataCode:
    points = own.unpack(data["points"])
    x, y = (list(map(_short, column.tolist())) for column in points.inputs.T)
    targets = list(map(_short, points.targets.tolist()))
    call = Code("torch.tensor([own_x, own_y]).T.contiguous(), torch.tensor(own_targets)")
    return DataCode((), {"own_x": x, "own_y": y, "own_targets": targets}, call)


def _short(value: float) -> float:
    """A hundredth as short as it is the same number of float32."""
    return value if isinstance(value, int) else round(value, 2)


def by_formula(count: int, noise: int, generator: torch.Generator, label):
    """Points all over the map, with the classes or the numbers that a function of x and y gives.
    Noise moves each point before that.
    """
    inputs = uniform(-6, 6, (count, 2), generator)
    moved = inputs + noise / 100 * uniform(-6, 6, (count, 2), generator)
    targets = label(moved[:, 0], moved[:, 1])
    if targets.is_floating_point():
        return inputs, targets.float() / targets.abs().max().clamp(min=1)  # from -1 to 1
    return inputs, targets.long()


def formula_points(
    count: int, noise: int, generator: torch.Generator, formula: str
) -> tuple[Tensor, Tensor]:
    """Points whose classes or numbers are a reader's formula of x and y.

    Raises:
        ValueError: the formula has no value at a point, or gives it a class that there is not.
    """
    inputs, targets = by_formula(
        count, noise, generator, lambda x, y: value_of(formula, torch.stack([x, y], 1))
    )
    classes = classes_by(formula)
    if classes != NUMBERS and not 0 <= int(targets.min()) <= int(targets.max()) < classes:
        raise ValueError(
            f"formula={formula!r} gives a point the class {int(targets.max())}, which no point of "
            f"a grid has"
        )
    return inputs, targets


def _formula_code(data: Pick) -> DataCode:
    label = SourceText(
        f'def label(x, y):\n    """Your formula."""\n    return {code_of(data["formula"])}'
    )
    return DataCode(
        (label, *parts(uniform), by_formula),
        {},
        Code("by_formula(count, noise, generator, label)"),
    )


def _classes(default: int, label: str = "Classes") -> Range:
    return Range(2, MOST_CLASSES, default, 1, label=label)


FIRST_OWN = own.pack(
    Points(
        torch.tensor(
            [[-2.0, 2], [-1, 3], [-3, 1], [-2, -2], [2, 2], [1, 1], [2.5, -1], [0.5, -2.5]]
        ),
        torch.tensor([0, 0, 0, 0, 1, 1, 1, 1]),
        2,
    )
)
"""A reader's own points, before there are any."""

DATA: Registry = Registry(
    "data",
    {
        "Circle": DataSet(generators.circle, note="A disc inside a ring."),
        "XOR": DataSet(generators.xor, note="Class 1 where x and y have the same sign."),
        "Gauss": DataSet(generators.gauss, note="Two round clouds."),
        "Spiral": DataSet(
            generators.spiral,
            {"arms": _classes(2, "Arms")},
            note="Arms that wind around each other.",
            classes=lambda arms: arms,
        ),
        "Moons": DataSet(
            generators.moons,
            {"gap": Range(-0.5, 1.0, 0.5, 0.05, label="Overlap")},
            note="Two half circles that interlock.",
        ),
        "Rings": DataSet(
            generators.rings,
            {"classes": _classes(3)},
            note="Circles inside each other.",
            classes=lambda classes: classes,
        ),
        "Blobs": DataSet(
            generators.blobs,
            {
                "classes": _classes(3),
                "spread": Range(0.1, 2.0, 0.6, 0.1, label="Standard deviation"),
            },
            note="Round clouds in a circle.",
            classes=lambda classes, spread: classes,
        ),
        "Pinwheel": DataSet(
            generators.pinwheel,
            {"classes": _classes(3), "twist": Range(0.0, 0.6, 0.25, 0.05, label="Twist")},
            note="Bent clouds around the middle.",
            classes=lambda classes, twist: classes,
        ),
        "Plane": DataSet(
            generators.plane,
            note="Regression: a number that grows with x + y.",
            classes=NUMBERS,
            count=1200,
        ),
        "Multi-Gauss": DataSet(
            generators.multi_gauss,
            note="Regression: six bumps, up and down by turns.",
            classes=NUMBERS,
            count=1200,
        ),
        "Formula": DataSet(
            formula_points,
            {
                "formula": Text(
                    EXAMPLES[0],
                    LIMIT,
                    classes_by,
                    EXAMPLES,
                    "A formula of x and y. True or false makes two classes, whole numbers make up "
                    "to 5 classes, and other numbers make a regression.",
                    label="Formula",
                )
            },
            note="Classes or numbers from your own formula.",
            classes=classes_by,
            code_for=_formula_code,
        ),
        "Own points": DataSet(
            own_points,
            {
                "points": Text(
                    FIRST_OWN,
                    own.LIMIT,
                    own.unpack,
                    (FIRST_OWN,),
                    "Points that were drawn, or read from a CSV file.",
                    label="Points",
                    lines=0,
                )
            },
            note="Your own points: drawn on the map, or read from a CSV file.",
            classes=lambda points: own.unpack(points).classes,
            fixed=True,
            code_for=_own_code,
        ),
    },
)
"""All data of the plane, by name."""
