"""The code of the view "Checkerboard"."""

import torch
from torch import nn

from core.script import Script, write
from core.vision.segmentation.doubling import DRAWN, EDGE, SIDE, Doubling
from core.vision.segmentation.network import UPSAMPLINGS, upsampling


def doubling_script(setting: Doubling) -> Script:
    """A picture of ones, doubled in every way."""
    return write(
        show_doubling,
        upsampling,
        plot=draw_doubling,
        decided={"drawn": setting.weights == DRAWN},
        ups=list(UPSAMPLINGS),
        layers=setting.layers,
        side=SIDE,
        edge=EDGE * 2**setting.layers,
        **({"seed": setting.draw} if setting.weights == DRAWN else {}),
    )


def show_doubling(ups, layers, side, edge, seed, drawn):
    """What up-convolutions make of a picture in which every pixel is 1."""
    doubled = {}
    for up in ups:
        if drawn:
            generator = torch.Generator().manual_seed(seed)
        x = torch.ones(1, 1, side, side)
        for _ in range(layers):
            layer = upsampling(up, 1, 1)
            for part in layer.modules():
                if isinstance(part, nn.Conv2d | nn.ConvTranspose2d):
                    nn.init.zeros_(part.bias)
                    nn.init.ones_(part.weight)
                    if drawn:
                        nn.init.uniform_(part.weight, generator=generator)
            x = layer(x).detach()
        doubled[up] = x[0, 0]
        middle = x[0, 0, edge:-edge, edge:-edge]  # what lies beyond the edge counts as 0
        print(f"{up}, smallest = {middle.min().item()}")
        print(f"{up}, largest = {middle.max().item()}")


def draw_doubling(doubled):
    """What each way makes of a picture of ones."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, len(doubled))
    for axis, (up, image) in zip(axes, doubled.items(), strict=True):
        axis.imshow(image)
        axis.set_title(up)
    plt.show()
