"""The contract of core/registry.py, on a made-up config that has every kind of spec: no torch, no
screen.
"""

import dataclasses
import json
import random
from dataclasses import dataclass

import pytest

from core.registry import (
    Choose,
    ChooseSeveral,
    Config,
    Flag,
    Options,
    Range,
    Several,
    Text,
    setting,
)
from tests.core.registry.samples import SHAPES, SPECS, STATES, Demo, mistake, states


def test_the_demo_has_every_kind_of_spec():
    assert {type(spec) for spec in SPECS.values()} == {
        Range,
        Options,
        Several,
        Flag,
        Text,
        Choose,
        ChooseSeveral,
    }


def test_random_states_reach_everything():
    sampled = states()
    assert {state.size for state in sampled} == {16, 32, 64}
    assert {state.count for state in sampled} == set(range(-5, 21))
    assert {state.shape.name for state in sampled} == set(SHAPES)
    assert {state.models for state in sampled} >= {
        ("LeNet",),
        ("MLP 784-10", "LeNet"),
        ("LeNet", "MLP 784-10"),
    }
    assert {len(state.layers) for state in sampled} == {0, 1, 2}
    assert {state.odd_steps for state in sampled} == {0.0, 0.3, 0.6, 0.9}
    assert len({state.rate for state in sampled}) == 101


def test_every_random_value_passes_its_own_check_unchanged():
    for state in states():
        for name, spec in SPECS.items():
            value = getattr(state, name)
            checked = spec.check(name, value)
            assert checked == value and type(checked) is type(value)


def test_query_round_trip():
    for state in states():
        query = state.query()
        assert Demo.from_query(query) == state
        assert all(isinstance(text, str | list) for text in query.values())
        assert Demo.from_query(query).query() == query


def test_query_keys_belong_to_their_setting():
    for state in states():
        assert {key.partition(".")[0] for key in state.query()} <= set(SPECS)


def test_the_address_of_the_defaults_is_empty():
    assert Demo().query() == {}
    assert Demo.from_query({}) == Demo()


def test_the_address_holds_exactly_what_was_changed():
    for state in states():
        changed = {name for name in SPECS if getattr(state, name) != getattr(Demo(), name)}
        assert {key.partition(".")[0] for key in state.query()} == changed


def test_json_round_trip():
    for state in states():
        assert Demo.from_json(json.loads(json.dumps(state.as_json()))) == state


def test_json_of_some_settings_leaves_the_others_at_their_defaults():
    for state in states(1, 200):
        some = dict(random.Random(state.count).sample(sorted(state.as_json().items()), 4))
        assert Demo.from_json(some) == Demo().replace(
            **{name: getattr(state, name) for name in some}
        )


def test_equal_states_are_equal_keys():
    for state in states():
        twin = Demo.from_json(state.as_json())
        assert twin is not state and {state: "found"}[twin] == "found"
        assert hash(twin) == hash(state)


def test_different_states_are_different_keys():
    different = set(states())
    assert len({json.dumps(state.as_json()) for state in different}) == len(different)


def test_states_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Demo().count = 4


BAD_QUERIES = (
    [{"count": text} for text in ("21", "-6", "3.5", "", "three", "nan", "inf", "1e3", "9" * 5000)]
    + [{"rate": text} for text in ("nan", "inf", "-inf", "1.01", "1e999", "-0.1", "", "0,5", "0x1")]
    + [{"size": text} for text in ("17", "32.0", "", "True")]
    + [
        {"scale": "0.50"},
        {"mode": "Train"},
        {"mode": ""},
        {"shown": "yes"},
        {"shown": "1"},
        {"shown": ""},
    ]
    + [
        {"models": names}
        for names in (
            "",
            "lenet",
            [],
            ["LeNet", "LeNet"],
            ["LeNet", "?"],
            ["MLP 784-10", "CNN, small", "LeNet"],
            "LeNet~MLP 784-10",
        )
    ]
    + [{"layers": ["third"]}, {"formula": "x" * 41}, {"formula": "x + 1"}]
    + [
        {"shape": "circle"},
        {"shape": ""},
        {"shape": "__class__"},
        {"shape.radius": "nan"},
        {"shape.radius": "9"},
        {"shape.filled": "maybe"},
        {"shape.corners": "3"},
        {"shape.": "1"},
        {"shape.radius.x": "1"},
        {"": "1"},
        {"__init__": "1"},
        {"specs": "1"},
        {"unheard of": "1"},
        {"COUNT": "4"},
    ]
)


@pytest.mark.parametrize("query", BAD_QUERIES, ids=lambda query: str(query)[:40])
def test_what_an_address_may_not_say_is_ignored(query):
    assert Demo.from_query(query) == Demo()


@pytest.mark.parametrize("query", BAD_QUERIES, ids=lambda query: str(query)[:40])
def test_what_an_address_may_not_say_is_told_in_one_line(query):
    ((key, text),) = query.items()
    (line,) = Demo.unread(query)
    assert line.lstrip("'").startswith(key) and len(line) < 120 and line.isprintable()
    assert not text or "not a setting" in line or str(text[0])[:20] in line


def test_of_a_link_that_can_be_read_nothing_is_told():
    for state in states():
        assert Demo.unread(state.query()) == []


def test_what_is_told_says_what_is_used_instead():
    for query, line in (
        ({"rate": "2"}, "rate='2' is not understood: 0.1 is used instead"),
        ({"count": "9" * 5000}, f"count='{'9' * 40}…' is not understood: 3 is used instead"),
        ({"mode": ""}, "mode='' is not understood: train is used instead"),
        ({"layers": ["third"]}, "layers='third' is not understood"),
        ({"shape": "Square"}, "shape='Square' is not understood: Circle is used instead"),
        (
            {"shape": "Polygon", "shape.corners": "2"},
            "shape.corners='2' is not understood: 5 is used instead",
        ),
        ({"shapes": ["Dot", "Square"]}, "shapes='Dot, Square' is not understood: Dot, Polygon is"),
        ({"shapes.Polygon.corners": "2"}, "shapes.Polygon.corners='2' is not understood: 7 is"),
        ({"shapes.Circle.radius": "2"}, "'shapes.Circle.radius' is not a setting of this page"),
        ({"rate": ["0.2", "0.3"]}, "rate is there 2 times: 0.3 is used"),
        ({"shape": ["Dot", "Polygon"]}, "shape is there 2 times: Polygon is used"),
    ):
        (told,) = Demo.unread(query)
        assert told.startswith(line), told


def test_arguments_of_a_name_that_is_not_understood_say_no_more():
    (line,) = Demo.unread({"shape": "Square", "shape.side": "2"})
    assert line.startswith("shape='Square'")


def test_each_of_several_mistakes_is_told():
    source = random.Random(4)
    for state in states(5, 300):
        bad = source.sample([query for query in BAD_QUERIES if "shape" not in str(query)], 3)
        keys = {key for query in bad for key in query}
        query = state.query() | {key: text for query in bad for key, text in query.items()}
        assert len(Demo.unread(query)) == len(keys)


def test_a_value_that_does_not_fit_the_others_is_told():
    @dataclass(frozen=True)
    class Race(Config):
        steps: int = setting(Range(10, 99, 20, 1))
        step: int = setting(Range(1, 99, 5, 1))

        def __post_init__(self):
            super().__post_init__()
            object.__setattr__(self, "step", min(self.step, self.steps))

    assert Race.unread({"step": "30"}) == ["step does not fit the other settings: 20 is used"]
    assert Race.unread({"step": "30", "steps": "40"}) == []


def test_a_bad_setting_in_an_address_leaves_the_others():
    source = random.Random(0)
    for state in states(2, 500):
        query, bad = state.query(), source.choice(BAD_QUERIES)
        broken = {key.partition(".")[0] for key in bad}
        read = Demo.from_query(query | bad)
        for name in set(SPECS) - broken:
            assert getattr(read, name) == getattr(state, name)


def test_random_text_in_an_address_never_fails():
    source, pieces = (
        random.Random(3),
        "0123456789.-+eE_~,;:#&=% \n\0\u0664\U0001f600truefalsCircledLNt",
    )
    for _ in range(STATES):
        names = [*SPECS, "shape.radius", "shape.filled", "shape.corners", "shape.colours"]
        query = {
            name: "".join(source.choices(pieces, k=source.randint(0, 8)))
            for name in source.sample(names, 3)
        }
        state = Demo.from_query(query)
        assert Demo.from_query(state.query()) == state


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("count", 21, "a whole number from -5 to 20"),
        ("count", 3.5, "a whole number from -5 to 20"),
        ("count", True, "a whole number from -5 to 20"),
        ("count", "4", "a whole number from -5 to 20"),
        ("count", None, "a whole number from -5 to 20"),
        ("count", float("inf"), "a whole number from -5 to 20"),
        ("rate", float("nan"), "a number from 0.0 to 1.0"),
        ("rate", 1.5, "a number from 0.0 to 1.0"),
        ("size", 17, "choose from 16, 32, 64"),
        ("mode", "trian", "did you mean 'train'?"),
        ("shown", 1, "True or False"),
        ("shown", "true", "True or False"),
        ("formula", "x" * 41, "at most 40 characters"),
        ("formula", None, "at most 40 characters"),
        ("formula", "x + 1", "no digits"),
        ("models", ("LeNt",), "did you mean 'LeNet'?"),
        ("models", (), "1 to 2 different names"),
        ("models", ("LeNet", "LeNet"), "1 to 2 different names"),
        ("models", ("LeNet", "MLP 784-10", "CNN, small"), "1 to 2 different names"),
        ("shape", 3, "Dot, Circle, Polygon"),
    ],
)
def test_a_mistake_names_the_setting_the_value_and_what_is_allowed(name, value, allowed):
    for action in (
        lambda: Demo(**{name: value}),
        lambda: Demo().replace(**{name: value}),
        lambda: Demo.from_json({name: value}),
    ):
        line = mistake(action)
        assert line.startswith(f"{name}=") and allowed in line
        shown = value[0] if name == "models" and allowed.startswith("did") else value
        assert str(shown)[:40] in line or repr(list(shown)) in line


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (
            lambda: SHAPES.pick("Cirle"),
            "shape='Cirle' is not known: did you mean 'Circle'? choose from Dot, Circle",
        ),
        (lambda: SHAPES["zzz"], "shape='zzz' is not known: choose from Dot, Circle, Polygon"),
        (
            lambda: SHAPES.pick("Circle", radus=1.0),
            "did you mean 'radius'? choose from radius, filled",
        ),
        (lambda: SHAPES.pick("Circle", radius=9), "radius=9 must be a number from 0.5 to 4.0"),
        (lambda: Demo(shape="Polygone"), "did you mean 'Polygon'?"),
        (lambda: Demo().replace(cuont=1), "did you mean 'count'?"),
        (lambda: Demo.from_json({"cuont": 1}), "did you mean 'count'?"),
        (
            lambda: Demo.from_json({"shape": {"name": "Circle", "radus": 1}}),
            "did you mean 'radius'?",
        ),
        (lambda: Demo.from_json({"shape": {"radius": 1.0}}), "choose from Dot, Circle, Polygon"),
    ],
)
def test_did_you_mean(action, said):
    assert said in mistake(action)


@pytest.mark.parametrize(
    "values",
    [
        {"models": 5},
        {"models": None},
        {"models": [["LeNet"]]},
        {"shape": {"name": ["Circle"]}},
        {"shape": []},
        {"shape": {"name": "Circle", "self": 1}},
        {"size": [32]},
        {"formula": ["x"]},
        {"count": {}},
        {"shown": []},
    ],
    ids=str,
)
def test_json_of_the_wrong_kind_is_a_mistake_like_any_other(values):
    mistake(lambda: Demo.from_json(values))


@pytest.mark.parametrize(
    "query", [{"shape": ["Circle", "Dot"]}, {"count": ["3", "4"]}, {"count": []}], ids=str
)
def test_a_key_that_stands_twice_in_an_address_never_fails(query):
    Demo.from_query(query)


def test_a_field_without_a_spec_is_not_a_setting():
    @dataclass(frozen=True)
    class Partial(Config):
        count: int = setting(Range(0, 9, 1, 1))
        other: str = "left alone"

    assert dict(Partial.specs()).keys() == {"count"}
    assert Partial(other="changed").query() == {} and Partial().as_json() == {"count": 1}


def test_changing_one_setting_keeps_the_others():
    for state in states(4, 200):
        assert state.replace(count=7) == Demo.from_json(state.as_json() | {"count": 7})
