"""The code of the view "Checkerboard"."""

import torch
from safetensors.torch import load_file
from torch import nn

from core.script import Code, Script, parts, write
from core.vision.segmentation.checkerboard import below
from core.vision.segmentation.doubling import DRAWN, EDGE, SIDE, TRAINED, Doubling
from core.vision.segmentation.network import UPSAMPLINGS, UNet, upsampling
from core.vision.segmentation.patterns import NUMBER
from core.vision.segmentation.pictures import NOISE, SCENES
from core.vision.segmentation.pictures import SIDE as PICTURE_SIDE
from core.vision.segmentation.result import FIRST_SEED, PICTURES
from core.vision.segmentation.segmenters import segmenter

FILE = "unet.safetensors"


def doubling_script(setting: Doubling) -> Script:
    """A picture of ones, doubled in every way; or the patterns of a network."""
    if setting.doubled == TRAINED:
        return _pattern_script(setting)
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


def _pattern_script(setting: Doubling) -> Script:
    known = segmenter(setting.segmenter)
    name = known.config.scenes
    scene = SCENES[name]
    pieces = (*parts(scene.script), *parts(UNet), below)
    return write(
        show_patterns,
        *dict.fromkeys(pieces),
        plot=draw_patterns,
        files={FILE: known.file, **scene.files()},
        draw=Code(scene.script.__name__),
        count=1 if scene.is_drawn else PICTURES,
        seed=FIRST_SEED + NUMBER if scene.is_drawn else 0,
        noise=NOISE,
        picture_side=PICTURE_SIDE,
        settings=known.settings,
        level=int(setting.doubling_to),
        side=SIDE,
    )


def show_patterns(draw, count, seed, noise, picture_side, settings, level, side):
    """What the up-convolutions of a trained U-Net make of maps that are the same everywhere."""
    generator = torch.Generator().manual_seed(seed)
    pictures, _ = draw(count, noise, picture_side, generator, True)
    network = UNet(**settings)
    network.load_state_dict(load_file("unet.safetensors"))
    network.eval()
    patterns, strengths = {}, {}
    with torch.no_grad():
        for number in range(1, network.depth + 1):
            flat = below(network, number, pictures[:1]).mean((2, 3), keepdim=True)
            maps = network.up[number - 1](flat.expand(-1, -1, side, side))[0]
            maps = maps[:, 4:-4, 4:-4]  # what lies beyond the edge counts as 0
            size = maps.mean((1, 2)).abs().mean().clamp_min(1e-12)
            patterns[number] = maps
            strengths[number] = maps.std((1, 2), correction=0) / size
    print(f"strongest pattern of level {level} = {strengths[level].max().item()}")
    for number, strength in strengths.items():
        print(f"mean pattern of level {number} = {strength.mean().item()}")


def draw_patterns(patterns, strengths, level):
    """The maps with the strongest patterns."""
    import matplotlib.pyplot as plt

    order = strengths[level].argsort(descending=True)[:8]
    _, axes = plt.subplots(2, 4)
    for axis, number in zip(axes.flat, order.tolist(), strict=False):
        axis.imshow(patterns[level][number])
        axis.set_title(f"map {number}")
    plt.show()


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
