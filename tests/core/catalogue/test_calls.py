"""From picks to arguments of torch."""

import pytest

from core.catalogue.calls import Call, arguments, written
from core.registry import Options, Range, Registry


def build(lr=0.1, pair=(0.0, 1.0), limit=None, way=None, always=False):
    return lr, pair, limit, way, always


def _check(settings):
    if settings["low"] > settings["high"]:
        raise ValueError(f"low={settings['low']} must not be above high={settings['high']}")


THINGS = Registry(
    "thing",
    {
        "Thing": Call(
            build,
            {
                "lr": Range(0.0, 1.0, 0.1, 0.1),
                "low": Range(0.0, 9.0, 0.0, 1.0),
                "high": Range(0.0, 9.0, 1.0, 1.0),
                "limit": Range(0, 9, 0, 1),
                "way": Options(("none", "up"), "none"),
            },
            code="things.Thing",
            joined={"pair": ("low", "high")},
            none_values={"limit": 0, "way": "none"},
            always={"always": True},
            check=_check,
        )
    },
)


def test_what_is_at_torchs_default_is_left_out_but_for_what_is_to_be_shown():
    assert arguments(THINGS.pick("Thing"), "lr") == {"lr": 0.1, "always": True}
    assert arguments(THINGS.pick("Thing")) == {"always": True}
    result = arguments(THINGS.pick("Thing", lr=0.3, high=2.0, limit=3, way="up"))
    assert result == {"lr": 0.3, "pair": (0.0, 2.0), "limit": 3, "way": "up", "always": True}
    assert build(**result) == (0.3, (0.0, 2.0), 3, "up", True)


def test_what_does_not_go_together_is_said():
    with pytest.raises(ValueError, match=r"low=3\.0 must not be above high=1\.0"):
        arguments(THINGS.pick("Thing", low=3.0))


def test_a_call_as_text():
    text = written("things.Thing", ["[point]"], {"lr": 0.1, "way": "up"})
    assert text == "things.Thing([point], lr=0.1, way='up')"
    long = written("Thing", ["[point]"], {"first": 0.1, "second": "b" * 30}, column=60, indent=4)
    assert (
        long == f"Thing(\n        [point],\n        first=0.1,\n        second='{'b' * 30}',\n    )"
    )


def test_what_has_no_name_in_torch_is_called_by_its_own():
    assert THINGS["Thing"].called == "things.Thing" and Call(build).called == "build"
