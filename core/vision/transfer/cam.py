"""Where the network before a head finds what speaks for the answer, laid over the picture."""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.models.imagenet import PRETRAINED
from core.vision.transfer import grad_cam, seen
from core.vision.transfer.heads import Heads, body_of
from core.vision.transfer.seen import Seen
from core.vision.transfer.task import Task

COLOR = (230.0, 85.0, 13.0)
"""Of what speaks for the answer: orange, as everywhere."""

PALE, STRONG = 0.45, 0.85
"""The share of the picture's own colours where nothing speaks for it, and of orange where most
does.
"""


def heat_of(task: Task, trained: Heads, chosen: Seen) -> Tensor:
    """Grad-CAM of the answer of the head on features, (H, W), as large as the picture that is
    looked at.

    Raises:
        ValueError: there is no picture yet, or it is no longer on the server.
    """
    maps = _maps(task.network, task.dataset, chosen)
    heat = grad_cam.cam_of(maps, trained.head.scores(maps.output)[0]).heat
    size = seen.picture(chosen, task.dataset).shape[1:]
    return F.interpolate(heat[None, None], size, mode="bilinear")[0, 0]


@lru_cache(maxsize=32)
def _maps(network: str, dataset: str, chosen: Seen) -> grad_cam.Maps:
    """The last maps of a network for a picture: the same for all heads."""
    picture = seen.picture(chosen, dataset)
    return grad_cam.last_maps(PRETRAINED[network], body_of(network), picture)


def laid_over(picture: Tensor, heat: Tensor) -> Tensor:
    """A picture (C, H, W) uint8, pale, and orange where there is heat (H, W): (3, H, W) uint8."""
    color = torch.tensor(COLOR).view(3, 1, 1)
    grey = picture.float().mean(0, keepdim=True)
    pale = PALE * picture.float().expand(3, -1, -1) + (1 - PALE) * grey
    share = STRONG * heat / heat.max().clamp_min(1e-12)
    return (pale * (1 - share) + color * share).round().clamp(0, 255).to(torch.uint8)
