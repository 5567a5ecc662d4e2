"""Why a network answers as it does: the saliency of a score, and the output of the first layer."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.data.preparation import normalise


def saliency(picture: Tensor, model: nn.Module, target: int) -> Tensor:
    """The gradient of the score of class `target` with respect to each pixel, (28, 28) (Simonyan,
    Vedaldi and Zisserman 2013).

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
            of its strongest units times the picture, pixel by pixel; their sum plus the bias is the
            unit's value.
        units: the number of each map's channel or unit.
        kind: the layer, as torch prints it.
        convolution: whether these are a convolution's maps.
        values: of a linear layer the value of each unit, (K,): what its map and its bias add up to.
    """

    maps: Tensor
    units: tuple[int, ...]
    kind: str
    convolution: bool
    values: Tensor | None = None

    @property
    def of(self) -> str:
        return "Filter" if self.convolution else "Unit"


def first_layer(picture: Tensor, model: nn.Module, most: int = 16) -> Maps:
    """What the first layer makes of a prepared drawing, (1, 28, 28): its strongest maps.

    Args:
        most: maps at most.

    Raises:
        ValueError: the network has neither a convolution nor a linear layer that takes the picture.
    """
    layer = next(filter(_takes_a_picture, model.modules()), None)
    if layer is None:
        raise ValueError("the first layer of this network is neither Conv2d nor Linear")
    image = normalise(picture[None])  # (1, 1, 28, 28)
    with torch.inference_mode():
        is_convolution = isinstance(layer, nn.Conv2d)
        if is_convolution:
            maps = layer(image)[0]  # (channels, H, W)
            strength = maps.abs().amax((1, 2))
        else:
            strength = layer(image.flatten(1))[0]  # (units,)
            maps = (layer.weight * image.flatten(1)).unflatten(1, image.shape[2:])  # (units, H, W)
        units = strength.topk(min(most, len(maps))).indices.sort().values
        values = None if is_convolution else strength[units].clone()
        return Maps(maps[units].clone(), tuple(units.tolist()), str(layer), is_convolution, values)


def _takes_a_picture(layer: nn.Module) -> bool:
    """Whether a layer can be a network's first: it takes one channel, or all pixels in a row."""
    if isinstance(layer, nn.Conv2d):
        return layer.in_channels == 1
    return isinstance(layer, nn.Linear) and layer.in_features == 28 * 28
