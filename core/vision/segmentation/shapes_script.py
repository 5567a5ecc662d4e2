"""The code of a U-Net and of its shapes."""

import torch
from torch import nn

from core.script import Script, write
from core.vision.segmentation.network import UNet, block, fitted, upsampling
from core.vision.segmentation.shapes import Shapes


def shapes_script(setting: Shapes) -> Script:
    """The network, its parameters, and the side of the maps after each block."""
    return write(
        show_shapes,
        block,
        upsampling,
        fitted,
        UNet,
        plot=draw_shapes,
        settings=setting.architecture.arguments()
        | {"channels": setting.channels, "classes": setting.classes},
        side=setting.side,
    )


def show_shapes(settings, side):
    """U-Net: its parameters, and the size of its maps on the way."""
    with torch.device("meta"):  # shapes without numbers, so even a large network takes no memory
        model = UNet(**settings).eval()
        picture = torch.empty(1, settings["channels"], side, side)
    convolutions = [
        layer for layer in model.modules() if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d)
    ]
    print(f"parameters = {sum(weights.numel() for weights in model.parameters())}")
    print(f"convolutions = {len(convolutions)}")

    sides = {}

    def tell(part, name):
        def hook(_, inputs, maps):
            sides[name] = maps.shape[-1]
            print(f"{name} side = {sides[name]}")

        part.register_forward_hook(hook)

    for level in range(1, model.depth + 1):
        tell(model.encoder[level - 1], f"encoder {level}")
        tell(model.up[level - 1], f"upsampling {level}")
        tell(model.decoder[level - 1], f"decoder {level}")
    tell(model.bottleneck, "bottleneck")
    tell(model.head, "output")
    try:
        model(picture)
    except RuntimeError as error:
        print("RuntimeError:", error)


def draw_shapes(sides):
    """The side of the maps after each block: down, and up again."""
    import matplotlib.pyplot as plt

    plt.plot(list(sides), list(sides.values()), "o-")
    plt.xticks(rotation=60, ha="right")
    plt.ylabel("side of the maps (pixels)")
    plt.show()
