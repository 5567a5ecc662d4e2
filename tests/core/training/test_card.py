"""Cards: what is written is read; what is cut or changed is not taken for a card; unknown settings
are passed over.
"""

import json
import math
from dataclasses import fields, replace

import pytest

from core.training import card, store
from core.training.card import Card, Damaged, key, read
from core.training.config import recipe
from core.training.curve import MOST

ONE = Card(
    recipe("LeNet", seed=3),
    0.99,
    0.02,
    12.5,
    "CPU, 2 threads",
    2,
    "2.15.0",
    "2026-01-01T00:00:00+00:00",
    "0" * 64,
    ((1, 2.3, 0.1), (9, 0.25, 0.9375), (12, 0.125, 1.0)),
    ((6, 0.5, 0.9), (12, 0.25, 0.95)),
)
FURTHER = replace(ONE, further=recipe("LeNet", seed=4, epochs=2), start="1" * 64)


def test_what_is_written_is_read(tmp_path):
    (tmp_path / "one.json").write_bytes(ONE.write())
    assert read(tmp_path / "one.json") == ONE


def test_the_card_of_a_further_training_holds_both_and_other_cards_say_nothing_of_it(tmp_path):
    (tmp_path / "further.json").write_bytes(FURTHER.write())
    result = read(tmp_path / "further.json")
    assert result == FURTHER and result.further.epochs == 2 and result.config.seed == 3
    assert not card.FURTHER & json.loads(ONE.write()).keys()
    with pytest.raises(ValueError, match="start='of nothing' must be 64 hexadecimal digits"):
        replace(ONE, start="of nothing")


def test_a_card_that_goes_while_others_are_listed_hides_none(tmp_path):
    (tmp_path / "gone.json").symlink_to(tmp_path / "elsewhere")
    for name in ("two.json", "one.json", "one.safetensors"):
        (tmp_path / name).write_bytes(b"12")
    listed = [(path.name, size) for path, _, size in card.cards(tmp_path)]
    assert listed == [("one.json", 2), ("two.json", 2)]
    assert card.cards(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-20],
        lambda data: data.replace(b"0.99", b"0.98"),
        lambda data: b"",
        lambda data: b"[1]",
        lambda data: b"\xff" + data,
        lambda data: data.replace(b'"sum"', b'"some"'),
    ],
)
def test_a_spoilt_card_is_damaged(spoil, tmp_path):
    (tmp_path / "one.json").write_bytes(spoil(ONE.write()))
    with pytest.raises(Damaged):
        read(tmp_path / "one.json")


def test_a_card_without_a_curve_is_read_as_before(tmp_path):
    older = replace(ONE, curve=(), held_out=())
    assert b"curve" not in older.write() and b"held_out" not in older.write()
    (tmp_path / "one.json").write_bytes(older.write())
    assert read(tmp_path / "one.json") == older


def test_a_card_with_the_longest_curve_is_far_from_too_large():
    long = tuple((10_000_000 + step, 1 / 3, 1 / 7) for step in range(MOST))
    assert len(replace(ONE, curve=long).write()) < card.LARGEST / 4


def test_a_whole_card_of_an_unknown_network_is_none(tmp_path):
    values = json.loads(ONE.write())
    values["config"]["model"] = "A network of tomorrow"
    del values["sum"]
    values["sum"] = card._sum(values)
    (tmp_path / "one.json").write_text(json.dumps(values))
    assert read(tmp_path / "one.json") is None


def nested(depth: int) -> list:
    value = []
    for _ in range(depth):
        value = [value]
    return value


NOT_SO = {
    "test_accuracy": (math.nan, 2.0, -0.1, True, None, "0.99", [0.99], math.inf, nested(400)),
    "loss": (math.nan, math.inf, "low", None, {}),
    "seconds": (-1.0, math.nan, "12", None, 1e300),
    "device": (3, None, "C" * 300, ["CPU"]),
    "threads": (0, 1.5, True, "2", None, 10**9),
    "torch": (2.15, None, "2" * 300),
    "date": (20260101, None, "yesterday", "2026-01-01", "2026-01-01T00:00:00", [], ""),
    "curve": (
        None,
        3,
        "curve",
        [1],
        [[1, 2.0]],
        [[1, 2.0, 0.5, 0]],
        [[1.5, 2.0, 0.5]],
        [[True, 2.0, 0.5]],
        [[0, 2.0, 0.5]],
        [[2, 2.0, 0.5], [2, 1.0, 0.5]],
        [[1, math.nan, 0.5]],
        [[1, 2.0, 1.5]],
        [[1, "low", 0.5]],
        [[step, 1.0, 0.5] for step in range(1, 300)],
        nested(400),
    ),
    "sha256": ("0" * 63, "g" * 64, 0, None, ["0" * 64], "0" * 64 + "\n"),
    "config": ([], ["LeNet"], "LeNet", 3, None, nested(400)),
    "further": ([], "LeNet", None, nested(400)),
    "start": ("0" * 63, None, ["0" * 64]),
    "runs": (0, 1.5, True, None, 10**9),
    "share": (-0.1, 1.1, None, math.nan),
}
NOT_SO["held_out"] = NOT_SO["curve"]
NOT_SO["measures"] = (
    3,
    "Dice",
    [["Dice"]],
    [[3, 0.5]],
    [["Dice", math.nan]],
    [["Dice", "good"]],
    [["x" * 99, 0.5]],
    [["Dice", 0.5]] * 99,
    nested(400),
)
"""What no field of a card can be, in a card whose sum is right."""


def with_sum(values: dict) -> bytes:
    values.pop("sum", None)
    return json.dumps({**values, "sum": card._sum(values)}).encode()


@pytest.mark.parametrize("name", NOT_SO)
def test_a_field_that_cannot_be_so_is_damage_in_one_line(name, tmp_path):
    for number, value in enumerate(NOT_SO[name]):
        on = tmp_path / f"{number}.json"
        on.write_bytes(with_sum(json.loads(FURTHER.write()) | {name: value}))
        with pytest.raises(Damaged, match=f"{name}=") as damage:
            read(on)
        assert len(str(damage.value)) <= 200 and len(str(damage.value).splitlines()) == 1


def test_every_field_is_looked_at():
    assert (
        {*card.CHECKS, "config", "further"} == set(NOT_SO) == {field.name for field in fields(Card)}
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": {"name": ["AdamW"]}},
        {"optimizer": {"lr": 1}},
        {"optimizer": nested(400)},
        {"epochs": math.nan},
        {"model": {}},
        {"seed": 1e999},
    ],
    ids=lambda settings: str(settings)[:40],
)
def test_settings_that_cannot_be_so_are_none_or_damage(settings, tmp_path):
    values = json.loads(ONE.write())
    values["config"] |= settings
    (tmp_path / "one.json").write_bytes(with_sum(values))
    assert read(tmp_path / "one.json") is None


@pytest.mark.parametrize(
    "data",
    [b"[" * 50_000, b'{"a":' * 20_000, b'{"sum": ' + b"9" * 50_000 + b"}", b" " * 200_000],
    ids=["lists", "dictionaries", "digits", "blanks"],
)
def test_a_file_that_is_hard_to_read_is_damaged(data, tmp_path):
    (tmp_path / "one.json").write_bytes(data)
    with pytest.raises(Damaged):
        read(tmp_path / "one.json")


def test_a_folder_is_no_card(tmp_path):
    (tmp_path / "one.json").mkdir()
    with pytest.raises(Damaged):
        read(tmp_path / "one.json")


def test_the_key_tells_configs_apart():
    configs = [recipe(name, seed=seed) for name in ("LeNet", "CNN 16-32") for seed in range(20)]
    assert len({key(config) for config in configs}) == len(configs)
    assert key(configs[0]) == key(recipe("LeNet", seed=0))


def test_every_shipped_card_is_read_and_its_weights_are_whole():
    shipped = [trained for trained in store.models() if trained.shipped]
    assert len(shipped) == len(list(store.SHIPPED.glob("*.json")))
    for trained in shipped:
        assert not card.network(trained.path, trained.card).training
