"""The code of the view "Skips"."""

import torch
from safetensors.torch import load_file

from core.script import Script, parts, write
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.network import UNet
from core.vision.segmentation.pictures import NOISE, SIDE, draw_shapes
from core.vision.segmentation.result import FIRST_SEED
from core.vision.segmentation.trained import file_of, shipped
from core.vision.segmentation.zeroing import Zeroing

FILE = "unet.safetensors"


def zeroing_script(setting: Zeroing) -> Script:
    """The shipped network with zeros in some of its skips."""
    config = shipped().config
    return write(
        show_zeroing,
        *parts(draw_shapes),
        *parts(UNet),
        dice,
        plot=draw_zeroing,
        files={FILE: file_of("Shapes").read_bytes()},
        seed=FIRST_SEED + setting.probed,
        noise=NOISE,
        side=SIDE,
        settings=config.arguments() | {"classes": len(config.classes)},
        zeroed=list(setting.levels),
    )


def show_zeroing(seed, noise, side, settings, zeroed):
    """A trained U-Net with zeros in place of what some of its skips carry."""
    pictures, masks = draw_shapes(1, noise, side, torch.Generator().manual_seed(seed))
    truth = masks[0] == 1
    network = UNet(**settings)
    network.load_state_dict(load_file("unet.safetensors"))
    network.eval()
    with torch.no_grad():
        whole, without = network(pictures)[0], network(pictures, zeroed=zeroed)[0]
    mask = without[1] > without[0]
    print(f"Dice = {dice(whole[1] > whole[0], truth)}")
    print(f"Dice without these skips = {dice(mask, truth)}")
    print(f"false positives = {int((mask & ~truth).sum())}")
    print(f"false negatives = {int((~mask & truth).sum())}")


def draw_zeroing(pictures, truth, whole, mask):
    """The picture, its true mask, and the mask with all skips and without these."""
    import matplotlib.pyplot as plt

    images = {
        "picture": pictures[0, 0],
        "truth": truth,
        "all skips": whole[1] > whole[0],
        "without these": mask,
    }
    _, axes = plt.subplots(1, len(images))
    for axis, (name, image) in zip(axes, images.items(), strict=True):
        axis.imshow(image, cmap="gray")
        axis.set_title(name)
    plt.show()
