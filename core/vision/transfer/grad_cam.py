"""Where a network looks: Grad-CAM (Selvaraju et al. 2017) on its last maps."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.pretrained import Pretrained
from core.models.stages import Stage
from core.models.tracing import record
from core.vision.transfer.pictures import network_input


@dataclass(frozen=True, eq=False)
class Cam:
    """Where a network finds what speaks for a class.

    Args:
        heat: (H, W), 0 where nothing does, at the size at which the network sees the picture.
        layer: the stage whose maps were looked at, as `core.models.tracing` calls it.
        target: the index of the class.
        scores: (classes,).
    """

    heat: Tensor
    layer: str
    target: int
    scores: Tensor


@dataclass(frozen=True, eq=False)
class Maps:
    """The last maps of a network for a picture, before they are averaged.

    Args:
        maps: (1, K, h, w).
        output: what the network makes of them, (1, ...): torch knows how it comes from the maps,
            and nothing of how these came to be.
        layer: the stage whose output they are.
        size: (H, W) at which the network sees the picture.
    """

    maps: Tensor
    output: Tensor
    layer: str
    size: tuple[int, int]


def look(network: Pretrained, model: nn.Module, image: Tensor, target: int | None = None) -> Cam:
    """Grad-CAM of a picture, on the last maps before they are averaged.

    Args:
        network: says how a picture becomes an input.
        model: takes such inputs; in eval mode, not changed.
        image: (C, H, W) uint8.
        target: the index of a class; by default the answer.

    Raises:
        ValueError: the network has no maps.
    """
    seen = last_maps(network, model, image)
    return cam_of(seen, seen.output[0], target)


def last_maps(network: Pretrained, model: nn.Module, image: Tensor) -> Maps:
    """What a network, or one without its head, makes of a picture. Arguments as of `look`.

    Raises:
        ValueError: the network has no maps.
    """
    x = network_input(network, image[None])
    with torch.enable_grad():
        trace = record(model, x, edit=_begun_anew)
    stages = [stage for stage in trace.stages[1:] if _are_maps(stage.output)]
    if not stages:
        raise ValueError("this network has no maps to look at")
    return Maps(stages[-1].output, trace.output, stages[-1].name, tuple(x.shape[2:]))


def cam_of(seen: Maps, scores: Tensor, target: int | None = None) -> Cam:
    """Grad-CAM of scores (classes,) that come from what the network makes of the maps."""
    target = int(scores.argmax()) if target is None else target
    heat = grad_cam(scores[target], seen.maps, seen.size)[0, 0]
    return Cam(heat, seen.layer, target, scores.detach())


def _begun_anew(stage: Stage) -> Tensor:
    """The output of a stage; of maps one with which the way that torch knows begins."""
    output = stage.output
    return output.detach().requires_grad_() if _are_maps(output) else output


def _are_maps(output: Tensor) -> bool:
    """Whether these are maps of more than a point."""
    return output.ndim == 4 and output[0, 0].numel() > 1 and output.is_floating_point()


def grad_cam(score, maps, size):
    """The maps (1, K, h, w), weighted by how much the score rises with each on average: what is
    above zero, at the size of the input, (1, 1, H, W).
    """
    (slopes,) = torch.autograd.grad(score, maps, retain_graph=True)  # for other heads too
    weighted = (slopes.mean((2, 3), keepdim=True) * maps).sum(1, keepdim=True)
    return F.interpolate(weighted.relu().detach(), size, mode="bilinear")
