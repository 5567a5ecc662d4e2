"""The code of the view "Batch norm": a batch goes through a frozen network, without a step."""

import copy
from collections.abc import Callable, Mapping

import torch
from torch import nn

from core.models.imagenet import PRETRAINED
from core.models.pretrained import Shipped
from core.script import Code, Script, parts, write
from core.vision.transfer.norms import COUNT, SIDE, NormChoice
from core.vision.transfer.pictures import as_input, choose, first
from core.vision.transfer.task import Task, check_ready
from core.vision.transfer.variances import variance_changes


def norms_script(
    choice: NormChoice,
    read: Callable,
    files: Mapping[str, bytes],
    most: int,
    plot: Callable,
) -> Script:
    """The script that sends a batch through a network and counts what it has changed.

    Args:
        read: reads the pictures, from `files`.
        most: pictures of a class that take part.
        plot: draws the statistics before and after.

    Raises:
        ValueError: weights or pictures are not on this computer.
    """
    check_ready(choice.part(Task))
    entry = PRETRAINED[choice.network]
    helpers = (entry.load, read, first, choose, as_input, variance_changes)
    weights = entry.script_files if isinstance(entry, Shipped) else {}
    return write(
        show_norms,
        *(part for piece in helpers for part in parts(piece)),
        title=f"What a batch of pictures changes in {choice.network}, of which nothing learns.",
        files={**weights, **files},
        plot=plot,
        data=Code(f"{read.__name__}()"),
        most=most,
        per_class=choice.per_class,
        seed=choice.seed,
        network=Code(f"{entry.load.__name__}()"),
        frozen_norms=choice.frozen_norms,
        count=COUNT,
        side=SIDE,
        mean=list(entry.mean),
        deviation=list(entry.deviation),
    )


def show_norms(data, most, per_class, seed, network, frozen_norms, count, side, mean, deviation):
    """What a batch of pictures changes in a frozen network."""
    torch.set_num_threads(1)  # with more, sums differ in their last digits
    train_images, train_labels, test_images, test_labels = data
    train = first(train_labels, most)
    rows = train[choose(train_labels[train], per_class, seed)][:count]

    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    for module in norms:
        module.train(frozen_norms == "train")  # "train" is the mistake
    before = copy.deepcopy(network)
    with torch.no_grad():
        network(as_input(train_images[rows], side, mean, deviation))  # no step is taken

    statistics = list(before.buffers())
    pairs = zip(statistics, network.buffers(), strict=True)
    changed = sum(not torch.equal(old, new) for old, new in pairs)
    pairs = zip(before.parameters(), network.parameters(), strict=True)
    moved = sum(not torch.equal(old, new) for old, new in pairs)
    print(f"layers of batch norm = {len(norms)}")
    print(f"running statistics = {len(statistics)}")
    print(f"changed by one batch = {changed}")
    print(f"parameters changed = {moved}")
    if norms:
        changes = variance_changes(before, network)
        print(f"largest change of running variances = {max(changes)}")
