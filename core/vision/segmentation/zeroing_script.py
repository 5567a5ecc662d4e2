"""The code of the view "Skips"."""

import torch
from safetensors.torch import load_file

from core.script import Script, parts, write
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.network import UNet
from core.vision.segmentation.pictures import NOISE, SIDE, draw_shapes
from core.vision.segmentation.result import FIRST_SEED
from core.vision.segmentation.segmenters import SHIPPED, segmenter
from core.vision.segmentation.zeroing import Zeroing, without

FILE, OTHER_FILE = "unet.safetensors", "unet_trained_without.safetensors"


def zeroing_script(setting: Zeroing) -> Script:
    """The shipped network with zeros in some of its skips, and one that was trained without."""
    known, other = segmenter(SHIPPED), segmenter(without(setting.levels))
    return write(
        show_zeroing,
        *parts(draw_shapes),
        *parts(UNet),
        dice,
        plot=draw_zeroing,
        files={FILE: known.file, OTHER_FILE: other.file},
        seed=FIRST_SEED + setting.probed,
        noise=NOISE,
        side=SIDE,
        settings=known.settings,
        settings_without=other.settings,
        zeroed=list(setting.levels),
    )


def show_zeroing(seed, noise, side, settings, settings_without, zeroed):
    """A U-Net with zeros in place of what some of its skips carry, and one trained without them."""
    pictures, masks = draw_shapes(1, noise, side, torch.Generator().manual_seed(seed))
    truth = masks[0] == 1
    network, other = UNet(**settings), UNet(**settings_without)
    network.load_state_dict(load_file("unet.safetensors"))
    other.load_state_dict(load_file("unet_trained_without.safetensors"))
    every = range(1, network.depth + 1)
    with torch.no_grad():
        scores = {
            "Dice": network.eval()(pictures),
            "Dice without these skips": network(pictures, zeroed=zeroed),
            "Dice trained without": other.eval()(pictures),
            "Dice of the bottleneck alone": network(pictures, zeroed=every),
        }
    answers = {name: maps[0, 1] > maps[0, 0] for name, maps in scores.items()}
    for name, mask in answers.items():
        print(f"{name} = {dice(mask, truth)}")
    print(f"parameters = {sum(weights.numel() for weights in other.parameters())}")
    mask = answers["Dice without these skips"]
    print(f"false positives = {int((mask & ~truth).sum())}")
    print(f"false negatives = {int((~mask & truth).sum())}")


def draw_zeroing(pictures, truth, answers):
    """The picture, its true mask, and the four masks."""
    import matplotlib.pyplot as plt

    images = {"picture": pictures[0, 0], "truth": truth, **answers}
    _, axes = plt.subplots(2, 3)
    for axis, (name, image) in zip(axes.flat, images.items(), strict=True):
        axis.imshow(image, cmap="gray")
        axis.set_title(name, fontsize=8)
    plt.show()
