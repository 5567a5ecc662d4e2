"""Frames hold what the network computes."""

import struct

import pytest
import torch
from torch.nn.utils import parameters_to_vector

from core.catalogue.activations import ACTIVATIONS
from core.playground.course import Segment, ending
from core.playground.frames import BINS, MAP, SMALL, frame, grid, has_kink, shape_of
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")


def parts(run, data):
    """The numbers and the pictures of a frame."""
    shape = shape_of(run.settings, len(run.network[-2].bias))
    assert len(data) == shape.size
    count = 7 + 3 * shape.weights + shape.layers * (2 + BINS)
    numbers = torch.tensor(struct.unpack(f"<{count}f", data[: 4 * count]))
    pictures = torch.frombuffer(bytearray(data[4 * count :]), dtype=torch.uint8)
    return shape, numbers, pictures


@pytest.mark.parametrize(
    "settings",
    [
        Settings(count=60),
        Settings(count=60, hidden="3 ReLU norm dropout=0.2, 2 Tanh", activation="ReLU"),
        Settings(count=60, data="Blobs", loss="Cross-entropy", hidden=""),
        Settings(count=60, data="Plane"),
    ],
)
def test_a_frame_is_what_torch_computes(settings):
    run = ending((Segment(settings, 2),))
    record = run.record()
    shape, numbers, pictures = parts(run, frame(run, record))
    assert numbers[:2].tolist() == [2, record.step]
    assert numbers[2] == torch.tensor(record.train_loss)
    weights, gradients, updates = numbers[7 : 7 + 3 * shape.weights].reshape(3, -1)
    assert torch.equal(weights, parameters_to_vector(run.weights).detach())
    assert torch.allclose(updates, -run.rate * gradients, atol=1e-7)  # plain descent
    network = run.network.eval()
    outputs = network(
        torch.stack([pick.choice.build(*grid(MAP).unbind(1)) for pick in settings.features], 1)
    )
    shares = run.head.shown(outputs).T.flatten()
    shown = pictures[: shape.outputs * MAP**2].float() / 255
    assert torch.allclose(shown, shares.clamp(0, 1), atol=0.5 / 255 + 1e-6)
    last = pictures[shape.outputs * MAP**2 :].reshape(-1, SMALL**2)[shape.neurons - 1]
    corner = network(grid(SMALL)[:1])[0, -1]
    assert (last[0] > 128) == (corner > 0) or abs(int(last[0]) - 128) <= 1
    bins = numbers[7 + 3 * shape.weights :].reshape(shape.layers, 2 + BINS)
    assert torch.allclose(bins[:, 2:].sum(1), torch.ones(shape.layers))


def test_the_map_begins_at_the_top_left():
    assert grid(50)[0].tolist() == pytest.approx([-5.88, 5.88])
    assert grid(50)[-1].tolist() == pytest.approx([5.88, -5.88])


def test_activations_with_a_kink_at_zero():
    kinks = {name for name in ACTIVATIONS if has_kink(ACTIVATIONS.pick(name))}
    assert {"ReLU", "LeakyReLU", "PReLU"} <= kinks
    assert not {"Tanh", "Sigmoid", "GELU", "ELU", "Identity"} & kinks
