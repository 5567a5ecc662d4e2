"""A kind of picture and a loss that nobody here has thought of, together: a network learns them."""

import pytest
import torch

from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.network import Architecture, create
from core.vision.segmentation.pictures import SCENES, generate
from tests.foreign.segmentation import ENTRIES


@pytest.fixture(autouse=True)
def foreign(monkeypatch):
    for registry, name, choice in ENTRIES:
        monkeypatch.setitem(registry, name, choice)


def test_a_network_learns_a_foreign_picture_by_a_foreign_loss(one_thread):
    scenes = generate("Zebra", 2, seed=0, noise=0.02, side=16)
    assert scenes.classes == SCENES["Zebra"].classes and scenes.masks.shape == (2, 16, 16)
    network = create(Architecture(depth=1, width=4))
    loss = LOSSES.pick("Tversky", odd_weight=0.5).build()
    optimizer = torch.optim.Adam(network.parameters(), 0.03)
    for _ in range(30):
        optimizer.zero_grad()
        loss(network(scenes.pictures), scenes.masks).backward()
        optimizer.step()
    held_out = generate("Zebra", 1, seed=1, noise=0.02, side=16, held_out=True)
    prediction = network(held_out.pictures).argmax(1) == 1
    assert dice(prediction, held_out.masks == 1) > 0.9
