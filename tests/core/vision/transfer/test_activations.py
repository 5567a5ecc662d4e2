"""What the front makes of pictures is computed once, unless it is too much."""

import torch

from core.models.imagenet import PRETRAINED
from core.vision.transfer import activations
from core.vision.transfer.activations import seen
from core.vision.transfer.features import body
from core.vision.transfer.pictures import network_input, pictures_of
from tests.core.vision.transfer.small import DATASET, NETWORK

CPU, ROWS = torch.device("cpu"), torch.tensor([20, 3])


def test_it_is_what_the_front_gives(monkeypatch, small):
    entry, images = PRETRAINED[NETWORK], pictures_of(DATASET).train
    front = body(small)
    with torch.no_grad():
        expected = front(network_input(entry, images))
    *steps, result = seen(entry, front, images, CPU)
    assert steps == [24] and result.once.shape == (24, 8)
    torch.testing.assert_close(result.once, expected)
    assert torch.equal(result[ROWS], result.once[ROWS])
    monkeypatch.setattr(activations, "MOST_BYTES", 24 * 8 * 4 - 1)
    (other,) = seen(entry, front, images, CPU)
    assert other.once is None
    torch.testing.assert_close(other[ROWS], expected[ROWS])
    (none,) = seen(entry, None, images, CPU)
    assert torch.equal(none[ROWS], network_input(entry, images[ROWS]))
