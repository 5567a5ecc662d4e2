"""The code of the view "Result"."""

import torch
from safetensors.torch import load_file

from core.script import Code, Script, parts, write
from core.vision.segmentation.metrics import boundary_f1, dice, iou, pixel_accuracy
from core.vision.segmentation.network import UNet
from core.vision.segmentation.pictures import SCENES, SIDE
from core.vision.segmentation.result import FIRST_SEED, PICTURES, Looking, grey_distance
from core.vision.segmentation.segmenters import segmenter
from core.vision.segmentation.settings import HELD_OUT, HELD_OUT_SEED

FILE = "unet.safetensors"


def result_script(setting: Looking) -> Script:
    """A trained network, a picture, and how well its mask agrees."""
    known, kind = segmenter(setting.segmenter), setting.kind
    scene = SCENES[kind]
    helpers = (scene.script, UNet, predict, mean_of, dice, iou, pixel_accuracy, boundary_f1)
    is_many = len(scene.classes) > 2
    further = {"names": scene.classes, "held_out": HELD_OUT, "held_out_seed": HELD_OUT_SEED}
    if is_many:
        helpers = (*helpers, class_scores)
    index = 0 if scene.is_drawn else setting.number - 1
    return write(
        show_result,
        *dict.fromkeys(piece for helper in helpers for piece in parts(helper)),
        plot=draw_result,
        files={FILE: known.file, **scene.files()},
        decided={"is_many": is_many},
        draw=Code(scene.script.__name__),
        count=1 if scene.is_drawn else PICTURES,
        seed=FIRST_SEED + setting.number if scene.is_drawn else 0,
        index=index,
        noise=setting.test_noise,
        side=SIDE,
        settings=known.settings,
        threshold=setting.threshold,
        distance=grey_distance(setting.number, setting.test_noise, kind),
        **(further if is_many else {}),
    )


def show_result(
    draw,
    count,
    seed,
    index,
    noise,
    side,
    settings,
    threshold,
    distance,
    names,
    held_out,
    held_out_seed,
    is_many,
):
    """What a trained U-Net makes of a picture that it has never seen."""
    pictures, masks = draw(count, noise, side, torch.Generator().manual_seed(seed), True)
    network = UNet(**settings)
    network.load_state_dict(load_file("unet.safetensors"))
    network.eval()
    predicted, truths = predict(network, pictures[index : index + 1], masks, threshold)
    mask, truth = predicted[0], truths[index]
    for title, measure in (("Dice", dice), ("IoU", iou), ("boundary F1", boundary_f1)):
        print(f"{title} = {mean_of(measure, mask, truth)}")
    if is_many:
        print(f"Dice of any class = {dice(mask > 0, truth > 0)}")
    print(f"pixel accuracy = {pixel_accuracy(mask, truth)}")
    print(f"false positives = {int(((mask > 0) & (mask != truth)).sum())}")
    print(f"false negatives = {int(((mask == 0) & (truth > 0)).sum())}")
    picture = pictures[index, 0]
    grey = (picture - picture.median()).abs() > distance  # the best distance for this picture
    margin = (side - len(mask)) // 2  # of convolutions without padding
    inner = slice(margin, margin + len(mask))
    print(f"Dice of a grey threshold = {dice(grey[inner, inner], truth > 0)}")
    empty = torch.zeros_like(truth)
    print(f"pixel accuracy of an empty mask = {pixel_accuracy(empty > 0, truth > 0)}")
    if is_many:
        generator = torch.Generator().manual_seed(held_out_seed)
        others, their_masks = draw(held_out, noise, side, generator, True)
        class_scores(*predict(network, others, their_masks, threshold), names)


@torch.no_grad()
def predict(network, pictures, masks, threshold):
    """The class of each pixel: the likeliest that is no background, where all of these together are
    at least as likely as the threshold. Then the part of the masks that the network's are over.
    """
    p = torch.cat([network(batch) for batch in pictures.split(16)]).softmax(1)
    predicted = torch.where(1 - p[:, 0] >= threshold, p[:, 1:].argmax(1) + 1, 0)
    margin = (masks.shape[-1] - predicted.shape[-1]) // 2  # of convolutions without padding
    inner = slice(margin, margin + predicted.shape[-1])
    return predicted, masks[:, inner, inner]


def mean_of(measure, mask, truth):
    """The mean over the classes but the background that are in either mask."""
    numbers = torch.cat((mask[mask > 0], truth[truth > 0])).unique().tolist()
    values = [measure(mask == number, truth == number) for number in numbers]
    return sum(values) / len(values) if values else 1.0


def class_scores(predicted, masks, names):
    """Prints how well each class is found, and the means of all but the background."""
    rows = {}
    for number, name in enumerate(names):
        ours, theirs = predicted == number, masks == number
        pairs = [pair for pair in zip(ours, theirs, strict=True) if (pair[0] | pair[1]).any()]
        rows[name] = {}
        if pairs:
            for title, measure in (("Dice", dice), ("IoU", iou), ("boundary F1", boundary_f1)):
                rows[name][title] = sum(measure(*pair) for pair in pairs) / len(pairs)
        if theirs.any():
            rows[name]["pixel accuracy"] = int((ours & theirs).sum()) / int(theirs.sum())
    others = list(rows.values())[1:]
    rows["mean of the classes"] = {}
    for title in ("Dice", "IoU", "boundary F1", "pixel accuracy"):
        values = [row[title] for row in others if title in row]
        if values:
            rows["mean of the classes"][title] = sum(values) / len(values)
    for name, row in rows.items():
        for title, value in row.items():
            print(f"{title} of {name}, held out = {value}")


def draw_result(picture, truth, mask):
    """The picture, its true mask, and the mask that the network gives."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, 3)
    axes[0].imshow(picture, cmap="gray")
    axes[0].set_title("picture")
    for axis, (name, image) in zip(axes[1:], {"truth": truth, "U-Net": mask}.items(), strict=True):
        axis.imshow(image, vmin=0, vmax=max(1, int(truth.max())))
        axis.set_title(name)
    plt.show()
