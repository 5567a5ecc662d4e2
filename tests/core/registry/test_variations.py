"""Variations: what is said of a state is still about those that a reader comes to from it."""

from dataclasses import dataclass

import pytest

from core.registry import Config, Flag, Options, Range, Text, is_variation, setting
from tests.core.registry.samples import SHAPES, Demo

SQUARE = SHAPES.pick("Polygon", corners=4)


@dataclass(frozen=True)
class Example(Config):
    index: int = setting(Range(0, 9, 0, 1, names=True))
    layer: str = setting(Text("first", names=True))
    side: str = setting(Options(("Map", "3-D"), "Map", names=False))
    covered: bool = setting(Flag(False, names=False))
    drawing: str = setting(Text("a", names=lambda own, other: own[:1] != other[:1]))


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 4, "rate": 0.9, "formula": "x"},
        {"shape": SHAPES.pick("Circle", radius=0.5)},
        {"shapes": (SHAPES.pick("Circle"), SHAPES.pick("Dot"), SQUARE)},
    ],
)
def test_numbers_texts_and_more_of_a_list_make_a_variation(changes):
    assert is_variation(Demo(**changes), Demo())


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "eval"},
        {"hidden": True},
        {"models": ("LeNet", "MLP 784-10")},
        {"shape": SQUARE},
        {"shape": SHAPES.pick("Circle", radius=2.0, filled=False)},
        {"shapes": (SQUARE,)},
        {"shapes": (SHAPES.pick("Dot"), SHAPES.pick("Polygon", corners=7, style="thick"))},
    ],
)
def test_another_choice_makes_none(changes):
    assert not is_variation(Demo(**changes), Demo())


def test_a_number_or_a_text_may_be_a_choice_and_an_option_the_other_side_of_one():
    assert not is_variation(Example(index=1), Example())
    assert not is_variation(Example(layer="second"), Example())
    assert is_variation(Example(side="3-D"), Example())
    assert is_variation(Example(covered=True), Example())
    assert is_variation(Example(drawing="ab"), Example())
    assert not is_variation(Example(drawing=""), Example())
