"""The code of the view "Losses"."""

import torch

from core.script import Code, Script, parts, write
from core.training.script import call
from core.vision.segmentation.metrics import dice, pixel_accuracy
from core.vision.segmentation.pictures import NOISE, SIDE, draw_shapes
from core.vision.segmentation.weighing import SEED, Weighing, answer_scores


def weighing_script(setting: Weighing) -> Script:
    """A mask, an answer, and what a loss says of it."""
    choice = setting.loss.choice
    return write(
        show_weighing,
        *parts(draw_shapes),
        answer_scores,
        *parts(choice.build),
        dice,
        pixel_accuracy,
        plot=draw_weighing,
        seed=SEED + setting.weighed,
        noise=NOISE,
        side=SIDE,
        answer=setting.answer,
        certainty=setting.certainty,
        shift=setting.shift,
        loss_function=Code(call(choice, (), dict(setting.loss.arguments))),
    )


def show_weighing(seed, noise, side, answer, certainty, shift, loss_function):
    """What a loss says of an answer, and which pixels it listens to."""
    pictures, masks = draw_shapes(1, noise, side, torch.Generator().manual_seed(seed))
    scores = answer_scores(masks[0], answer, certainty, shift).requires_grad_()
    loss = loss_function(scores, masks)
    loss.backward()
    shape, push = masks[0] == 1, scores.grad[0, 1].abs()
    mask = scores[0, 1].exp() > 0.5
    print(f"loss = {loss.item()}")
    print(f"Dice = {dice(mask, shape)}")
    print(f"pixel accuracy = {pixel_accuracy(mask, shape)}")
    print(f"share of shape = {shape.float().mean().item()}")
    total = push.sum().item()
    print(f"share of the gradient on shape = {push[shape].sum().item() / total if total else 0.0}")


def draw_weighing(shape, mask, push):
    """The true mask, the answer, and how strongly the loss pushes each pixel."""
    import matplotlib.pyplot as plt

    images = {"truth": shape, "answer": mask, "size of the gradient": push}
    _, axes = plt.subplots(1, len(images))
    for axis, (name, image) in zip(axes, images.items(), strict=True):
        axis.imshow(image)
        axis.set_title(name)
    plt.show()
