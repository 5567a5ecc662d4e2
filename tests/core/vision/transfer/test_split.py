"""A network cut in two gives what the whole gives."""

import copy

import pytest
import torch

from core.models.imagenet import PRETRAINED
from core.vision.transfer.split import split
from core.vision.transfer.stages import HEAD, learning_modules, titles
from tests.core.vision.transfer.small import NETWORK

COUNTS = {NETWORK: 2, "EfficientNet-Lite0": 9, "SqueezeNet 1.1": 4, "ResNet-18": 5}


@pytest.mark.parametrize("name", COUNTS)
def test_the_parts_together_are_the_whole(name):
    entry = PRETRAINED[name]
    model = entry.with_head(copy.deepcopy(entry.untrained(0)), torch.nn.Linear(entry.features, 3))
    model.eval().requires_grad_(False)
    side = min(entry.side, 64)
    x = torch.rand(2, 3, side, side, generator=torch.Generator().manual_seed(0))
    expected = model(x)
    assert COUNTS[name] == len(entry.stages) and titles(entry)[-1] == HEAD
    for count in range(COUNTS[name]):
        front, rest = split(model, learning_modules(entry, model, count))
        assert torch.equal(rest(front(x)), expected)
        ours, theirs = ({*map(id, part.parameters())} for part in (front, rest))
        assert not ours & theirs and ours | theirs == {*map(id, model.parameters())}
        learning = sum(value.numel() for value in rest.parameters())
        assert learning < sum(value.numel() for value in model.parameters())
    assert split(model, learning_modules(entry, model, COUNTS[name])) is None
