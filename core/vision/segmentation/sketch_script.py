"""The code of the view "Your drawing"."""

import torch
from PIL import Image
from safetensors.torch import load_file

from core.data.inputs import png
from core.script import Script, parts, write
from core.vision.segmentation.network import UNet
from core.vision.segmentation.pictures import NOISE, SIDE, background
from core.vision.segmentation.segmenters import segmenter
from core.vision.segmentation.sketch import TEXTURE, Sketching, contrast, ink, over_texture

WEIGHTS, DRAWING = "unet.safetensors", "drawing.png"


def sketch_script(setting: Sketching) -> Script:
    """The shipped network, and a drawing as a file."""
    known = segmenter(setting.segmenter)
    return write(
        show_sketch,
        background,
        over_texture,
        *parts(UNet),
        plot=draw_sketch,
        files={WEIGHTS: known.file, DRAWING: png(ink(setting)[None])},
        contrast=contrast(setting),
        noise=NOISE,
        seed=TEXTURE,
        side=SIDE,
        settings=known.settings,
    )


def show_sketch(contrast, noise, seed, side, settings):
    """What a trained U-Net takes for shapes in a drawing."""
    image = Image.open("drawing.png")
    pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    drawing = pixels.view(image.height, image.width)
    picture = over_texture(drawing, contrast, noise, seed, side)
    network = UNet(**settings)
    network.load_state_dict(load_file("unet.safetensors"))
    network.eval()
    with torch.no_grad():
        probability = network(picture).softmax(1)[0, 1]
    print(f"pixels of shape = {int((probability > 0.5).sum())}")
    print(f"mean probability = {probability.mean().item()}")


def draw_sketch(picture, probability):
    """What the network is shown, and where it sees a shape."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, 2)
    axes[0].imshow(picture[0, 0], cmap="gray")
    axes[0].set_title("drawing on a texture")
    axes[1].imshow(probability, vmin=0, vmax=1)
    axes[1].set_title("probability of a shape")
    plt.show()
