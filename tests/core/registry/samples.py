"""A made-up registry and a made-up config that have every kind of spec; and what a mistake says."""

import random
from dataclasses import dataclass

import pytest

from core.registry import (
    Choice,
    Choose,
    ChooseSeveral,
    Config,
    Flag,
    Options,
    Pick,
    Range,
    Registry,
    Several,
    Text,
    setting,
)
from tests.sampling import sample_state


def built(*leading, **arguments):
    return leading, arguments


SHAPES = Registry(
    "shape",
    {
        "Dot": Choice(built, note="Nothing to set."),
        "Circle": Choice(
            built, {"radius": Range(0.5, 4.0, 1.0, 0.1), "filled": Flag(True)}, code="shapes.Circle"
        ),
        "Polygon": Choice(
            built,
            {
                "corners": Range(3, 12, 5, 1),
                "style": Options(("thin", "thick"), "thin"),
                "colours": Several(("red", "green", "blue"), ("red",)),
            },
        ),
    },
)


def mistake(action) -> str:
    with pytest.raises(ValueError) as caught:
        action()
    line = str(caught.value)
    assert len(line.splitlines()) == 1
    return line


STATES = 2000


def no_digits(text: str) -> None:
    if any(letter.isdigit() for letter in text):
        raise ValueError(f"formula={text!r} must have no digits")


@dataclass(frozen=True)
class Demo(Config):
    """One setting of each kind, and a pick whose default is not its registry's own."""

    count: int = setting(Range(-5, 20, 3, 1))
    rate: float = setting(Range(0.0, 1.0, 0.1, 0.01, unit="1/s"))
    odd_steps: float = setting(Range(0.0, 1.0, 0.0, 0.3))
    size: int = setting(Options((16, 32, 64), 32))
    scale: float = setting(Options((0.5, 1.0, 2.0), 1.0))
    mode: str = setting(Options(("train", "eval"), "train"))
    models: tuple[str, ...] = setting(
        Several(("MLP 784-10", "CNN, small", "LeNet"), ("LeNet",), least=1, most=2)
    )
    layers: tuple[str, ...] = setting(Several(lambda: ("first", "second"), (), least=0))
    shown: bool = setting(Flag(True))
    hidden: bool = setting(Flag(False))
    formula: str = setting(
        Text("x + y", limit=40, valid=no_digits, examples=("sin(x) & y = #?", "", "Ünï\n cöde~"))
    )
    shape: Pick = setting(Choose(SHAPES, SHAPES.pick("Circle", radius=2.0)))
    shapes: tuple[Pick, ...] = setting(
        ChooseSeveral(SHAPES, (SHAPES.pick("Dot"), SHAPES.pick("Polygon", corners=7)))
    )


SPECS = dict(Demo.specs())


def states(seed: int = 0, count: int = STATES) -> list[Demo]:
    source = random.Random(seed)
    return [sample_state(Demo, source) for _ in range(count)]
