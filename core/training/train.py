"""Trains a network: a generator that yields a snapshot after every step, and does no more once it
is closed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import isfinite

import torch
from torch import Tensor, nn

from core.catalogue.optimizer import learning_rate
from core.data.datasets import DATASETS, Data, Dataset, load, pictures
from core.models.zoo import create
from core.training import device as devices
from core.training.checkpoint import Checkpoint
from core.training.config import TrainConfig
from core.training.curve import thinned
from core.training.snapshot import Snapshot
from core.training.steps import Batches, Updates, checkpoint, restore

Start = Mapping[str, Tensor] | Checkpoint | None
"""Weights that a training goes on from, or the checkpoint of an interrupted one."""


def train(
    config: TrainConfig,
    device: str | torch.device | None = None,
    start: Start = None,
) -> Iterator[Snapshot]:
    """Trains from scratch, or on from the weights `start`, or from a checkpoint as if there had
    been no interruption; the last snapshot holds the model and its test accuracy.

    If the accelerator has too little memory, starts again on the CPU and notes it.

    Raises:
        ValueError: the loss is no longer a finite number, or there is not even enough memory on the
            CPU.
        Unsuitable: the checkpoint is not one of this training.
    """
    device = devices.choose(device)
    try:
        yield from _train(config, device, start)
    except (RuntimeError, ValueError) as error:  # CUDA has a class of its own for no memory
        if "Expected more than 1 value per channel" in str(error):
            raise ValueError(
                f"batch_size={config.batch_size} leaves a last batch of one picture, and batch "
                "norm needs two: use another size"
            ) from None
        if not any(
            words in str(error)
            for words in ("out of memory", "not enough memory", "can't allocate")
        ):
            raise
        if device.type == "cpu":
            raise ValueError(
                f"batch_size={config.batch_size} needs more memory than there is: use a smaller one"
            ) from None
        note = f"{devices.describe(device)} is out of memory: training on the CPU"
    else:
        return
    for snapshot in _train(config, torch.device("cpu"), start):
        yield replace(snapshot, note=note)


def _train(config: TrainConfig, device: torch.device, start: Start) -> Iterator[Snapshot]:
    generator = torch.Generator().manual_seed(config.seed)
    model = create(config.network, generator)
    if start is not None and not isinstance(start, Checkpoint):
        model.load_state_dict(start)
    model = model.to(device, memory_format=torch.channels_last)  # faster on the CPU too
    data, dataset = load(config.dataset).to(device), DATASETS[config.dataset]
    batches = Batches(config, data, generator)
    steps = config.epochs * batches.count
    updates = Updates(config, model, steps, device, batches.generator)
    done = 0
    if isinstance(start, Checkpoint):
        restore(start, updates, batches)
        done = start.epoch
    try:
        for epoch in range(done + 1, config.epochs + 1):
            for batch in batches.shuffled():
                snapshot = updates(epoch, *batches(batch))
                _check(snapshot, config)
                if updates.step == epoch * batches.count and epoch < config.epochs:
                    updates.test(data, dataset)
                    state = checkpoint(epoch, updates, batches)
                    snapshot = replace(snapshot, held_out=updates.held_out, checkpoint=state)
                yield snapshot
        updates.finish()
        end = {"test_accuracy": updates.test(data, dataset), "held_out": updates.held_out}
        model.eval().cpu().to(memory_format=torch.contiguous_format)
        end |= {"curve": thinned(updates.points), "seconds": updates.seconds()}
        yield replace(snapshot, checkpoint=None, model=model, **end)
    finally:
        model.eval()


def _check(snapshot: Snapshot, config: TrainConfig) -> None:
    """Refuses to go on with a loss that is no longer a finite number."""
    if not isfinite(snapshot.loss):
        raise ValueError(
            f"loss is {snapshot.loss} at step {snapshot.step}: "
            f"use a smaller lr than {learning_rate(config.optimizer)}"
        )


@torch.inference_mode()
def evaluate(model: nn.Module, data: Data, dataset: Dataset, batch_size: int = 500) -> float:
    """Share of the test pictures that a model in eval mode gets right."""
    right = 0
    for images, labels in zip(
        data.test_images.split(batch_size), data.test_labels.split(batch_size), strict=True
    ):
        scores = model(dataset.normalise(pictures(images)))
        right += int((scores.argmax(1) == labels).sum())
    return right / len(data.test_labels)
