"""The script that classifies a file prints what the stored network answers."""

import pytest
import torch
from safetensors.torch import load

from core.data.datasets import DATASETS
from core.training import store
from core.vision.transfer.classify_script import weights_of, write_script
from core.vision.transfer.tuning import Tuning
from tests.core.vision.transfer.small import DATASET, NETWORK
from tests.printed import numbers


def test_it_prints_the_probabilities_of_the_stored_network(tmp_path, monkeypatch, capsys):
    tuning = Tuning(network="SqueezeNet 1.1", dataset=DATASET, per_class=4)
    with pytest.raises(ValueError, match="SqueezeNet 1.1 on Colours, head only is not on this"):
        write_script(tuning)
    list(store.train_once(tuning, "cpu"))
    trained = store.fetch(tuning)
    script = write_script(tuning, 1)
    weights = load(script.files["network.safetensors"])
    assert "features.0.weight" in weights and "classifier.2.bias" in weights
    assert script.files["network.safetensors"] == weights_of(trained.name)
    x = DATASETS[DATASET].normalise(DATASETS[DATASET].gallery().images[:1].float() / 255)
    with torch.no_grad():
        expected = store.load(trained.name)(x).softmax(1)[0]
    for file, data in script.files.items():
        (tmp_path / file).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    exec(compile(script.text, "script", "exec"), {})
    told = numbers(capsys.readouterr().out)
    for label, name in enumerate(("red", "green", "blue")):
        assert told[f"p({name})"] == pytest.approx(expected[label].item(), abs=1e-4)


def test_own_names_of_networks_stand_in_it():
    tuning = Tuning(network=NETWORK, dataset=DATASET)
    list(store.train_once(tuning, "cpu"))
    text = write_script(tuning).text
    assert "model = with_head(Small(), nn.Linear(8, 3))" in text
