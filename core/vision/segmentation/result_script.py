"""The code of the view "Result"."""

import torch
from safetensors.torch import load_file

from core.script import Script, parts, write
from core.vision.segmentation.metrics import boundary_f1, dice, iou, pixel_accuracy
from core.vision.segmentation.network import UNet
from core.vision.segmentation.pictures import SIDE, draw_shapes
from core.vision.segmentation.result import FIRST_SEED, Looking, grey_distance
from core.vision.segmentation.segmenters import segmenter

FILE = "unet.safetensors"


def result_script(setting: Looking) -> Script:
    """The shipped network, a picture, and how well its mask agrees."""
    known = segmenter(setting.segmenter)
    return write(
        show_result,
        *parts(draw_shapes),
        *parts(UNet),
        *(dice, iou, pixel_accuracy),
        *parts(boundary_f1),
        plot=draw_result,
        files={FILE: known.file},
        seed=FIRST_SEED + setting.number,
        noise=setting.test_noise,
        side=SIDE,
        settings=known.settings,
        threshold=setting.threshold,
        distance=grey_distance(setting.number, setting.test_noise),
    )


def show_result(seed, noise, side, settings, threshold, distance):
    """What a trained U-Net makes of a picture that it has never seen."""
    pictures, masks = draw_shapes(1, noise, side, torch.Generator().manual_seed(seed))
    truth = masks[0] == 1
    network = UNet(**settings)
    network.load_state_dict(load_file("unet.safetensors"))
    network.eval()
    with torch.no_grad():
        mask = network(pictures).softmax(1)[0, 1] >= threshold
    margin = (side - len(mask)) // 2  # of convolutions without padding
    inner = slice(margin, margin + len(mask))
    truth = truth[inner, inner]
    print(f"Dice = {dice(mask, truth)}")
    print(f"IoU = {iou(mask, truth)}")
    print(f"boundary F1 = {boundary_f1(mask, truth)}")
    print(f"pixel accuracy = {pixel_accuracy(mask, truth)}")
    print(f"false positives = {int((mask & ~truth).sum())}")
    print(f"false negatives = {int((~mask & truth).sum())}")
    picture = pictures[0, 0]
    grey = (picture - picture.median()).abs() > distance  # the best distance for this picture
    grey = grey[inner, inner]
    print(f"Dice of a grey threshold = {dice(grey, truth)}")
    empty = torch.zeros_like(truth)
    print(f"pixel accuracy of an empty mask = {pixel_accuracy(empty, truth)}")


def draw_result(picture, truth, mask):
    """The picture, its true mask, and the mask that the network gives."""
    import matplotlib.pyplot as plt

    images = {"picture": picture, "truth": truth, "U-Net": mask}
    _, axes = plt.subplots(1, len(images))
    for axis, (name, image) in zip(axes, images.items(), strict=True):
        axis.imshow(image, cmap="gray")
        axis.set_title(name)
    plt.show()
