"""A data set, a network and an augmentation that nobody here has thought of, all the way."""

import pytest
import torch

from core.data import datasets
from core.data.datasets import DATASETS
from core.models.zoo import MODELS, create
from core.training import store
from core.training.config import TrainConfig, recipe
from core.training.script import write_script
from core.training.train import evaluate, train
from tests.core.training.test_script import run
from tests.foreign import optimizers
from tests.foreign.data import AUGMENTATION, DATASET, ENTRIES, NETWORK, StripeReader, read_stripes


@pytest.fixture(autouse=True)
def foreign(monkeypatch, folder):
    for registry, name, choice in (*ENTRIES, *optimizers.ENTRIES):
        monkeypatch.setitem(registry, name, choice)


def test_it_learns_and_is_stored_and_read_back():
    config = recipe(NETWORK)
    *_, last = store.train_once(config, "cpu")
    assert last.test_accuracy == 1
    trained = store.fetch(config)
    assert trained.dataset is DATASETS[DATASET] and trained.network is MODELS[NETWORK]
    assert trained.name in store.names(lambda dataset: dataset is DATASETS[DATASET])
    assert trained.name not in store.names(lambda dataset: dataset is not DATASETS[DATASET])
    model = store.load(trained.name)
    for name, value in last.model.state_dict().items():
        assert torch.equal(model.state_dict()[name], value)
    assert evaluate(model, datasets.load(DATASET), trained.dataset) == 1
    assert TrainConfig.from_json(config.as_json()) == config
    assert TrainConfig.from_query(config.query()) == config


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"augmentation": "None", "schedule": "None"},
        {"ema": 0.9, "seed": 3},
        {"optimizer": "A walk", "schedule": "None"},
        {"optimizer": "Careful", "schedule": "Sawtooth"},
    ],
)
def test_its_script_gives_the_same_weights(change, tmp_path, monkeypatch, capsys):
    config = recipe(NETWORK, **change)
    weights, accuracy = run(write_script(config).text, tmp_path, monkeypatch, capsys)
    *_, last = train(config, "cpu")
    assert list(weights) == list(last.model.state_dict())
    for name, value in last.model.state_dict().items():
        assert torch.equal(weights[name], value)
    assert accuracy == last.test_accuracy


def test_first_weights_are_those_of_torch():
    with torch.random.fork_rng():
        torch.manual_seed(5)
        expected = StripeReader().state_dict()
    ours = create(NETWORK, torch.Generator().manual_seed(5)).state_dict()
    assert all(torch.equal(ours[name], value) for name, value in expected.items())


def test_what_does_not_fit_is_said():
    with pytest.raises(ValueError, match=f"tells 3 classes apart; use {DATASET}"):
        TrainConfig(NETWORK)
    with pytest.raises(ValueError, match=f"with {DATASET} use 'None' or '{AUGMENTATION}'"):
        recipe(NETWORK, augmentation="Pen")
    with pytest.raises(ValueError, match="must be 0 with HalfSquared, which has none"):
        recipe(NETWORK, label_smoothing=0.1)
    assert recipe("LeNet", augmentation=AUGMENTATION).augmentation["beta"] == 0.3


def test_any_picture_fits_and_the_test_pictures_can_be_seen():
    dataset = DATASETS[DATASET]
    gallery = dataset.gallery()
    assert torch.equal(gallery.images, read_stripes()[2]) and gallery.classes == dataset.classes
    for shape in ((1, 32, 32), (3, 100, 60), (1, 28, 28), (3, 8, 90)):
        picture = dataset.fit(torch.full(shape, 90, dtype=torch.uint8))
        assert picture.shape == (1, 32, 32) and picture.unique().tolist() == [90]
