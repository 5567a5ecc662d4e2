"""Features are what the head of a network gets, are kept, and are bounded."""

from dataclasses import replace

import pytest
import torch

from core.jobs.progress import last
from core.models.imagenet import PRETRAINED
from core.vision.transfer import features
from core.vision.transfer.features import body, compute, file_of
from core.vision.transfer.pictures import network_input, pictures_of
from tests.core.vision.transfer.small import DATASET, NETWORK


def inputs_of_the_head(model, layer, x):
    """What a hook on the layer sees."""
    seen = []
    hook = layer.register_forward_pre_hook(lambda module, arguments: seen.append(arguments[0]))
    with torch.no_grad():
        model(x)
    hook.remove()
    return seen[0]


def test_features_are_what_the_head_gets(small):
    pictures, result = pictures_of(DATASET), last(compute(NETWORK, DATASET))
    model = small.untrained(1)
    for images, own in ((pictures.train, result.train), (pictures.test, result.test)):
        expected = inputs_of_the_head(model, model.answer, network_input(small, images))
        assert torch.allclose(own, expected, atol=1e-6)
    assert not any(value.requires_grad for value in (result.train, result.test))


@pytest.mark.parametrize(("name", "layer"), [("ResNet-18", "fc"), ("SqueezeNet 1.1", "classifier")])
def test_a_body_ends_before_the_head(name, layer, monkeypatch):
    network = PRETRAINED[name]
    model = network.untrained(0)
    monkeypatch.setattr(type(network), "trained", lambda network: network.untrained(0))
    x = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    expected = inputs_of_the_head(model, model.get_submodule(layer), x)
    expected = expected.mean((2, 3)) if expected.ndim == 4 else expected
    with torch.no_grad():
        result = body(network)(x)
    assert result.shape == (1, network.features) and torch.allclose(result, expected, atol=1e-5)
    assert model.get_submodule(layer) is network.untrained(0).get_submodule(layer)


def test_they_are_computed_once_and_a_damaged_file_is_made_again(small, monkeypatch):
    monkeypatch.setattr(features, "BATCH", 10)
    steps = list(compute(NETWORK, DATASET))
    assert [step.note for step in steps[:2]] == ["10 of 36 pictures", "20 of 36 pictures"]
    with monkeypatch.context() as context:
        context.setattr(features, "body", None)  # would fail
        again = list(compute(NETWORK, DATASET))
    assert len(again) == 1 and torch.equal(again[0].value.train, steps[-1].value.train)
    file_of(small, pictures_of(DATASET)).write_bytes(b"damaged")
    assert torch.equal(last(compute(NETWORK, DATASET)).train, steps[-1].value.train)
    with pytest.raises(ValueError, match="network='Smal' is not known: did you mean 'Small'"):
        last(compute("Smal", DATASET))


def test_other_weights_or_pictures_are_another_file(small, monkeypatch):
    pictures = pictures_of(DATASET)
    path = file_of(small, pictures)
    assert path == file_of(small, pictures)
    changed = pictures.test.clone()
    changed[0, 0, 0, 0] ^= 1
    others = [
        file_of(small, replace(pictures, test=changed)),
        file_of(replace(small, side=8), pictures),
        file_of(PRETRAINED["ResNet-18"], pictures),
    ]
    monkeypatch.setattr(features, "VERSION", 2)
    assert len({path, *others, file_of(small, pictures)}) == 5


def test_what_was_not_used_for_longest_gives_way(small, monkeypatch):
    path = file_of(small, pictures_of(DATASET))
    path.parent.mkdir(parents=True)
    old = [path.with_name(f"{number}.safetensors") for number in range(3)]
    for file in old:
        file.write_bytes(b"x" * 1000)
    last(compute(NETWORK, DATASET))
    assert all(file.exists() for file in old)
    path.unlink()
    monkeypatch.setattr(features, "MOST_BYTES", 500)
    last(compute(NETWORK, DATASET))
    assert path.exists() and not any(file.exists() for file in old)
