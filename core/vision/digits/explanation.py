"""Where an answer came from: the gradient of a score by the pixels, and what the first layer makes
of a picture.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.data.preparation import normalise


def saliency(picture: Tensor, model: nn.Module, target: int) -> Tensor:
    """The gradient of the score of class `target` by the ink of each pixel (Simonyan et al. 2013),
    (28, 28).

    Args:
        picture: a prepared drawing, (1, 28, 28) in [0, 1].
        model: a network in eval mode, from (N, 1, 28, 28), normalised, to (N, classes) scores. Only
            the picture's gradient is taken; nothing is stored on the network.
    """
    ink = picture.clone().requires_grad_()
    score = model(normalise(ink[None]))[0, target]
    (gradient,) = torch.autograd.grad(score, ink)
    return gradient[0]


@dataclass(frozen=True)
class Maps:
    """What the first layer makes of a picture.

    Args:
        maps: (K, H, W), the channels of a convolution's output, or for a linear layer the weights
            of its most excited units times the picture, pixel by pixel, whose sum and the bias is
            the unit's value.
        units: the number of each map's channel or unit.
        kind: the layer, as torch prints it.
        convolution: whether these are a convolution's maps.
    """

    maps: Tensor
    units: tuple[int, ...]
    kind: str
    convolution: bool

    @property
    def of(self) -> str:
        return "filter" if self.convolution else "unit"


def first_layer(picture: Tensor, model: nn.Module, most: int = 16) -> Maps:
    """The first layer's maps of a prepared drawing (1, 28, 28), at most `most`, the strongest of
    them.
    """
    layer = next(module for module in model.modules() if isinstance(module, nn.Conv2d | nn.Linear))
    image = normalise(picture[None])
    with torch.inference_mode():
        if isinstance(layer, nn.Conv2d):
            maps = layer(image)[0]
            strength = maps.abs().amax((1, 2))
        else:
            strength = layer(image.flatten(1))[0]
            maps = (layer.weight * image.flatten(1)).unflatten(1, image.shape[2:])
        units = strength.topk(min(most, len(maps))).indices.sort().values
        return Maps(
            maps[units].clone(), tuple(units.tolist()), str(layer), isinstance(layer, nn.Conv2d)
        )
