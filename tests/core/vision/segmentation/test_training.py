"""A training is a plain loop, goes on from a checkpoint to the bit, and its scores are those of its
network.
"""

import base64
from dataclasses import replace

import pytest
import torch
from torch.nn import functional as F

from core.training import checkpoint, store
from core.training.checkpoint import Unsuitable
from core.vision.segmentation.metrics import score
from core.vision.segmentation.settings import Segmentation, held_out, training_scenes
from core.vision.segmentation.training import overlap, predict, train

SMALL = Segmentation(depth=1, width=2, pictures=6, batch_size=4, epochs=3, loss="Cross-entropy")


def plain(config):
    """The same training, written down."""
    scenes = training_scenes(config)
    torch.manual_seed(config.seed)
    network = config.network.build()
    for layer in network.modules():
        if isinstance(layer, torch.nn.Conv2d | torch.nn.ConvTranspose2d):
            if layer.bias is not None:
                torch.nn.init.zeros_(layer.bias)
            if layer.kernel_size == (3, 3) and isinstance(layer, torch.nn.Conv2d):
                torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    network = network.to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(network.parameters(), config.lr)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, config.lr, epochs=config.epochs, steps_per_epoch=2
    )
    generator = torch.Generator().manual_seed(config.seed)
    for _ in range(config.epochs):
        for batch in torch.randperm(6, generator=generator).split(4):
            x = scenes.pictures[batch].to(memory_format=torch.channels_last)
            optimizer.zero_grad()
            F.cross_entropy(network(x), scenes.masks[batch]).backward()
            optimizer.step()
            schedule.step()
    return network.eval()


def same(one_model, other):
    ours, theirs = one_model.state_dict(), other.state_dict()
    return ours.keys() == theirs.keys() and all(
        torch.equal(ours[name], theirs[name]) for name in ours
    )


@pytest.fixture(scope="module")
def snapshots():
    """All of a small training, each with a copy of its checkpoint as it is kept."""
    result = []
    for snapshot in train(SMALL, "cpu"):
        state = snapshot.checkpoint
        if state is not None:
            points, states = checkpoint.unpack(*checkpoint.pack(state))
            snapshot = replace(snapshot, checkpoint=replace(state, points=points, states=states))
        result.append(snapshot)
    return result


def test_it_is_a_plain_loop(snapshots):
    with torch.random.fork_rng():
        expected = plain(SMALL)
    assert same(snapshots[-1].model, expected)
    assert [each.step for each in snapshots] == [1, 2, 3, 4, 5, 6, 6]
    assert snapshots[-2].model is None and not snapshots[-1].model.training


@pytest.mark.parametrize("epoch", [1, 2])
def test_it_goes_on_from_a_checkpoint_to_the_bit(snapshots, epoch):
    state = next(each.checkpoint for each in snapshots if each.checkpoint and each.epoch == epoch)
    *_, last = train(SMALL, "cpu", state)
    assert same(last.model, snapshots[-1].model)
    assert last.held_out == snapshots[-1].held_out and last.curve == snapshots[-1].curve
    with pytest.raises(Unsuitable):
        next(train(SMALL.replace(width=4), "cpu", state))
    with pytest.raises(Unsuitable):
        next(train(SMALL.replace(batch_size=1), "cpu", state))


def test_scores_and_pictures_are_those_of_its_network(snapshots):
    last, scenes = snapshots[-1], held_out(SMALL)
    scores = predict(last.model, scenes.pictures)
    with torch.no_grad():
        assert torch.allclose(scores, last.model(scenes.pictures), atol=1e-5)
    expected = score(scores.argmax(1), scenes.masks, 2)
    assert last.test_accuracy == pytest.approx(expected.mean_dice, abs=1e-3)
    assert last.measures["IoU"] == pytest.approx(expected.mean_iou, abs=1e-3)
    assert last.shown["side"] == 64 and last.shown["dice"] == last.test_accuracy
    labels = torch.frombuffer(bytearray(base64.b64decode(last.shown["labels"])), dtype=torch.uint8)
    agree = labels.view(6, 64, 64) == scores[:6].argmax(1)
    assert float(agree.double().mean()) > 0.999
    assert [step for step, *_ in last.held_out] == [2, 4, 6]


def test_valid_convolutions_are_measured_on_the_middle():
    *_, last = train(SMALL.replace(padding="Valid", epochs=1), "cpu")
    assert last.shown["side"] == 48 and 0 <= last.test_accuracy <= 1


def test_a_loss_that_is_no_number_is_told(monkeypatch):
    monkeypatch.setattr("core.vision.segmentation.training.isfinite", lambda value: False)
    with pytest.raises(ValueError, match="use a smaller lr than 0.01"):
        next(train(SMALL, "cpu"))


def test_overlap_counts_pixels_of_the_right_class():
    masks = torch.tensor([[[0, 1, 2, 2]]])
    assert overlap(masks, masks) == 1
    assert overlap(torch.tensor([[[0, 1, 1, 2]]]), masks) == pytest.approx(2 * 2 / 6)
    assert overlap(torch.zeros(1, 2, 2), torch.zeros(1, 2, 2)) == 1


def test_it_is_kept_with_its_scores(monkeypatch, tmp_path):
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    config = SMALL.replace(epochs=1)
    *_, last = store.train_once(config, "cpu")
    trained = store.fetch(config)
    assert dict(trained.card.measures)["Dice"] == trained.card.test_accuracy == last.test_accuracy
    assert same(store.load(trained.name), last.model)
