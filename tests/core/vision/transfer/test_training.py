"""Fine-tuning is what a plain loop does, what is frozen stays as it was, and it goes through the
store as every training.
"""

import copy
import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.jobs.progress import last as done
from core.training import checkpoints, paths, store
from core.vision.transfer.features import compute
from core.vision.transfer.fitting import BEFORE, CHANGED, MOVED, PREPARED
from core.vision.transfer.head import fit
from core.vision.transfer.pictures import choose, network_input, pictures_of
from core.vision.transfer.training import train
from core.vision.transfer.tuning import Tuning
from tests.core.training.sameness import assert_same
from tests.core.vision.transfer.small import COLOURS, DATASET, NETWORK, Small

SETTINGS = {"network": NETWORK, "dataset": DATASET, "per_class": 5, "epochs": 2, "batch_size": 4}


def last(tuning: Tuning):
    *_, end = train(tuning, "cpu", None)
    return end


def plain(tuning, small):
    """The same training, written down for this network alone."""
    pictures = pictures_of(DATASET)
    chosen = choose(pictures.train_labels, tuning.per_class, tuning.seed)
    images, labels = pictures.train[chosen], pictures.train_labels[chosen]
    model = copy.deepcopy(small.untrained(1)).requires_grad_(True)
    features = done(compute(NETWORK, DATASET)).train[chosen]
    model.answer = fit(features, labels, 3).module()
    groups = [{"params": model.answer.parameters(), "lr": tuning.lr}]
    if tuning.stages > 0:
        groups.append({"params": model.second.parameters(), "lr": tuning.lr * tuning.decay})
    if tuning.stages > 1:
        front = [*model.first.parameters(), *model.first_norm.parameters()]
        groups.append({"params": front, "lr": tuning.lr * tuning.decay**2})
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    generator = torch.Generator().manual_seed(tuning.seed)
    model.train()
    model.first_norm.train(tuning.stages > 1 or tuning.frozen_norms == "train")
    model.second[1].train(tuning.stages > 0 or tuning.frozen_norms == "train")
    for _ in range(0 if tuning.is_fit else tuning.epochs):
        for rows in torch.randperm(len(chosen), generator=generator).split(4):
            loss = F.cross_entropy(model(network_input(small, images[rows])), labels[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model.eval()


@pytest.mark.parametrize("stages", [0, 1, 2])
@pytest.mark.parametrize("norms", ["eval", "train"])
def test_it_is_a_plain_loop(stages, norms, small):
    tuning = Tuning(**SETTINGS, stages=stages, decay=0.5, frozen_norms=norms, lr=0.01, seed=3)
    expected, end = plain(tuning, small), last(tuning)
    ours = end.model.network.state_dict()
    assert ours.keys() == expected.state_dict().keys()
    for name, value in expected.state_dict().items():
        # what is computed once is computed in other batches than the plain loop's
        torch.testing.assert_close(ours[name], value, rtol=1e-4, atol=1e-5, msg=name)
    pictures = pictures_of(DATASET)
    with torch.no_grad():
        scores = expected(network_input(small, pictures.test))
    right = (scores.argmax(1) == pictures.test_labels).double().mean().item()
    assert end.test_accuracy == end.held_out[-1][2] == right
    loss = F.cross_entropy(scores, pictures.test_labels).item()
    assert end.held_out[-1][1] == pytest.approx(loss, abs=1e-4)


@pytest.mark.parametrize(("norms", "changed"), [("eval", 0), ("train", 6)])
def test_frozen_parameters_stay_and_buffers_change_as_the_switch_says(norms, changed, small):
    before, end = small.untrained(1), last(Tuning(**SETTINGS, frozen_norms=norms))
    after = end.model.network.state_dict()
    for name, value in before.named_parameters():
        if not name.startswith("answer"):
            assert torch.equal(after[name], value)
    assert sum(not torch.equal(after[name], value) for name, value in before.named_buffers()) == (
        changed
    )
    assert end.measures[CHANGED] == changed
    assert {key: end.measures[key] for key in end.measures if key.startswith(MOVED)} == {
        f"{MOVED}front": 0.0,
        f"{MOVED}back": 0.0,
    }


def test_what_is_frozen_before_stages_that_learn_stays_too(small):
    end = last(Tuning(**SETTINGS, stages=1, lr=0.05))
    after, before = end.model.network, small.untrained(1)
    assert torch.equal(after.first.weight, before.first.weight)
    assert torch.equal(after.first_norm.running_mean, before.first_norm.running_mean)
    assert not torch.equal(after.second[0].weight, before.second[0].weight)
    assert end.measures[f"{MOVED}front"] == 0 < end.measures[f"{MOVED}back"]
    distance = sum(
        (new - old).square().sum()
        for new, old in zip(after.second.parameters(), before.second.parameters(), strict=True)
    )
    length = sum(value.square().sum() for value in before.second.parameters())
    expected = (distance / length).sqrt().item()
    assert end.measures[f"{MOVED}back"] == pytest.approx(expected, rel=1e-3)


def test_its_snapshots(small):
    tuning = Tuning(**SETTINGS, stages=2, lr=0.03, seed=1)
    snapshots = [each for each in train(tuning, "cpu", None) if each.steps]
    assert [each.step for each in snapshots] == [1, 2, 3, 4, 5, 6, 7, 8, 8]
    assert [each.checkpoint is not None for each in snapshots] == [
        each == 4 for each in range(1, 10)
    ]
    end = snapshots[-1]
    assert [step for step, *_ in end.held_out] == [4, 8] and len(end.curve) == 8
    seconds = [each.seconds for each in snapshots]
    assert seconds == sorted(seconds) and seconds[0] > end.measures[PREPARED] > 0
    assert 0 <= end.measures[BEFORE] <= 1
    fit = last(Tuning(**SETTINGS))
    assert end.measures[BEFORE] == pytest.approx(fit.test_accuracy, abs=1e-5)


def test_it_goes_through_the_store_and_reads_pictures_of_its_data_set(small):
    tuning = Tuning(**SETTINGS, stages=1, lr=0.02)
    *_, end = store.train_once(tuning, "cpu")
    trained = store.fetch(tuning)
    assert trained in store.models() and trained.dataset is COLOURS
    assert trained.name.startswith("Small on Colours, head and 1 of 2 stages (2 epochs, seed 0, ")
    model = store.load(trained.name)
    assert_same(model, end.model)
    pictures = pictures_of(DATASET)
    x = COLOURS.normalise(pictures.test.float() / 255)
    with torch.no_grad():
        scores = model(x)
        torch.testing.assert_close(scores, model.network(network_input(small, pictures.test)))
    assert (scores.argmax(1) == pictures.test_labels).double().mean().item() == end.test_accuracy
    assert dict(trained.card.measures) == end.measures
    assert paths.path(trained.name) is None
    plain = Small()
    plain.answer = nn.Linear(8, 3)
    names = {name.removeprefix("network."): value for name, value in model.state_dict().items()}
    plain.load_state_dict(names)


@pytest.mark.parametrize("norms", ["eval", "train"])
def test_interrupted_anywhere_it_goes_on_to_the_same_weights(norms, small, caplog):
    tuning = Tuning(**SETTINGS | {"epochs": 4}, stages=1, lr=0.02, frozen_norms=norms, seed=2)
    expected = last(tuning)
    for steps in (6, 14):  # in the second and in the fourth epoch
        training = store.train_once(tuning, "cpu")
        for snapshot in training:
            if snapshot.step == steps:
                break
        training.close()
    (left,) = checkpoints.interrupted()
    assert (left.config, left.epoch) == (tuning, 3)
    *_, end = store.train_once(tuning, "cpu")
    assert_same(end.model, expected.model)
    assert (end.curve, end.held_out) == (expected.curve, expected.held_out)
    same = {name: value for name, value in expected.measures.items() if name != PREPARED}
    assert {name: end.measures[name] for name in same} == same
    assert checkpoints.interrupted() == () and not caplog.records


def test_a_loss_that_is_no_number_is_one_line(small, monkeypatch):
    tuning = Tuning(**SETTINGS, stages=2, lr=0.1)
    real = F.cross_entropy
    monkeypatch.setattr(F, "cross_entropy", lambda x, labels: real(x, labels) + math.inf)
    with pytest.raises(ValueError, match=r"loss is inf at step 1: use a smaller lr than 0.1"):
        list(train(tuning, "cpu", None))


def test_a_checkpoint_of_another_training_begins_again(small):
    tuning = Tuning(**SETTINGS, stages=1, lr=0.02)
    (state,) = [each.checkpoint for each in train(tuning, "cpu", None) if each.checkpoint]
    other = tuning.replace(stages=2)
    with pytest.raises(ValueError, match="the checkpoint is not one of this training"):
        list(train(other, "cpu", state))
