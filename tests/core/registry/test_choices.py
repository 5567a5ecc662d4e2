"""Registries, their views, and picks."""

from dataclasses import dataclass

import pytest

from core.registry import Choice, Range, Registry
from tests.core.registry.samples import SHAPES, built


def test_a_pick_builds_prints_and_compares():
    circle = SHAPES.pick("Circle", radius=3)
    assert circle.build("leading") == (("leading",), {"radius": 3.0, "filled": True})
    assert str(circle) == "shapes.Circle(radius=3.0, filled=True)"
    assert str(SHAPES.pick("Dot")) == "Dot()"
    assert circle["radius"] == 3.0
    assert circle == SHAPES.pick("Circle", filled=True, radius=3.0) != SHAPES.pick("Circle")
    assert len({circle, SHAPES.pick("Circle", radius=3.0)}) == 1


def test_a_registry_is_a_mapping_whose_missing_key_is_the_readers_mistake():
    assert list(SHAPES) == ["Dot", "Circle", "Polygon"] and len(SHAPES) == 3
    assert "Dot" in SHAPES and "Cube" not in SHAPES and 3 not in SHAPES
    assert SHAPES.get("Cube") is None
    for kind in (KeyError, ValueError):
        with pytest.raises(kind, match="^shape='Cirkle' is not known: did you mean 'Circle'?"):
            SHAPES["Cirkle"]


def test_a_view_follows_its_registry():
    shapes = Registry("shape", SHAPES)
    large = shapes.view(
        lambda name, choice: "radius" in choice.parameters,
        lambda name, choice: choice.with_defaults(radius=4.0),
    )
    assert list(large) == ["Circle"] and large.pick("Circle")["radius"] == 4.0
    assert shapes.pick("Circle")["radius"] == 1.0
    shapes["Ring"] = Choice(built, {"radius": Range(1.0, 4.0, 2.0, 0.5)})
    assert list(large) == ["Circle", "Ring"] and large.pick("Ring")["radius"] == 4.0
    with pytest.raises(ValueError, match="choose from Circle, Ring"):
        large.pick("Dot")
    with pytest.raises(TypeError, match="takes no entries"):
        large["Dot"] = SHAPES["Dot"]


@pytest.mark.parametrize("through", [lambda shapes: shapes, lambda shapes: shapes.view()])
def test_a_session_may_add_and_remove_entries_while_another_goes_through_them(through):
    shapes = Registry("shape", SHAPES)
    for name in through(shapes):
        shapes[f"{name} 2"] = SHAPES[name]
    assert list(shapes) == [*SHAPES, *(f"{name} 2" for name in SHAPES)]
    for name, choice in shapes.items():
        shapes.pop(f"{name} 2", None)
        assert choice is SHAPES[name.removesuffix(" 2")]
    assert list(through(shapes)) == list(SHAPES)


def test_joined_registries_follow_their_parts():
    shapes, solids = Registry("shape", SHAPES), Registry("solid", {"Cube": Choice(built)})
    both = shapes.joined(solids.view())
    assert list(both) == [*SHAPES, "Cube"] and len(both) == len(SHAPES) + 1
    solids["Ball"] = Choice(built)
    assert both.pick("Ball").choice is solids["Ball"]
    both["Ring"] = Choice(built)
    assert list(shapes) == [*SHAPES, "Ring"]
    del both["Ring"]
    assert "Ring" not in shapes
    with pytest.raises(ValueError, match="shape='Dott' is not known"):
        both.pick("Dott")


def test_what_an_entry_says_of_itself_are_fields():
    @dataclass(frozen=True, eq=False)
    class Solid(Choice):
        edges: int = 0

    cube = Solid(built, {"side": Range(1.0, 2.0, 1.0, 0.1)}, edges=12)
    larger = cube.with_defaults(side=2.0)
    assert isinstance(larger, Solid) and larger.edges == 12
    assert Registry("solid", {"Cube": larger}).pick("Cube")["side"] == 2.0
