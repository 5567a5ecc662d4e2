"""Own data sets: added, listed, trained on, linked to, read by a script, removed."""

import io
import json
import os

import pytest
import torch
from PIL import Image
from torch.overrides import TorchFunctionMode

from core.data import own_pictures, reading
from core.data.class_folders import files_of_zip
from core.data.datasets import DATASETS, load
from core.data.own_pictures import (
    NAME,
    add,
    mean_and_deviation,
    names,
    register,
    remove,
    restore,
)
from core.jobs.progress import last
from core.models.stack import OWN_STACK
from core.training import store
from core.training.config import TrainConfig, recipe
from core.training.script import write_script
from tests.core.data.test_class_folders import folders, png, zipped
from tests.core.training.test_script import run

FILES = folders("dark", "light", count=15)
LAYERS = "Flatten()\nLinear(3072, 8)\nReLU()\nLinear(8, 2)"


@pytest.fixture(autouse=True)
def clean(folder):
    """No own data sets before and after."""
    before = set(DATASETS)
    yield
    for name in set(DATASETS) - before:
        del DATASETS[name]


def test_it_is_added_with_progress_under_a_name_that_its_content_decides():
    steps = list(add(files_of_zip(zipped(FILES)), "colour"))
    assert [step.share for step in steps] == sorted(step.share for step in steps)
    added = steps[-1].value
    assert NAME.fullmatch(added.name) and added.classes == ("dark", "light")
    assert (added.train, added.test, added.left_out, added.twice) == (24, 6, (), 0)
    assert last(add(FILES, "colour")).name == added.name
    assert last(add(FILES, "grey")).name != added.name
    assert last(add(FILES | {"dark/x.png": png(999)}, "colour")).name != added.name


def test_its_entry_says_what_it_is():
    dataset = DATASETS[last(add(FILES, "colour")).name]
    data = dataset.build()
    values = data.train_images.double() / 255
    assert dataset.mean == pytest.approx(values.mean((0, 2, 3)).tolist(), abs=5e-5)
    assert dataset.deviation == pytest.approx(
        values.std((0, 2, 3)).clamp_min(0.01).tolist(), abs=5e-5
    )
    assert dataset.shape == data.train_images.shape[1:] == (3, 32, 32)
    assert dataset.is_ready() and "30 pictures of your own: dark, light." in dataset.note
    assert len(dataset.gallery().images) == 6
    image = Image.open(io.BytesIO(FILES["dark/3.png"]))
    pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8).view(36, 40, 3)
    assert dataset.fit(pixels.permute(2, 0, 1))[:, 5, 5].tolist() == [3, 0, 77]


def test_a_network_learns_from_it_and_goes_with_it(tmp_path, monkeypatch, capsys):
    name = last(add(FILES, "colour")).name
    settings = {"layers": LAYERS, "dataset": name, "epochs": 2, "batch_size": 8}
    config = recipe(OWN_STACK, **settings)
    assert TrainConfig.from_json(config.as_json()) == config
    assert TrainConfig.from_query(config.query()) == config
    *_, end = store.train_once(config, "cpu")
    trained = store.fetch(config)
    assert trained.dataset is DATASETS[name] and trained in store.models()
    (tmp_path / "run").mkdir()
    (file,) = DATASETS[name].script_files
    assert file == reading.OWN_PICTURES
    (tmp_path / "run" / file).write_bytes(DATASETS[name].script_files[file]())
    weights, accuracy = run(write_script(config).text, tmp_path / "run", monkeypatch, capsys)
    assert accuracy == end.test_accuracy
    assert all(torch.equal(weights[key], value) for key, value in end.model.state_dict().items())
    remove(name)
    assert name not in DATASETS and not register()
    assert trained.name not in [each.name for each in store.models()]
    restore(name)
    assert trained.name in [each.name for each in store.models()]
    remove(name)
    last(add(FILES, "colour"))
    restore(name)  # nothing is left to do
    assert trained.name in [each.name for each in store.models()]


def test_a_link_to_one_that_is_not_here_says_so():
    name = last(add(FILES, "colour")).name
    config = recipe(OWN_STACK, layers=LAYERS, dataset=name)
    del DATASETS[name]  # as in a process that has not met it yet
    assert TrainConfig.from_json(config.as_json()) == config
    remove(name)
    with pytest.raises(ValueError, match=f"dataset='{name}' is not on this computer: add the pic"):
        TrainConfig.from_json(config.as_json())
    lines = TrainConfig.unread({"dataset": name})
    assert lines == [f"dataset='{name}' is not on this computer: MNIST is used instead"]
    assert TrainConfig.from_query({"dataset": name}) == TrainConfig()
    with pytest.raises(ValueError, match="is not an own data set of this computer"):
        remove(name)
    with pytest.raises(ValueError, match="is not an own data set of this computer"):
        remove("MNIST")


def test_damage_is_told_and_what_is_no_card_is_passed_over(folder):
    name = last(add(FILES, "grey")).name
    (file,) = own_pictures._folder().glob("*.safetensors")
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ValueError, match="cannot be read .*sha256 differs.*: add the pictures"):
        DATASETS[name].build()
    card = file.with_suffix(".json")
    values = json.loads(card.read_text())
    del DATASETS[name]
    wrong = [json.dumps(values | {"shape": [5, 5, 5]}), json.dumps(values | {"count": 1e999})]
    for spoilt in (b"", b"[]", *map(str.encode, wrong)):
        card.write_bytes(spoilt)
        assert not register() and name not in DATASETS


def test_two_sessions_may_remove_it_at_the_same_time(monkeypatch):
    name, replace = last(add(FILES, "grey")).name, os.replace

    def slow(source, target):
        replace(source, target)
        DATASETS.pop(name, None)  # the other is through by now

    monkeypatch.setattr(os, "replace", slow)
    remove(name)
    assert name not in names()


class Largest(TorchFunctionMode):
    """Notes the bytes of the largest tensor that is made."""

    bytes = 0

    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **kwargs or {})
        if isinstance(result, torch.Tensor):
            self.bytes = max(self.bytes, result.nbytes)
        return result


def test_mean_and_deviation_are_those_of_the_numbers_without_their_room():
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (40, 3, 32, 32), generator=generator, dtype=torch.uint8)
    with Largest() as largest:
        mean, deviation = mean_and_deviation(images)
    values = images.double() / 255
    torch.testing.assert_close(mean, values.mean((0, 2, 3)))
    torch.testing.assert_close(deviation, values.std((0, 2, 3)))
    assert 0 < largest.bytes <= images.nbytes


def test_there_is_an_end_to_own_data_sets(monkeypatch):
    monkeypatch.setattr(own_pictures, "MOST_SETS", 1)
    last(add(FILES, "grey"))
    last(add(FILES, "grey"))  # the same one again
    with pytest.raises(ValueError, match="1 own data sets, and 1 are allowed: delete one first"):
        last(add(FILES, "colour"))
    with pytest.raises(ValueError, match="kind='huge' must be one of grey, colour, large"):
        last(add(FILES, "huge"))


def test_the_last_that_were_removed_can_be_had_back(monkeypatch):
    monkeypatch.setattr(own_pictures, "MOST_DELETED", 1)
    first, second = (last(add(FILES, kind)).name for kind in ("grey", "colour"))
    remove(first)
    remove(second)
    assert names() == ()
    with pytest.raises(ValueError, match=f"dataset='{first}' is gone for good: add the pictures"):
        restore(first)
    monkeypatch.setattr(own_pictures, "MOST_SETS", 0)
    with pytest.raises(ValueError, match="0 are allowed: delete one first"):
        restore(second)
    monkeypatch.setattr(own_pictures, "MOST_SETS", 1)
    restore(second)
    assert names() == (second,) and len(load(second).test_labels) == 6
    with pytest.raises(ValueError, match="is not an own data set"):
        restore("MNIST")


def test_a_grey_one_is_read_by_the_networks_of_digits_with_ten_classes():
    name = last(add(folders(*"0123456789"), "grey")).name
    assert recipe("LeNet", dataset=name).network.shape == DATASETS[name].shape
    assert len(load(name).test_labels) == 10
