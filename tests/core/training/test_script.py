"""The text of a training gives, run on its own, bit for bit the weights of `train`."""

import ast
import shutil
import sys

import pytest
import torch

from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedules import SCHEDULES
from core.data import datasets, drawings
from core.data.datasets import DATASETS
from core.data.reading import DRAWINGS
from core.models.zoo import MODELS
from core.training.config import TrainConfig, recipe
from core.training.script import write_script
from core.training.train import train

DIGITS = [name for name, network in MODELS.items() if network.shape == (1, 28, 28)]


@pytest.fixture(autouse=True)
def one_thread():
    """Little work a batch goes faster so, most of all beside other tests."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def run(text: str, folder, monkeypatch, capsys) -> tuple[dict[str, torch.Tensor], float]:
    """Weights and printed accuracy of a script that is run in `folder`."""
    monkeypatch.chdir(folder)
    state = torch.get_rng_state()
    namespace = {"__name__": "__main__"}
    exec(compile(text, "train.py", "exec"), namespace)
    torch.set_rng_state(state)
    printed = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith("test accuracy: ")
    ]
    return namespace["model"].state_dict(), float(printed[0].removeprefix("test accuracy: "))


def check(config: TrainConfig, folder, monkeypatch, capsys) -> None:
    weights, accuracy = run(write_script(config).text, folder, monkeypatch, capsys)
    *_, last = train(config, "cpu")
    ours = last.model.state_dict()
    assert list(ours) == list(weights)
    assert all(torch.equal(ours[name], weights[name]) for name in ours)
    assert last.test_accuracy == accuracy


@pytest.mark.parametrize("name", DIGITS)
def test_every_recipe(name, small, monkeypatch, capsys):
    check(recipe(name, epochs=1, dataset="MNIST"), small, monkeypatch, capsys)


@pytest.mark.parametrize(
    "change",
    [
        {"augmentation": "Affine", "seed": 5},
        {"augmentation": "Elastic"},
        {"augmentation": "Pen"},
        {"ema": 0.95, "epochs": 2},
        {"label_smoothing": 0.1},
        {"schedule": "None"},
        {"schedule": "CosineAnnealingLR"},
        {"schedule": SCHEDULES.pick("ReduceLROnPlateau", patience=1, factor=0.5), "epochs": 3},
        {"optimizer": OPTIMIZERS.pick("SGD", lr=0.05, momentum=0.9, nesterov=True)},
        {"optimizer": "Adam", "batch_size": 104},
        {"optimizer": "Rprop", "schedule": SCHEDULES.pick("MultiStepLR", first=3, second=1)},
    ],
    ids=str,
)
def test_every_setting(change, small, monkeypatch, capsys):
    check(recipe("LeNet", epochs=1).replace(**change), small, monkeypatch, capsys)


def test_whole_mnist(whole, unpacked, tmp_path, monkeypatch, capsys):
    (tmp_path / "data").symlink_to(unpacked)
    monkeypatch.setattr(datasets, "_load", lambda name: whole)
    check(recipe("MLP 784-128-10", epochs=1), tmp_path, monkeypatch, capsys)


def test_with_drawings(small, monkeypatch, capsys):
    monkeypatch.setattr(drawings, "COUNT", 40)
    shutil.copy(drawings.path(), small / DRAWINGS)
    check(recipe("LeNet", epochs=1, dataset="MNIST + drawings"), small, monkeypatch, capsys)


@pytest.mark.parametrize("name", MODELS)
def test_needs_nothing_but_torch_and_the_standard_library(name):
    config = recipe(name, epochs=1)
    if DATASETS[config.dataset].black_background:
        config = config.replace(augmentation="Pen")
    text = write_script(config, threads=1).text
    imports = [
        module
        for node in ast.walk(ast.parse(text))
        for module in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    assert {module.split(".")[0] for module in imports} <= {
        "torch",
        "torchvision",
    } | sys.stdlib_module_names
    assert "threads = 1\n" in text and "torch.set_num_threads(threads)" in text
    assert max(map(len, text.splitlines())) <= 100
