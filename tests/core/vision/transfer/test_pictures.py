"""Which pictures take part, and how a network takes them."""

from dataclasses import replace

import pytest
import torch
from torchvision.transforms import functional as TF

from core.data.datasets import DATASETS, load
from core.models.imagenet import PRETRAINED
from core.vision.transfer import pictures
from core.vision.transfer.pictures import choose, first, network_input, pictures_of, side_of
from tests.core.vision.transfer.small import DATASET


def test_of_large_data_sets_the_first_of_each_class_take_part(monkeypatch):
    data = DATASETS[DATASET].build()
    assert len(pictures_of(DATASET).train) == 24 and len(pictures_of(DATASET).test) == 12
    monkeypatch.setattr(pictures, "MOST", 2)
    few = pictures_of.__wrapped__(DATASET)
    assert few.train_labels.tolist() == [0, 0, 1, 1, 2, 2]
    assert torch.equal(few.train, data.train_images[[0, 3, 1, 4, 2, 5]])
    assert few.classes == ("red", "green", "blue")
    with pytest.raises(ValueError, match="dataset='Colour' is not known: did you mean 'Colours'"):
        pictures_of("Colour")
    assert first(torch.tensor([1, 1, 0]), 5).tolist() == [2, 0, 1]


def test_of_a_small_data_set_in_order_all_pictures_take_part_without_a_copy():
    data, chosen = load("Clip art"), pictures_of("Clip art")
    assert chosen.train is data.train_images and chosen.test is data.test_images
    assert torch.equal(chosen.train_labels, data.train_labels)


def test_more_pictures_with_the_same_seed_are_the_same_and_others():
    labels = torch.arange(40) % 4
    few, more = choose(labels, 3, 7), choose(labels, 6, 7)
    assert labels[few].bincount().tolist() == [3] * 4
    assert set(few.tolist()) < set(more.tolist()) and len(set(more.tolist())) == 24
    assert not torch.equal(few, choose(labels, 3, 8))
    assert sorted(choose(labels, 99, 0).tolist()) == list(range(40))


def test_a_network_sees_whole_pictures_at_its_size():
    network = PRETRAINED["ResNet-18"]
    large = torch.randint(0, 256, (2, 3, 128, 128), dtype=torch.uint8)
    expected = TF.normalize(
        TF.resize(large / 255, [224, 224], antialias=True), network.mean, network.deviation
    )
    assert torch.allclose(network_input(network, large), expected, atol=1e-5)
    assert side_of(network, torch.zeros(1, 3, 32, 32)) == 128
    assert side_of(replace(network, side=40), large) == 40


def test_grey_becomes_colour_and_colour_grey(small):
    grey = torch.randint(0, 256, (1, 1, 16, 16), dtype=torch.uint8)
    assert torch.equal(network_input(small, grey), network_input(small, grey.expand(1, 3, 16, 16)))
    of_greys = replace(small, mean=(0.5,), deviation=(0.25,))
    colour = torch.randint(0, 256, (1, 3, 16, 16), dtype=torch.uint8)
    expected = (colour.float().mean(1, keepdim=True) / 255 - 0.5) / 0.25
    assert torch.allclose(network_input(of_greys, colour), expected, atol=1e-5)
