"""The weights of a network as a point: what stands there, how far away another point is, and other
points at which the network computes the same.

The functions here stand in scripts too.
"""

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.func import functional_call

WHOLE, LAYER, FILTER, WEIGHT = NORMALISATIONS = (
    "Whole network",
    "Each layer",
    "Each filter",
    "Each weight",
)


def random_direction(weights, generator, normalisation):
    """A random direction, as long as the weights: as a whole, or each layer, each filter or each
    weight as its own. Biases and norms stay as they are (Li et al. 2018).
    """
    direction = {
        name: torch.randn(value.shape, generator=generator).to(value)
        if value.ndim > 1
        else torch.zeros_like(value)
        for name, value in weights.items()
    }
    matrices = [name for name, value in weights.items() if value.ndim > 1]
    if normalisation == "Whole network":
        long, ours = (
            torch.cat([part[name].flatten() for name in matrices]).norm()
            for part in (weights, direction)
        )
        return {name: value * long / ours for name, value in direction.items()}
    for name in matrices:
        value, step = weights[name], direction[name]
        if normalisation == "Each layer":
            step = step * value.norm() / step.norm()
        elif normalisation == "Each filter":
            rows = [part.flatten(1).norm(dim=1) for part in (value, step)]
            step = step * (rows[0] / rows[1]).view(-1, *[1] * (value.ndim - 1))
        else:
            step = step * value.abs()
        direction[name] = step
    return direction


def rescaled(weights, factors):
    """Every neuron of the first layer times its factor, and what the next layer makes of it divided
    by the same: a ReLU network computes what it did (Dinh et al. 2017). A norm between the two
    divides by itself.
    """
    matrices = [name for name, value in weights.items() if value.ndim > 1]
    if len(matrices) < 2:
        raise ValueError("only a network with a hidden layer can be rescaled")
    first, second = matrices[:2]
    bias = first.replace("weight", "bias")
    changed = {first: weights[first] * factors.view(-1, *[1] * (weights[first].ndim - 1))}
    if bias in weights:
        changed[bias] = weights[bias] * factors
    names = list(weights)
    between = names[names.index(first) + 1 : names.index(second)]
    if not any(name.endswith("weight") for name in between):
        columns = factors.repeat_interleave(weights[second].shape[1] // len(factors))
        changed[second] = weights[second] / columns.view(1, -1, *[1] * (weights[second].ndim - 2))
    return {**weights, **changed}


@torch.no_grad()
def loss_at(model, weights, first, second, a, b, x, labels, loss):
    """The loss of the network a steps along one direction and b along the other."""
    moved = {name: value + a * first[name] + b * second[name] for name, value in weights.items()}
    return loss(functional_call(model, moved, (x,)), labels).item()


def trained(network, file):
    """The network with the weights in a file."""
    model = network()
    model.load_state_dict(load_file(file))
    return model.eval().requires_grad_(False)


def read_points(file):
    """Inputs and targets of the points in a file."""
    data = load_file(file)
    return data["x"], data["y"]


def read_pictures(file, mean, deviation, dtype):
    """The pictures in a file as the network takes them, and their labels."""
    data = load_file(file)
    mean, deviation = (torch.tensor(values).view(-1, 1, 1) for values in (mean, deviation))
    return (data["images"].to(dtype) / 255 - mean) / deviation, data["labels"]


def with_batch_statistics(model):
    """The network with norms that take mean and variance from the digits at hand: those of the
    training belong to the trained weights alone.
    """
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            module.train()
            module.momentum = 0.0
    return model


def first_layer(weights: dict[str, Tensor]) -> str:
    """The name of the weight of the first layer.

    Raises:
        ValueError: no layer has one, as where there are norms alone.
    """
    for name, value in weights.items():
        if value.ndim > 1:
            return name
    raise ValueError("this network has no layer with a matrix of weights, so it has no plane")
