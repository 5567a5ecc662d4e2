"""The scripts of the page as functions that print: for each view the one whose body a reader sees.

Their arguments are the constants of the script. The app does not call them; see `extraction`.
"""

import torch
from torch.nn import functional as F

from core.vision.feature_maps.extraction import (
    normalise,
    print_probabilities,
    read_input,
    without_units,
)
from core.vision.feature_maps.methods import rise
from core.vision.feature_maps.visualization import blurred


def show_network(model, mean, deviation, layers, classes, most):
    """What a network makes of a picture. `layers` has for each layer the node with which it ends,
    and its name.
    """
    from torchvision.models.feature_extraction import create_feature_extractor

    x = read_input("input.png", mean, deviation)
    extract = create_feature_extractor(model, layers)  # a layer, by the node with which it ends
    with torch.inference_mode():
        maps = extract(x)
        probabilities = model(x)[0].softmax(0)
    for layer in maps:
        print(f"largest of {layer} = {maps[layer].max().item():.9g}")
    print_probabilities(probabilities, classes, probabilities.topk(most).indices)


def show_convolution_sum(model, mean, deviation, layer, unit, nodes, channels, options):
    """Where a map of a convolution comes from."""
    from torchvision.models.feature_extraction import create_feature_extractor

    convolution = model.get_submodule(layer)
    x = read_input("input.png", mean, deviation)
    with torch.inference_mode():
        maps = create_feature_extractor(model, nodes)(x)
        inputs = maps["inputs"][0, channels]  # (C, H, W), the maps that the unit takes
        kernels = convolution.weight[unit]  # (C, k, k), a kernel for each of them
        parts = F.conv2d(inputs, kernels[:, None], groups=len(kernels), **options)  # (C, H', W')
        bias = 0.0 if convolution.bias is None else convolution.bias[unit].item()
        total = parts.sum(0) + bias
        difference = (total - convolution(maps["inputs"])[0, unit]).abs().max()
    result = maps["map"][0, unit]  # after all that the layer does to the sum

    print(f"The sum differs from the layer's own by at most {difference:.1g}: rounding.")
    print(f"bias = {bias:.9g}")
    print(f"largest part = {parts.max().item():.9g}")
    print(f"largest of the sum = {total.max().item():.9g}")
    print(f"largest of the map = {result.max().item():.9g}")
    print(f"mean of the map = {result.mean().item():.9g}")


def show_linear_sum(model, mean, deviation, layer, unit, nodes):
    """Where a unit of a linear layer comes from."""
    from torchvision.models.feature_extraction import create_feature_extractor

    linear = model.get_submodule(layer)
    x = read_input("input.png", mean, deviation)
    with torch.inference_mode():
        outputs = create_feature_extractor(model, nodes)(x)
        parts = linear.weight[unit] * outputs["inputs"][0]  # each number times its weight
        bias = 0.0 if linear.bias is None else linear.bias[unit].item()
        total = parts.sum() + bias
        difference = (total - linear(outputs["inputs"])[0, unit]).abs()
    result = outputs["map"][0, unit]  # after all that the layer does to the sum

    print(f"The sum differs from the layer's own by at most {difference:.1g}: rounding.")
    print(f"bias = {bias:.9g}")
    print(f"largest part = {parts.max().item():.9g}")
    print(f"largest of the sum = {total.item():.9g}")
    print(f"largest of the map = {result.item():.9g}")
    print(f"mean of the map = {result.item():.9g}")


def show_visualization(
    model, mean, deviation, node, unit, shape, steps, lr, jitter, blur, variation, seed
):
    """A picture made for a unit. `node` is the last step of its layer before the activation."""
    from torchvision.models.feature_extraction import create_feature_extractor

    torch.set_num_threads(1)  # each step magnifies how the one before was rounded
    extract = create_feature_extractor(model, [node])

    def activation(picture):
        """The mean of the unit's map before its activation function."""
        return extract(normalise(picture, mean, deviation))[node][0, unit].mean()

    generator = torch.Generator().manual_seed(seed)
    picture = (0.5 + 0.1 * torch.randn(1, *shape, generator=generator)).clamp(0, 1)
    picture.requires_grad_()
    optimizer = torch.optim.Adam([picture], lr=lr)
    print(f"noise = {activation(picture).item():.9g}")
    for step in range(steps):
        shift = torch.randint(-jitter, jitter + 1, (2,), generator=generator).tolist()
        value = activation(picture.roll(shift, (2, 3)))
        edges = picture.diff(dim=2).abs().mean() + picture.diff(dim=3).abs().mean()
        loss = variation * edges - value / (1 + value.abs()).detach()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            if blur and step < 0.75 * steps:
                picture.copy_(blurred(picture, blur))
            picture.clamp_(0, 1)
    print(f"after {steps} steps = {activation(picture).item():.9g}")


def show_attributions(model, mean, deviation, target, methods):
    """What the score of a class rests on, by each method."""
    torch.set_num_threads(1)  # the values nearly cancel: even the order of additions shows
    x = read_input("input.png", mean, deviation)
    black = normalise(torch.zeros_like(x), mean, deviation)
    with torch.inference_mode():
        print(f"score = {model(x)[0, target].item():.9g}")
    print(f"rise of the score from black = {rise(model, x, black, target):.9g}")
    for name, method in methods.items():
        values = method(model, x, black, target)[0]
        print(f"{name}, sum = {values.sum().item():.9g}")


def show_ablation(model, mean, deviation, off, ablation, scores, classes, most):
    """The answer before and after units are switched off. `off` has the units by the node with
    which their layer ends.
    """
    x = read_input("input.png", mean, deviation)
    network = without_units(model, off, ablation, scores)
    with torch.inference_mode():
        before = model(x)[0].softmax(0)
        after = network(x)[0].softmax(0)
    indices = before.topk(most).indices
    print_probabilities(before, classes, indices, " before")
    print_probabilities(after, classes, indices, " after")
