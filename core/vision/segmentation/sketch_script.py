"""The code of the view "Your picture"."""

import torch
from PIL import Image
from safetensors.torch import load_file

from core.data import inputs
from core.data.inputs import png
from core.script import Script, parts, write
from core.vision.segmentation.masks import as_pixels
from core.vision.segmentation.network import UNet
from core.vision.segmentation.pictures import NOISE, SIDE, background
from core.vision.segmentation.segmenters import segmenter
from core.vision.segmentation.sketch import (
    DRAWN,
    TEXTURE,
    Sketching,
    contrast,
    ink,
    over_texture,
)

WEIGHTS, DRAWING, PICTURE = "unet.safetensors", "drawing.png", "picture.png"


def sketch_script(setting: Sketching) -> Script:
    """The chosen network, and a drawing or a picture as a file."""
    known, is_drawing = segmenter(setting.segmenter), setting.source == DRAWN
    if is_drawing:
        helpers, files = (background, over_texture), {DRAWING: png(ink(setting)[None])}
        texture = {"contrast": contrast(setting), "noise": NOISE, "seed": TEXTURE}
    else:
        helpers, files = tuple(parts(as_pixels)), {PICTURE: png(inputs.image(setting.input))}
        texture = {}
    return write(
        show_sketch,
        *helpers,
        *parts(UNet),
        plot=draw_sketch,
        files={WEIGHTS: known.file, **files},
        decided={"is_drawing": is_drawing},
        **texture,
        side=SIDE,
        settings=known.settings,
        classes=known.config.classes,
    )


def show_sketch(contrast, noise, seed, side, settings, classes, is_drawing):
    """What a trained U-Net makes of a picture."""
    if is_drawing:
        image = Image.open("drawing.png")
        pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
        drawing = pixels.view(image.height, image.width)
        picture = over_texture(drawing, contrast, noise, seed, side)
    else:
        picture = as_pixels(Image.open("picture.png"), side)[None, None] / 255
    network = UNet(**settings)
    network.load_state_dict(load_file("unet.safetensors"))
    network.eval()
    with torch.no_grad():
        p = network(picture).softmax(1)[0]  # (classes, H, W)
    probability = 1 - p[0]  # of all but the background
    mask = torch.where(probability >= 0.5, p[1:].argmax(0) + 1, 0)
    for number, name in enumerate(classes):
        print(f"pixels of {name} = {int((mask == number).sum())}")
    print(f"mean probability = {probability.mean().item()}")


def draw_sketch(picture, probability, mask, classes):
    """What the network is shown, how sure it is, and the mask."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, 3)
    axes[0].imshow(picture[0, 0], cmap="gray")
    axes[0].set_title("as the network sees it")
    axes[1].imshow(probability, vmin=0, vmax=1)
    axes[1].set_title("not background")
    axes[2].imshow(mask, vmin=0, vmax=len(classes) - 1)
    axes[2].set_title("mask")
    plt.show()
