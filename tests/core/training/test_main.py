"""The command line: in two processes of their own on the real data, and in this one."""

import errno
import os
import subprocess
import sys

import pytest

from core.data import own_pictures
from core.models.zoo import MODELS
from core.training import __main__ as command
from core.training import card, store
from core.training.config import recipe
from core.training.train import evaluate
from tests.core.data.test_class_folders import folders


def test_list(folder, capsys):
    assert command.main(["--list"]) == 0
    text = capsys.readouterr().out
    assert all(f"  {name} " in text for name in MODELS)
    assert all(f"{trained.card.test_accuracy:.2%}" in text for trained in store.models())


def test_an_interrupted_training_is_listed_and_goes_on_or_begins_again(folder, small, capsys):
    for seed in (1, 2):
        training = store.train_once(recipe("LeNet", epochs=3, seed=seed), "cpu")
        next(snapshot for snapshot in training if snapshot.epoch == 3)
        training.close()
    assert command.main(["--list"]) == 0
    assert "  LeNet                seed 1, after epoch 2 of 3" in capsys.readouterr().out
    usual = ["LeNet", "--epochs", "3", "--device", "cpu"]
    assert command.main([*usual, "--seed", "1"]) == 0
    assert "Going on after epoch 2 of 3" in capsys.readouterr().err
    assert command.main([*usual, "--seed", "2", "--restart"]) == 0
    assert "Going on" not in capsys.readouterr().err
    assert command.main(["--list"]) == 0
    assert "interrupted" not in capsys.readouterr().out


def test_own_layers_learn_from_own_pictures(folder, tmp_path, capsys):
    for path, data in folders("dark", "light", above="set/").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "set" / "dark" / "z.png").write_bytes(b"nothing")
    (tmp_path / "layers.txt").write_text("Flatten()\nLinear(784, 2)\n")
    assert command.main(["--pictures", str(tmp_path / "set")]) == 0
    said = capsys.readouterr()
    name = said.out.partition(":")[0]
    assert ": 8 pictures to train with and 2 for the test, of dark, light" in said.out
    assert "left out: 'z.png' is not a picture" in said.err
    own = ["Own stack", "--layers", str(tmp_path / "layers.txt"), "--dataset", name]
    assert command.main([*own, "--epochs", "1", "--device", "cpu"]) == 0
    assert "Own stack: test accuracy" in capsys.readouterr().out
    for arguments, line in (
        (["--pictures", str(tmp_path / "nowhere")], "is not a folder"),
        (["--pictures", str(tmp_path / "layers.txt")], "is not a zip"),
        (["--pictures", str(tmp_path / "set"), "--kind", "blue"], "kind='blue' must be one of"),
        (["Own stack", "--layers", str(tmp_path)], "cannot be read"),
        (["Own stack", "--layers", str(tmp_path / "layers.txt")], "ends with 2, not with 10"),
    ):
        assert command.main(arguments) == 2
        assert line in capsys.readouterr().err
    own_pictures.remove(name)


MLP = "MLP 784-128-10"
COMMAND = ["--epochs", "2", "--seed", "9", "--threads", "1", "--device", "cpu"]


def test_two_processes_train_once(folder, whole):
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "core.training", MLP, *COMMAND],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [child.communicate() for child in children]
    assert [child.returncode for child in children] == [0, 0]
    (_, steps), (again, _) = sorted(said, key=lambda each: "already trained" in each[0])
    assert [len(list((folder / "models").glob(f"*.{end}"))) for end in ("json", "safetensors")] == [
        1,
        2,  # the weights, and their path
    ]
    trained = store.fetch(recipe(MLP, epochs=2, seed=9))
    accuracy = evaluate(store.load(trained.name), whole, trained.dataset)
    assert trained.card.threads == 1
    assert accuracy == pytest.approx(trained.card.test_accuracy, abs=2e-4)
    assert accuracy > 0.95
    assert "steps" in steps  # the bar
    words = f"test accuracy {trained.card.test_accuracy:.2%}"
    assert sorted(f"{words} after" in line for line, _ in said) == [False, True]
    assert f"already trained, {words}" in again
    for line, _ in said:
        assert line.count("\n") == 1 and str(trained.path) in line


def test_shipped(folder, small, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(store, "SHIPPED", tmp_path)
    assert command.main(["LeNet", "--shipped", "--epochs", "1"]) == 0
    assert command.main(["--shipped", "--epochs", "1", "--dataset", "MNIST"]) == 0
    names = [name for name in MODELS if MODELS[name].shape == (1, 28, 28)]
    assert [trained.name for trained in store.models()] == names
    assert all(card.network(trained.path, trained.card) for trained in store.models())
    assert capsys.readouterr().out.count("test accuracy") == 1 + len(names)


def test_going_on_from_the_weights_that_are_there(folder, small, tmp_path, monkeypatch, capsys):
    for file in store.SHIPPED.glob("lenet.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(store, "SHIPPED", tmp_path)
    before, shipped = store.find("LeNet").card, store.load("LeNet").state_dict()
    assert command.main(["LeNet", "--shipped", "--further", "2", "--device", "cpu"]) == 0
    after = store.find("LeNet").card
    assert after.config == before.config == recipe("LeNet")
    assert (after.start, after.further.epochs, after.further.seed) == (before.sha256, 2, 1)
    assert after.further.optimizer["lr"] == recipe("LeNet").optimizer["lr"] / 8
    moved = store.load("LeNet").state_dict()
    # far nearer to the weights that were there than any other first weights are
    assert (
        0
        < float((moved["conv1.weight"] - shipped["conv1.weight"]).norm())
        < 0.5 * float(shipped["conv1.weight"].norm())
    )
    assert "s more" in capsys.readouterr().out
    assert command.main(["LeNet", "--shipped", "--further", "1", "--device", "cpu"]) == 0
    again = store.find("LeNet").card
    assert (again.start, again.further.epochs) == (after.sha256, 1) and again.config == after.config


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["CNN 16-33"], "did you mean 'CNN 16-32'?"),
        (["LeNet", "--epochs", "0"], "epochs=0 must be a whole number from 1"),
        (["LeNet", "--augmentation", "elastik"], "did you mean 'Elastic'?"),
        (["LeNet", "--optimizer", "adagrad"], "choose from SGD, Adam, AdamW"),
        (["LeNet", "--dataset", "CIFAR-10"], "does not fit"),
        (["LeNet", "--device", "cuba", "--epochs", "1"], "device='cuba' cannot be used here"),
        (["LeNet", "--threads", "0"], "threads=0"),
        (["LeNet", "--further", "1"], "--further needs --shipped"),
        (["LeNet", "--shipped", "--further", "1", "--share", "2"], "share=2.0 must be"),
        (["LeNet", "--shipped", "--further", "1", "--runs", "0"], "runs=0 must be 1 or more"),
        (["LeNet", "--shipped", "--further", "0"], "epochs=0 must be a whole number from 1"),
        (["LeNet", "--shipped", "--further", "1", "--epochs", "3"], "leave out --epochs 3"),
    ],
)
def test_mistakes_are_one_line_and_end_with_2(arguments, line, folder, capsys):
    assert command.main(arguments) == 2
    said = capsys.readouterr()
    assert line in said.err
    assert said.err.count("\n") <= 2  # the line, and what is left of the bar
    assert "Traceback" not in said.err
    assert said.out == ""


def test_a_word_that_is_no_option(capsys):
    with pytest.raises(SystemExit) as end:
        command.main(["LeNet", "--epoch", "three"])
    assert end.value.code == 2
    assert "invalid int value" in capsys.readouterr().err


def test_a_full_disk_is_one_line(small, monkeypatch, capsys):
    def refuse(number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    assert command.main(["LeNet", "--epochs", "1", "--device", "cpu"]) == 2
    said = capsys.readouterr()
    assert "cannot be written (No space left on device): make room" in said.err
    assert "Traceback" not in said.err and said.out == ""
