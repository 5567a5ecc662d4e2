"""Where a network looks: Grad-CAM (Selvaraju et al. 2017) on its last maps."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.pretrained import Pretrained
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
    x = network_input(network, image[None]).requires_grad_()
    trace = record(model, x)
    stages = [stage for stage in trace.stages[1:] if _has_maps(stage.output)]
    if not stages:
        raise ValueError("this network has no maps to look at")
    scores = trace.output[0]
    target = int(scores.argmax()) if target is None else target
    heat = grad_cam(scores[target], stages[-1].output, x.shape[2:])[0, 0]
    return Cam(heat, stages[-1].name, target, scores.detach())


def _has_maps(output: Tensor) -> bool:
    """Whether these are maps of more than a point, through which a gradient flows."""
    return output.ndim == 4 and output[0, 0].numel() > 1 and output.requires_grad


def grad_cam(score, maps, size):
    """The maps (1, K, h, w), weighted by how much the score rises with each on average: what is
    above zero, at the size of the input, (1, 1, H, W).
    """
    (slopes,) = torch.autograd.grad(score, maps)
    weighted = (slopes.mean((2, 3), keepdim=True) * maps).sum(1, keepdim=True)
    return F.interpolate(weighted.relu().detach(), size, mode="bilinear")
