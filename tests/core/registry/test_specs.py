"""Which values a spec allows, and in which kind."""

import random

import pytest

from core.registry import Options, Range, Several, unknown
from tests.core.registry.samples import SHAPES, mistake
from tests.sampling import sample


def test_a_long_or_broken_name_stays_one_short_line():
    assert len(mistake(lambda: SHAPES.pick("a\nb" * 1000))) < 200
    assert len(unknown("kind", "x" * 1000, ("one",)).splitlines()) == 1


@pytest.mark.parametrize(
    ("spec", "value", "checked"),
    [
        (Range(0, 9, 1, 1), 3.0, 3),
        (Range(0.0, 9.0, 1.0, 1.0), 3, 3.0),
        (Options((16, 32), 16), 16, 16),
        (Several(("a", "b"), ("a",)), "b", ("b",)),
        (Several(("a", "b"), ("a",)), ["b", "a"], ("b", "a")),
    ],
)
def test_check_returns_the_value_in_its_own_kind(spec, value, checked):
    result = spec.check("name", value)
    assert result == checked and type(result) is type(checked)


def test_an_empty_text_stands_for_none_where_none_is_allowed():
    optional, required = (Several(("a", "b"), ("a",), least=least) for least in (0, 1))
    assert optional.to_query("x", ()) == {"x": ""} and optional.from_query("x", {"x": ""}) == ()
    assert optional.to_query("x", ("a",)) == {} and optional.from_query("x", {}) == ("a",)
    assert required.from_query("x", {"x": ""}) == ("a",) and required.unread("x", {"x": ""})


def test_an_option_is_not_mistaken_for_its_equal():
    mistake(lambda: Options((0, 1), 0).check("name", True))


def test_a_range_holds_whole_numbers_only_if_low_and_step_are():
    assert Range(0, 9, 1, 1).whole
    assert not Range(0, 9, 1, 0.5).whole and not Range(0.0, 9, 1, 1).whole


def test_steps_do_not_pile_up_rounding():
    values = {sample(Range(0.0, 1.0, 0.0, 0.1), random.Random(seed)) for seed in range(200)}
    assert values == {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0}


def test_the_stops_of_a_range_by_decades():
    rate = Range(0.01, 0.5, 0.07, 0.01, log=True)
    stops = [
        0.01,
        0.012,
        0.015,
        0.02,
        0.025,
        0.03,
        0.04,
        0.05,
        0.06,
        0.07,
        0.08,
        0.1,
        0.12,
        0.15,
        0.2,
        0.25,
        0.3,
        0.4,
        0.5,
    ]
    assert list(rate.stops()) == stops
    assert {sample(rate, random.Random(seed)) for seed in range(300)} == set(stops)
    assert rate.check("rate", 0.0123) == 0.0123


def test_the_names_of_several_may_come_and_go():
    names = ["one"]
    spec = Several(lambda: tuple(names), ("one",))
    mistake(lambda: spec.check("models", ["two"]))
    names.append("two")
    assert spec.check("models", ["two"]) == ("two",)


def test_names_that_are_only_looked_at_may_be_missing():
    def valid(name):
        if not name.isalpha():
            raise ValueError(f"network={name!r} must be letters")

    spec = Several(lambda: pytest.fail("looked up"), ("here",), valid=valid)
    assert spec.check("networks", ["elsewhere"]) == ("elsewhere",)
    with pytest.raises(ValueError, match="network='7' must be letters"):
        spec.check("networks", ["7"])
    assert spec.from_query("networks", {"networks": ["7"]}) == ("here",)


def test_a_label_stands_on_the_page_and_in_the_address():
    spec = Options(("drawing", 3), "drawing", labels={"drawing": "Draw"})
    assert spec.write("drawing") == "Draw" and spec.read("Draw") == "drawing"
    assert spec.to_query("source", 3) == {"source": "3"}
    assert spec.from_query("source", {"source": "drawing"}) == "drawing"  # the default
    assert Options((3, "drawing"), 3, labels={"drawing": "Draw"}).to_query("x", "drawing") == {
        "x": "Draw"
    }
    assert hash(spec) == hash(Options(("drawing", 3), "drawing"))
