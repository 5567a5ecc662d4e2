"""The training loop on a small part of MNIST: what it yields, and that nothing but the config
decides the result.
"""

import dataclasses
import threading

import pytest
import torch
from torch.nn import functional as F

from core.catalogue.optimizers import OPTIMIZERS
from core.data.datasets import DATASETS, load, pictures
from core.models.zoo import MODELS, create
from core.training import device as devices
from core.training import train as module
from core.training.config import TrainConfig, recipe
from core.training.train import evaluate, train

DIGITS = [name for name in MODELS if MODELS[name].shape == (1, 28, 28)]
MLP = "MLP 784-128-10"
MNIST = DATASETS["MNIST"]


def last(config: TrainConfig):
    *_, snapshot = train(config, "cpu")
    return snapshot


def same(model: torch.nn.Module, other: torch.nn.Module) -> bool:
    return all(
        torch.equal(a, b)
        for a, b in zip(model.state_dict().values(), other.state_dict().values(), strict=True)
    )


def test_snapshots(small):
    config = recipe(MLP, epochs=2, batch_size=1000)
    snapshots = list(train(config, "cpu"))
    assert [(snapshot.step, snapshot.epoch) for snapshot in snapshots] == [
        (1, 1),
        (2, 1),
        (3, 2),
        (4, 2),
        (4, 2),
    ]
    assert {snapshot.steps for snapshot in snapshots} == {4}
    assert snapshots[0].seconds_left > snapshots[3].seconds_left == 0
    assert all(
        snapshot.model is None and snapshot.test_accuracy is None for snapshot in snapshots[:-1]
    )
    assert snapshots[-1].device.startswith("CPU")
    assert snapshots[-1].rate > 0
    points = [(each.step, each.loss, each.accuracy) for each in snapshots[:-1]]
    assert snapshots[-1].curve == tuple(pytest.approx(point, abs=1e-5) for point in points)
    assert not any(snapshot.curve for snapshot in snapshots[:-1])


def test_last_snapshot_holds_the_model_and_its_accuracy(small):
    end = last(recipe(MLP, epochs=5, batch_size=64))
    data = load("MNIST")
    with torch.inference_mode():
        images = (data.test_images.double() / 255 - 0.1307) / 0.3081
        right = end.model.double()(images).argmax(1) == data.test_labels
    assert end.test_accuracy == pytest.approx(right.double().mean().item())
    assert end.test_accuracy > 0.85
    assert not end.model.training


@pytest.mark.parametrize("name", DIGITS)
def test_every_digit_network_learns(small, name):
    end = last(
        TrainConfig(name, epochs=3, batch_size=64, optimizer=OPTIMIZERS.pick("AdamW", lr=0.003))
    )
    assert end.test_accuracy > 0.8


def test_alone_or_beside_another_training_the_weights_are_the_same(small):
    config = recipe("LeNet", epochs=2, batch_size=128, seed=3, augmentation="Pen")
    alone, models = last(config).model, []

    def disturb() -> None:
        torch.manual_seed(1)
        last(recipe(MLP, epochs=20, batch_size=64, seed=4))

    others = [
        threading.Thread(target=disturb),
        threading.Thread(target=lambda: models.append(last(config).model)),
    ]
    state = torch.get_rng_state()
    for thread in others:
        thread.start()
    beside = last(config).model
    for thread in others:
        thread.join()
    torch.set_rng_state(state)
    assert same(alone, beside)
    assert same(alone, models[0])
    assert not same(alone, last(config.replace(seed=4)).model)


def test_the_global_generator_is_left_alone(small):
    state = torch.get_rng_state()
    last(recipe(MLP, epochs=1, augmentation="Affine"))
    assert torch.equal(torch.get_rng_state(), state)


def test_closing_stops_at_once_and_leaves_eval_mode(small, monkeypatch):
    made = []
    monkeypatch.setattr(
        module, "create", lambda *arguments: made.append(create(*arguments)) or made[0]
    )
    training = train(recipe(MLP, epochs=50), "cpu")
    assert [next(training).step for _ in range(3)] == [1, 2, 3]
    weights = made[0].output.weight.clone()
    assert made[0].training
    training.close()
    assert not made[0].training
    assert torch.equal(weights, made[0].output.weight)


def test_a_loss_that_is_not_finite_names_the_step(small):
    wild = OPTIMIZERS.pick("SGD", lr=10.0, weight_decay=1.0)  # weights grow ninefold a step
    config = recipe(MLP, optimizer=wild, schedule="None", batch_size=64)
    with pytest.raises(
        ValueError, match=r"loss is (nan|inf) at step \d+: use a smaller lr than 10.0"
    ):
        last(config)


def test_too_little_memory_on_the_accelerator_means_the_cpu(small, monkeypatch):
    real, elsewhere = module._train, torch.device("meta")  # stands for an accelerator
    asked = []

    def tight(config, device, start):
        asked.append(device.type)
        if device == elsewhere:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB")
        yield from real(config, device, start)

    monkeypatch.setattr(module, "_train", tight)
    snapshots = list(train(recipe(MLP, epochs=1), elsewhere))
    assert asked == ["meta", "cpu"]
    assert all("out of memory: training on the CPU" in snapshot.note for snapshot in snapshots)
    assert snapshots[-1].model is not None


def test_too_little_memory_on_the_cpu_is_said(small, monkeypatch):
    def tight(config, device, start):
        raise RuntimeError(
            "[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"
        )
        yield

    monkeypatch.setattr(module, "_train", tight)
    with pytest.raises(ValueError, match="batch_size=256 needs more memory"):
        last(recipe(MLP, epochs=1, batch_size=256))


@pytest.mark.parametrize("precision", [torch.bfloat16, torch.float16])
def test_mixed_precision_learns_as_well(small, monkeypatch, precision):
    config = recipe(MLP, epochs=5, batch_size=64)
    full = last(config)
    monkeypatch.setattr(devices, "precision", lambda device: precision)
    mixed = last(config)
    assert not same(full.model, mixed.model)
    assert mixed.test_accuracy == pytest.approx(full.test_accuracy, abs=0.03)
    assert {value.dtype for value in mixed.model.state_dict().values()} == {torch.float32}


def test_settings_change_the_result(small):
    usual = recipe("LeNet", epochs=1)
    models = [last(usual)] + [
        last(usual.replace(**change))
        for change in (
            {"ema": 0.9},
            {"label_smoothing": 0.1},
            {"augmentation": "Affine"},
            {"schedule": "None"},
            {"optimizer": "SGD"},
        )
    ]
    assert all(
        not same(model.model, other.model)
        for index, model in enumerate(models)
        for other in models[:index]
    )


def test_evaluate_counts_in_batches(small):
    data = load("MNIST")
    model = create("LeNet", torch.Generator().manual_seed(0)).eval()
    scores = model(MNIST.normalise(pictures(data.test_images)))
    assert (
        evaluate(model, data, MNIST, 33)
        == (scores.argmax(1) == data.test_labels).double().mean().item()
    )
    part = dataclasses.replace(
        data, test_images=data.test_images[:7], test_labels=scores[:7].argmax(1)
    )
    assert evaluate(model, part, MNIST) == 1
    assert F.cross_entropy(scores, data.test_labels).item() > 2


def test_a_last_batch_of_one_is_told_to_who_has_batch_norm(small, monkeypatch):
    def alone(config, device, start):
        torch.nn.BatchNorm1d(3)(torch.ones(1, 3))
        yield

    monkeypatch.setattr(module, "_train", alone)
    with pytest.raises(ValueError, match="batch_size=256 leaves a last batch of one picture"):
        last(recipe(MLP, epochs=1, batch_size=256))
