"""Batch norm in a frozen network: what one batch of pictures changes in it, in eval mode as it
should be and in train mode by mistake. How the answers change is in `core.vision.transfer.drift`.
"""

import copy
from dataclasses import dataclass
from functools import lru_cache

import torch

from core.models.imagenet import PRETRAINED
from core.registry import Options, setting
from core.vision.transfer.pictures import as_input, choose, pictures_of
from core.vision.transfer.stages import NORMS, changed_buffers
from core.vision.transfer.task import Task, check_ready
from core.vision.transfer.variances import variance_changes

COUNT, SIDE = 16, 64
"""Pictures of the batch, and their side in pixels: what changes is the same at any."""


@dataclass(frozen=True)
class NormChoice(Task):
    """Whose batch norm is looked at, and the mode that it is in, as in a `Tuning`."""

    frozen_norms: str = setting(
        Options(("train", "eval"), "train", labels={"eval": "Eval mode", "train": "Train mode"})
    )


@dataclass(frozen=True)
class Changed:
    """What a batch changes.

    Args:
        norms: layers of batch norm.
        buffers: tensors of running statistics.
        changed: of these, those that are no longer what they were.
        parameters: tensors that can learn, and are no longer what they were: none.
        variances: by what share those of each layer have changed, from front to back.
    """

    norms: int
    buffers: int
    changed: int
    parameters: int
    variances: tuple[float, ...]


def numbers(choice: NormChoice) -> dict[str, float]:
    """What a batch changes, by the names under which the script prints it.

    Raises:
        ValueError: weights or pictures are not here or damaged.
    """
    check_ready(choice.part(Task))
    result = changed(choice)
    told = {"largest change of running variances": max(result.variances)} if result.norms else {}
    return {
        "layers of batch norm": result.norms,
        "running statistics": result.buffers,
        "changed by one batch": result.changed,
        "parameters changed": result.parameters,
        **told,
    }


@lru_cache(maxsize=16)
def changed(choice: NormChoice) -> Changed:
    """What the first pictures that are chosen change when they go through a frozen network."""
    entry, pictures = PRETRAINED[choice.network], pictures_of(choice.dataset)
    before = entry.trained()
    model = copy.deepcopy(before)
    norms = [module for module in model.modules() if isinstance(module, NORMS)]
    for module in norms:
        module.train(choice.frozen_norms == "train")
    rows = choose(pictures.train_labels, choice.per_class, choice.seed)[:COUNT]
    x = as_input(pictures.train[rows], SIDE, entry.mean, entry.deviation)
    with torch.no_grad():
        model(x)
    pairs = zip(before.parameters(), model.parameters(), strict=True)
    moved = sum(not torch.equal(old, new) for old, new in pairs)
    buffers = len(list(model.buffers()))
    variances = tuple(variance_changes(before, model))
    return Changed(len(norms), buffers, changed_buffers(before, model), moved, variances)
