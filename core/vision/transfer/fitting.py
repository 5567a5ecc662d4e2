"""The training where the head alone learns, and what every training here tells of its result."""

import time

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.training import device as devices
from core.training.snapshot import Snapshot
from core.vision.transfer.built import network_for
from core.vision.transfer.features import Features
from core.vision.transfer.head import fit
from core.vision.transfer.pictures import Pictures, choose
from core.vision.transfer.tuning import Tuning, begin

BEFORE, PREPARED, CHANGED = "Accuracy before", "Seconds before", "Changed buffers"
"""Measures of a training: the share of held-out pictures that is right before the first step, what
the work before it took, and the tensors of running statistics that are not what they were.
"""

MOVED = "Moved: "
"""Begins the measure of a stage: how far it has moved, by the length of where it began."""


def fitted(tuning: Tuning, pictures: Pictures, features: Features, began: float) -> Snapshot:
    """The whole training where the head alone learns: one fit, counted as one step."""
    prepared = time.perf_counter() - began
    chosen = choose(pictures.train_labels, tuning.per_class, tuning.seed)
    labels = pictures.train_labels[chosen]
    head = fit(features.train[chosen], labels, len(pictures.classes))
    seconds = time.perf_counter() - began
    scores = head.scores(features.train[chosen])
    loss, right = measured(scores, labels)
    held_out = measured(head.scores(features.test), pictures.test_labels)
    model = begin(tuning, len(pictures.classes))
    model = tuning.entry.with_head(model, head.module())
    return Snapshot(
        step=1,
        steps=1,
        epoch=1,
        loss=loss,
        accuracy=right,
        rate=len(chosen) / (seconds - prepared),
        seconds=seconds,
        device=devices.describe(torch.device("cpu")),
        test_accuracy=held_out[1],
        curve=((1, round(loss, 5), round(right, 5)),),
        held_out=((1, round(held_out[0], 5), held_out[1]),),
        measures={PREPARED: round(prepared, 3), CHANGED: 0.0}
        | {f"{MOVED}{title}": 0.0 for title in tuning.entry.stages},
        model=adapted(tuning, model),
    )


def measured(scores: Tensor, labels: Tensor) -> tuple[float, float]:
    """The mean loss, and the share that is right."""
    right = (scores.argmax(1) == labels).double().mean()
    return float(F.cross_entropy(scores, labels)), float(right)


def adapted(tuning: Tuning, model: nn.Module) -> nn.Module:
    """The network as it is stored, on the CPU, in eval mode."""
    model = model.cpu().to(memory_format=torch.contiguous_format)
    whole = network_for(tuning.network, tuning.dataset).build.around(model)
    return whole.eval().requires_grad_(False)
