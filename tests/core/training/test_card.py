"""Cards: what is written is read; what is cut or changed is not taken for a card; unknown settings
are passed over.
"""

import json

import pytest

from core.training import card, store
from core.training.card import Card, Damaged, key, read
from core.training.config import recipe

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
)


def test_what_is_written_is_read(tmp_path):
    (tmp_path / "one.json").write_bytes(ONE.write())
    assert read(tmp_path / "one.json") == ONE


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


def test_a_whole_card_of_an_unknown_network_is_none(tmp_path):
    values = json.loads(ONE.write())
    values["config"]["model"] = "A network of tomorrow"
    del values["sum"]
    values["sum"] = card._sum(values)
    (tmp_path / "one.json").write_text(json.dumps(values))
    assert read(tmp_path / "one.json") is None


def test_the_key_tells_configs_apart():
    configs = [recipe(name, seed=seed) for name in ("LeNet", "CNN 16-32") for seed in range(20)]
    assert len({key(config) for config in configs}) == len(configs)
    assert key(configs[0]) == key(recipe("LeNet", seed=0))


def test_every_shipped_card_is_read_and_its_weights_are_whole():
    shipped = [trained for trained in store.models() if trained.shipped]
    assert len(shipped) == len(list(store.SHIPPED.glob("*.json")))
    for trained in shipped:
        assert not card.network(trained.path, trained.card).training
