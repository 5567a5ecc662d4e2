"""The stages of a pre-trained network: what they hold, which of them a training changes, and how
far they have moved from where they began.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import nn

from core.models.imagenet import PRETRAINED
from core.models.pretrained import Pretrained

NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)
"""Layers that keep running statistics."""

HEAD = "head"
"""The last stage of all: the layer that is put on anew, whatever its name in the network."""


def network_names() -> tuple[str, ...]:
    """The pre-trained networks whose stages are known."""
    return tuple(name for name, network in PRETRAINED.items() if network.stages)


@dataclass(frozen=True)
class Stage:
    """What a stage holds.

    Args:
        title: of the stage.
        parameters: numbers that can be learned.
        trainable: of these, numbers that the training changes; all or none.
        buffers: tensors of running statistics, which no gradient changes.
    """

    title: str
    parameters: int
    trainable: int
    buffers: int


def titles(network: Pretrained) -> tuple[str, ...]:
    """The stages of a network from front to back, its new head last."""
    return (*network.stages, HEAD)


def trainable_titles(network: Pretrained, count: int) -> tuple[str, ...]:
    """The head, and `count` stages before it: those from the back."""
    return titles(network)[max(0, len(network.stages) - count) :]


def modules(network: Pretrained, model: nn.Module, title: str) -> tuple[nn.Module, ...]:
    """The modules of a stage of a network with a new head."""
    if title == HEAD:
        before = {
            id(module)
            for stage in network.stages
            for part in modules(network, model, stage)
            for module in part.modules()
        }
        return tuple(
            module
            for module in model.modules()
            if id(module) not in before and list(module.parameters(recurse=False))
        )
    return tuple(model.get_submodule(name) for name in network.stages[title])


def learning_modules(network: Pretrained, model: nn.Module, count: int) -> tuple[str, ...]:
    """The names of the modules that learn, where the head and `count` stages from the back do."""
    learning = {
        id(module)
        for title in trainable_titles(network, count)
        for module in modules(network, model, title)
    }
    return tuple(name for name, module in model.named_modules() if id(module) in learning)


def parameters(network: Pretrained, model: nn.Module, title: str) -> Iterator[nn.Parameter]:
    """The parameters of a stage."""
    for module in modules(network, model, title):
        yield from module.parameters()


def freeze(network: Pretrained, model: nn.Module, count: int) -> None:
    """Lets the head and `count` stages from the back learn, and nothing else."""
    learning = trainable_titles(network, count)
    for title in titles(network):
        for value in parameters(network, model, title):
            value.requires_grad_(title in learning)


def set_modes(network: Pretrained, model: nn.Module, count: int, frozen_norms: str) -> None:
    """What learns is in train mode, what is frozen in eval mode; batch norm in frozen stages as
    `frozen_norms` says, "eval" or "train".
    """
    learning = trainable_titles(network, count)
    model.eval()
    for title in titles(network):
        for part in modules(network, model, title):
            part.train(title in learning)
            if title not in learning and frozen_norms == "train":
                for module in part.modules():
                    if isinstance(module, NORMS):
                        module.train()


def stages_of(network: Pretrained, model: nn.Module) -> tuple[Stage, ...]:
    """What each stage holds, and how much of it learns."""
    result = []
    for title in titles(network):
        values = list(parameters(network, model, title))
        buffers = [value for part in modules(network, model, title) for value in part.buffers()]
        learning = sum(value.numel() for value in values if value.requires_grad)
        result.append(Stage(title, sum(value.numel() for value in values), learning, len(buffers)))
    return tuple(result)


def changed_buffers(before: nn.Module, after: nn.Module) -> int:
    """How many tensors of running statistics differ."""
    pairs = zip(before.named_buffers(), after.named_buffers(), strict=True)
    return sum(not torch.equal(old, new) for (_, old), (_, new) in pairs)


def moved(network: Pretrained, before: nn.Module, after: nn.Module) -> dict[str, float]:
    """How far the parameters of each stage but the head have moved: the distance, by the length of
    where they began.
    """
    result = {}
    for title in network.stages:
        pairs = list(
            zip(parameters(network, before, title), parameters(network, after, title), strict=True)
        )
        distance = sum(float((new - old).detach().double().square().sum()) for old, new in pairs)
        length = sum(float(old.detach().double().square().sum()) for old, _ in pairs)
        result[title] = (distance / length) ** 0.5
    return result
