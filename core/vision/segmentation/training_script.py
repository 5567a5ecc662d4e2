"""The script of a training of a U-Net: it draws the pictures, trains, and prints the scores of the
held-out pictures.
"""

import math

import torch
from torch.optim.lr_scheduler import OneCycleLR

from core.script import Code, Script, parts, write
from core.training.script import call
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.network import UNet, draw_for_relu
from core.vision.segmentation.pictures import SCENES, SIDE
from core.vision.segmentation.settings import HELD_OUT, HELD_OUT_SEED, Segmentation


def write_script(config: Segmentation, threads: int | None = None) -> Script:
    """The script of a training that ran with so many threads of the CPU."""
    scene, loss = SCENES[config.scenes], config.loss.choice
    helpers = [scene.script, UNet, draw_for_relu, loss.build, middle, label, dice, mean_dice]
    arguments = {**config.arguments(), "classes": len(config.classes)}
    constants = {
        "threads": threads or 1,
        "seed": config.seed,
        "count": config.count,
        "noise": config.noise,
        "side": SIDE,
        "held_out": HELD_OUT,
        "held_out_seed": HELD_OUT_SEED,
        "epochs": config.epochs,
        "batch_size": config.batch_size,
        "lr": config.lr,
        "draw": Code(scene.script.__name__),
        "classes": len(config.classes),
        "weights": Code(f"torch.manual_seed({config.seed})"),
        "network": Code(call(UNet, (), arguments)),  # draws its weights
        "loss_function": Code(call(loss, (), dict(config.loss.arguments))),
    }
    return write(
        train_and_score,
        *dict.fromkeys(piece for helper in helpers for piece in parts(helper)),
        title=f"Trains a U-Net on {config.scenes.lower()}, and prints its Dice on others.",
        files=scene.files(),
        **constants,
    )


def train_and_score(
    threads,
    seed,
    count,
    noise,
    side,
    held_out,
    held_out_seed,
    epochs,
    batch_size,
    lr,
    draw,
    classes,
    weights,
    network,
    loss_function,
):
    """Trains a U-Net and tests it. `weights` is the generator that its first weights come from."""
    torch.set_num_threads(threads)  # sums in another order end in other bits
    pictures, masks = draw(count, noise, side, torch.Generator().manual_seed(seed), False)
    draw_for_relu(network)
    network = network.to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(network.parameters(), lr=lr)
    schedule = OneCycleLR(optimizer, lr, total_steps=epochs * math.ceil(count / batch_size))
    order = torch.Generator().manual_seed(seed)
    for epoch in range(epochs):
        for batch in torch.randperm(count, generator=order).split(batch_size):
            scores = network(pictures[batch].to(memory_format=torch.channels_last))
            loss = loss_function(scores, middle(masks[batch], scores))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1}: loss {loss.item():.4f}")
    generator = torch.Generator().manual_seed(held_out_seed)
    pictures, masks = draw(held_out, noise, side, generator, True)
    labels = label(network, pictures)
    print(f"Dice of held-out pictures: {mean_dice(labels, middle(masks, labels), classes)}")
    torch.save(network.state_dict(), "weights.pt")


def middle(masks, maps):
    """The part of the masks that the maps are over: all of it, but for valid convolutions."""
    margin = (masks.shape[-1] - maps.shape[-1]) // 2
    inner = slice(margin, margin + maps.shape[-1])
    return masks[:, inner, inner]


@torch.no_grad()
def label(network, pictures):
    """The class of each pixel, with the network in eval mode."""
    network.eval()
    pictures = pictures.to(memory_format=torch.channels_last)
    return torch.cat([network(batch).argmax(1) for batch in pictures.split(16)])


def mean_dice(labels, masks, classes):
    """The Dice of each class but the background: the mean of the pictures that have it in either
    mask, and then of the classes.
    """
    means = []
    for number in range(1, classes):
        pairs = list(zip(labels == number, masks == number, strict=True))
        values = [dice(*pair) for pair in pairs if (pair[0] | pair[1]).any()]
        if values:
            means.append(sum(values) / len(values))
    return sum(means) / len(means)
