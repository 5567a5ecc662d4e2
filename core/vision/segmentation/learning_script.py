"""The code of the view "Train": what a training amounts to. The training itself has a script of its
own (`training_script`).
"""

import math

import torch
from torch import nn

from core.script import Script, parts, write
from core.vision.segmentation.learning import Learning
from core.vision.segmentation.network import UNet


def learning_script(setting: Learning) -> Script:
    """The network that is trained, and how many steps it takes."""
    config = setting.config
    return write(
        show_plan,
        *parts(UNet),
        plot=draw_plan,
        settings=config.arguments() | {"classes": len(config.classes)},
        pictures=config.count,
        epochs=config.epochs,
        batch_size=config.batch_size,
    )


def show_plan(settings, pictures, epochs, batch_size):
    """A U-Net, and what its training amounts to."""
    with torch.device("meta"):
        model = UNet(**settings)
    convolutions = [
        layer for layer in model.modules() if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d)
    ]
    print(f"parameters = {sum(weights.numel() for weights in model.parameters())}")
    print(f"convolutions = {len(convolutions)}")
    print(f"pictures = {pictures}")
    print(f"steps = {epochs * math.ceil(pictures / batch_size)}")


def draw_plan(model):
    """Where the parameters are."""
    import matplotlib.pyplot as plt

    parts = dict(model.named_children())
    plt.bar(parts.keys(), [sum(w.numel() for w in part.parameters()) for part in parts.values()])
    plt.ylabel("parameters")
    plt.show()
