"""The code of a training path and its plane."""

from typing import Any

import torch
from safetensors.torch import load_file

from core.networks.landscape.digits import (
    FILE,
    PIXELS,
    digits_file,
    perceptron,
    pooled,
    read_digits,
)
from core.networks.landscape.drawn import draw_path
from core.networks.landscape.own import own_code, own_files
from core.networks.landscape.path import components, walk_shares
from core.networks.landscape.subject import OWN, pictures_file, precision
from core.networks.landscape.walks import (
    COUNT,
    HERE,
    OPTIMIZERS,
    WIDTH,
    TrainingPath,
    path_file,
    train_path,
    walk_of,
)
from core.networks.landscape.weights import read_pictures, read_points, with_batch_statistics
from core.script import Code, Script, parts, write
from core.training import store


def path_script(setting: TrainingPath) -> Script:
    """A path, the plane of its two largest components, and the losses of both.

    Raises:
        ValueError: the network has no path, or a part that is not torch's.
    """
    sources = {HERE: _trained_here, OWN: _of_playground}
    helpers, constants, files = sources.get(setting.path_network, _kept)(setting)
    is_here = setting.path_network == HERE
    normed = not is_here and walk_of(setting).chosen.normed
    helpers += [with_batch_statistics] if normed else []
    return write(
        show_path,
        *helpers,
        components,
        walk_shares,
        loss_with,
        files=files,
        decided={
            "needs.training": is_here,
            "needs.points": setting.path_network == OWN,
            "needs.normed": normed,
        },
        plot=draw_path,
        **constants,
    )


Pieces = tuple[list, dict[str, Any], dict[str, bytes]]
"""What a script shows before, its constants and its files."""


def _trained_here(setting: TrainingPath) -> Pieces:
    """The small network, and its training."""
    make, options = OPTIMIZERS[setting.optimizer]
    arguments = "".join(f", {name}={value}" for name, value in options.items())
    optimizer = (
        f"torch.optim.{make.__name__}(model.parameters(), lr={setting.path_rate}{arguments})"
    )
    constants = {
        "seed": setting.path_seed,
        "generator": Code(f"torch.manual_seed({setting.path_seed})"),
        "model": Code(f"perceptron({[PIXELS, WIDTH, 10]}, nn.ReLU, torch.float64)"),
        "optimizer": Code(optimizer),
        "loss": Code("nn.CrossEntropyLoss()"),
        "steps": setting.path_steps,
        "batch_size": setting.batch,
    }
    return [pooled, read_digits, perceptron, train_path], constants, {FILE: digits_file(COUNT)}


def _kept(setting: TrainingPath) -> Pieces:
    """A trained network of the store, with its path, and pictures."""
    name = setting.path_network
    files = {
        "path.safetensors": path_file(setting),
        "pictures.safetensors": pictures_file(name, setting.path_digits),
    }
    entry = store.find(name)
    dataset, network = entry.dataset, entry.network
    constants = {
        "mean": list(dataset.mean),
        "deviation": list(dataset.deviation),
        "dtype": Code(str(precision(store.load(name)))),
        "model": Code(f"{network.build.__name__}()"),
        "loss": Code(f"nn.{network.loss.__name__}()"),
    }
    return [*parts(network.build), read_pictures], constants, files


def _of_playground(setting: TrainingPath) -> Pieces:
    """The playground's network, with its path, and its points."""
    model, loss, helpers = own_code(setting.playground)
    points = own_files(setting.playground)["points.safetensors"]
    files = {"path.safetensors": path_file(setting), "points.safetensors": points}
    constants = {"dtype": Code("torch.float64"), "model": model, "loss": loss}
    return [*helpers, read_points], constants, files


@torch.no_grad()
def loss_with(model, flat, x, labels, loss):
    """The loss with these weights, all in a row."""
    torch.nn.utils.vector_to_parameters(flat.to(x.dtype), model.parameters())
    return loss(model(x), labels).item()


def show_path(
    seed, generator, mean, deviation, dtype, model, optimizer, loss, steps, batch_size, needs
):
    """A training's way through the space of weights, and the plane that it nearly lies in."""
    if needs.training:
        x, labels = read_digits(torch.float64)
        generator = torch.Generator().manual_seed(seed)
        path = train_path(model, x, labels, optimizer, steps, batch_size, generator)
    else:
        if needs.points:
            x, labels = read_points("points.safetensors")
        else:
            x, labels = read_pictures("pictures.safetensors", mean, deviation, dtype)
        model = model.to(dtype).eval()
        path = load_file("path.safetensors")["path"].double()  # all weights at each of its points
    if needs.normed:
        model = with_batch_statistics(model)
    shares, directions = components(path)
    points = (path - path[-1]) @ directions[:2].T
    print(f"share of two components = {shares[:2].sum().item()}")
    print(f"of a random walk = {walk_shares(len(path))[:2].sum().item()}")
    for name, step in {"at first": 0, "half way": len(path) // 2, "at the end": -1}.items():
        shadow = path[-1] + points[step] @ directions[:2]
        print(f"loss {name} = {loss_with(model, path[step], x, labels, loss)}")
        print(f"loss of the shadow {name} = {loss_with(model, shadow, x, labels, loss)}")
