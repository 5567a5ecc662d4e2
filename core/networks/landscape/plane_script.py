"""The code of a plane through trained weights."""

from typing import Any

import torch
from safetensors.torch import load_file

from core.networks.landscape.drawn import draw_plane
from core.networks.landscape.own import own_code, own_files
from core.networks.landscape.plane import LAYERS, SAME, Plane, ends, subject_of
from core.networks.landscape.subject import OWN, pictures_file, precision
from core.networks.landscape.weights import (
    loss_at,
    random_direction,
    read_pictures,
    read_points,
    rescaled,
    trained,
    with_batch_statistics,
)
from core.script import Code, Script, parts, write
from core.training import store


def plane_script(setting: Plane) -> Script:
    """The losses of a trained network in the middle of a plane and at the ends of its axes."""
    is_own, rescales = setting.network == OWN, setting.rescaling != SAME
    normed = subject_of(setting).normed
    helpers, constants, files = (_of_playground if is_own else _of_store)(setting)
    helpers += [random_direction, loss_at]
    helpers += [rescaled] if rescales else []
    helpers += [with_batch_statistics] if normed else []
    return write(
        show_plane,
        *helpers,
        files=files,
        decided={
            "needs.points": is_own,
            "needs.normed": normed,
            "needs.rescales": rescales,
            "needs.layers": setting.rescaling == LAYERS,
        },
        plot=draw_plane,
        **constants,
        normalisation=setting.normalisation,
        seed=setting.directions,
        points=ends(setting.reach),
        **({"factor": setting.factor} if rescales else {}),
    )


Pieces = tuple[list, dict[str, Any], dict[str, bytes]]
"""What a script shows before, its constants and its files."""


def _of_store(setting: Plane) -> Pieces:
    """A trained network of the store, and pictures."""
    entry = store.find(setting.network)
    dataset, network = entry.dataset, entry.network
    constants = {
        "mean": list(dataset.mean),
        "deviation": list(dataset.deviation),
        "dtype": Code(str(precision(store.load(setting.network)))),
        "model": Code(f'trained({network.build.__name__}, "network.safetensors")'),
        "loss": Code(f"nn.{network.loss.__name__}()"),
    }
    files = {
        "network.safetensors": entry.path.read_bytes(),
        "pictures.safetensors": pictures_file(setting.network, setting.digits),
    }
    return [*parts(network.build), read_pictures, trained], constants, files


def _of_playground(setting: Plane) -> Pieces:
    """The playground's network, and its points."""
    model, loss, helpers = own_code(setting.playground)
    constants = {"dtype": Code("torch.float64"), "model": model, "loss": loss}
    return [*helpers, read_points], constants, own_files(setting.playground)


def show_plane(mean, deviation, dtype, normalisation, seed, points, model, loss, factor, needs):
    """The loss of a trained network on a plane through its weights."""
    if needs.points:
        x, labels = read_points("points.safetensors")
        model = model.to(dtype).eval()
        model.load_state_dict(load_file("network.safetensors"))
    else:
        x, labels = read_pictures("pictures.safetensors", mean, deviation, dtype)
        model = model.to(dtype)
    if needs.normed:
        model = with_batch_statistics(model)
    weights = {name: value.detach() for name, value in model.named_parameters()}
    starts = {"": weights}
    if needs.rescales:
        count = len(next(value for value in weights.values() if value.ndim > 1))
        if needs.layers:
            factors = torch.full((count,), factor)
        else:
            generator = torch.Generator().manual_seed(seed)
            factors = factor ** (2 * torch.rand(count, generator=generator) - 1)
        starts["rescaled, "] = rescaled(weights, factors.to(dtype))
    for name, start in starts.items():
        generator = torch.Generator().manual_seed(seed)
        first, second = (random_direction(start, generator, normalisation) for _ in range(2))
        for a, b in [(0.0, 0.0), *points]:
            value = loss_at(model, start, first, second, a, b, x, labels, loss)
            print(f"{name}loss at ({a:g}, {b:g}) = {value}")
