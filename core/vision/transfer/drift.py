"""Batch norm in a frozen network, in train mode by mistake: pictures go through, nothing learns,
and yet the answers change.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.jobs import Progress
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Pretrained
from core.vision.transfer.features import compute
from core.vision.transfer.head import fit
from core.vision.transfer.norms import NormChoice
from core.vision.transfer.pictures import Pictures, choose, first, network_input, pictures_of
from core.vision.transfer.stages import changed_buffers, set_modes

BATCH = 16
LOOKED_AT = (0, 1, 2, 4, 8, 12)
"""Batches after which the held-out pictures are looked at."""

TESTED = 8
"""Held-out pictures of a class, at most."""


@dataclass(frozen=True, eq=False)
class Drift:
    """What batches that go through a frozen network have changed.

    Args:
        batches: that had gone through at each look.
        accuracies: on held-out pictures in eval mode, at each look.
        buffers: tensors of running statistics that are no longer what they were.
        parameters: tensors that can learn and are no longer what they were: none.
        all_buffers: how many tensors of running statistics there are.
    """

    batches: tuple[int, ...]
    accuracies: tuple[float, ...]
    buffers: int
    parameters: int
    all_buffers: int


def drift(choice: NormChoice) -> Iterator[Progress]:
    """Fits a head, then sends batches of the training pictures through the frozen network and takes
    no step; each value is a `Drift` so far, or None.

    Raises:
        ValueError: weights or pictures are not here or damaged.
    """
    entry, pictures, features = PRETRAINED[choice.network], pictures_of(choice.dataset), None
    for step in compute(choice.network, choice.dataset):
        features = step.value
        yield Progress(0.5 * step.share, step.note)
    chosen = choose(pictures.train_labels, choice.per_class, choice.seed)
    head = fit(features.train[chosen], pictures.train_labels[chosen], len(pictures.classes))
    tested = first(pictures.test_labels, TESTED)
    right = head.accuracy(features.test[tested], pictures.test_labels[tested])
    buffers = len(list(entry.trained().buffers()))
    yield Progress(0.5, "Training the head", Drift((0,), (right,), 0, 0, buffers))  # none through
    before = entry.with_head(copy.deepcopy(entry.trained()), head.module()).eval()
    model, looks = copy.deepcopy(before), [(0, right)]
    generator = torch.Generator().manual_seed(choice.seed)
    for count in range(1, LOOKED_AT[-1] + 1):
        rows = chosen[torch.randperm(len(chosen), generator=generator)[:BATCH]]
        _pass(entry, model, pictures.train[rows], choice.frozen_norms)
        if count in LOOKED_AT:
            if changed_buffers(before, model):
                right = _accuracy(entry, model, pictures, tested)
            looks.append((count, right))
        share = 0.5 + 0.5 * count / LOOKED_AT[-1]
        yield Progress(share, f"{count} batches", _drift(before, model, looks))


def _drift(before: nn.Module, model: nn.Module, looks: list[tuple[int, float]]) -> Drift:
    counts, accuracies = zip(*looks, strict=True)
    pairs = zip(before.parameters(), model.parameters(), strict=True)
    moved = sum(not torch.equal(old, new) for old, new in pairs)
    buffers = len(list(model.buffers()))
    return Drift(counts, accuracies, changed_buffers(before, model), moved, buffers)


@torch.no_grad()
def _pass(network: Pretrained, model: nn.Module, images: Tensor, frozen_norms: str) -> None:
    """Pictures go through."""
    set_modes(network, model, 0, frozen_norms)
    model(network_input(network, images))
    model.eval()


@torch.no_grad()
def _accuracy(network: Pretrained, model: nn.Module, pictures: Pictures, rows: Tensor) -> float:
    right = 0
    for part in rows.split(BATCH):
        scores = model(network_input(network, pictures.test[part]))
        right += int((scores.argmax(1) == pictures.test_labels[part]).sum())
    return right / len(rows)
