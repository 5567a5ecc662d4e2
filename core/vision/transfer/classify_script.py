"""The code that loads a network of transfer learning in plain PyTorch and classifies a file."""

import torch
from safetensors.torch import load, load_file
from safetensors.torch import save as tensors_to_bytes
from torch import nn
from torch.nn import functional as F

from core.data.datasets import DATASETS
from core.data.inputs import png
from core.script import Code, Script, parts, write
from core.training import store
from core.vision.transfer.pictures import side_of
from core.vision.transfer.tuning import Tuning

WEIGHTS, PICTURE = "network.safetensors", "picture.png"
PREFIX = "network."
"""Begins the names of the weights in the store, where the network stands in an `Adapted`."""


def weights_of(name: str) -> bytes:
    """The weights of a tuned network of the store as a safetensors file, under the names that they
    have in the network itself.

    Raises:
        ValueError: there is no such network, or its files are damaged.
    """
    store.load(name)  # checks them
    tensors = load(store.path(name).read_bytes())
    return tensors_to_bytes({key.removeprefix(PREFIX): value for key, value in tensors.items()})


def write_script(tuning: Tuning, threads: int | None = None) -> Script:
    """The script that classifies a picture with the network that a training has given, with its
    weights and a held-out picture to begin with.

    Raises:
        ValueError: it is not trained on this computer.
    """
    trained = store.fetch(tuning)
    if trained is None:
        raise ValueError(f"{tuning.model} is not on this computer: train it first")
    entry, dataset = tuning.entry, DATASETS[tuning.dataset]
    images = dataset.gallery().images[:1]
    head = f"nn.Linear({entry.features}, {len(dataset.classes)})"
    return write(
        show_classes,
        *parts(entry.build),
        entry.with_head,
        read_picture,
        title=f"What {tuning.network}, trained further on {tuning.dataset}, makes of {PICTURE}.",
        files={WEIGHTS: weights_of(trained.name), PICTURE: png(images[0])},
        model=Code(f"{entry.with_head.__name__}({entry.build.__name__}(), {head})"),
        side=side_of(entry, images),
        mean=entry.mean,
        deviation=entry.deviation,
        classes=list(dataset.classes),
    )


def show_classes(model: nn.Module, side, mean, deviation, classes):
    """What a tuned network makes of a picture."""
    model.load_state_dict(load_file("network.safetensors"))
    model.eval()
    x = read_picture("picture.png", side, mean, deviation)
    with torch.no_grad():
        probabilities = model(x).softmax(1)[0]
    for index in probabilities.argsort(descending=True).tolist():
        print(f"p({classes[index]}) = {probabilities[index].item()}")


def read_picture(file, side, mean, deviation):
    """The picture in a file as the network takes it, (1, 3, side, side): whole, resized."""
    from torchvision.io import ImageReadMode, decode_image

    x = decode_image(file, ImageReadMode.RGB)[None] / 255
    x = F.interpolate(x, size=(side, side), mode="bilinear", antialias=True)
    mean, deviation = (torch.tensor(values).view(-1, 1, 1) for values in (mean, deviation))
    return (x - mean) / deviation
