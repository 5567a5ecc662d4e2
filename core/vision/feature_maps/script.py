"""The script of the feature maps page: for each view plain PyTorch, which reads the picture and the
weights beside it.
"""

import textwrap
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import torch
from torch.nn import functional as F

from core.data.inputs import png
from core.models.nodes import node_names
from core.models.tracing import Stage
from core.registry import Pick
from core.script import WIDTH, Code, Script, parts, write
from core.training import store
from core.vision.feature_maps import ablation, attribution, capture, extraction, methods
from core.vision.feature_maps.extraction import (
    normalise,
    print_probabilities,
    read_input,
    without_units,
)
from core.vision.feature_maps.methods import rise
from core.vision.feature_maps.state import ABLATION, LIKES, MAP, NETWORK, WHY, State
from core.vision.feature_maps.subjects import SEED, Subject, subject
from core.vision.feature_maps.visualization import blurred

MOST_LISTED, LISTED = 10, 5
"""Of so many classes all are printed, of more the likeliest."""

LONG = 60
"""Characters of a call's arguments that fit on one line behind a name."""

USUAL = {"stride": (1, 1), "padding": (0, 0), "dilation": (1, 1)}
"""The options of a convolution as torch has them."""

IN_SCRIPTS = {methods.guided_backpropagation: extraction.guided_backpropagation}
"""Methods that look inside the network, as scripts have them."""


def write_script(state: State) -> Script:
    """The script that prints the numbers of the view.

    Raises:
        ValueError: the state shows no numbers, or looks between the steps that torch.fx knows.
    """
    function, constants, helpers = OF_VIEW[state.view](state)
    network = subject(state.network, state.weights)
    model, model_helpers = _model(network)
    files = {"input.png": png(capture.prepared(state))} if state.needs_picture else {}
    if state.weights == "trained" and not network.is_pretrained:
        files["model.safetensors"] = store.path(state.network).read_bytes()
    helpers = [part for helper in [*model_helpers, *helpers] for part in parts(helper)]
    normalised = {"mean": list(network.mean), "deviation": list(network.deviation)}
    is_random = state.weights == "random"
    seed = {"generator": Code(f"torch.manual_seed({SEED})")} if is_random else {}
    name = state.network + (" with random weights" if is_random else "")
    return write(
        function,
        *helpers,
        title=textwrap.fill(TITLES[state.view].format(name=name), WIDTH - len('""""""')),
        files=files,
        **seed,
        model=model,
        **normalised,
        **constants,
    )


TITLES = {
    NETWORK: "What {name} makes of input.png, layer by layer.",
    MAP: "Where one map of {name} comes from: a sum over the maps before it.",
    LIKES: "Feature visualization: a picture for one unit of {name}, made from noise.",
    WHY: "Why {name} gives its answer for input.png.",
    ABLATION: "Ablation: {name} with some of its units switched off.",
}

Pieces = tuple[Callable, dict[str, Any], list[Callable]]
"""What a view's script is made of: the function whose body it is, its constants, and helpers."""


def _model(network: Subject) -> tuple[Code, list[Callable]]:
    """The text that makes the network, and the functions and classes that it needs."""
    if network.is_pretrained and network.weights == "trained":
        return Code("trained_resnet18()"), [extraction.trained_resnet18]
    if network.is_pretrained:
        return Code("untrained_resnet18()"), [extraction.untrained_resnet18]
    name = network.build.__name__
    if network.weights == "random":
        return Code(f"untrained({name})"), [network.build, extraction.untrained]
    return Code(f"trained({name})"), [network.build, extraction.trained]


@lru_cache(maxsize=16)
def _nodes(network: str, weights: str) -> tuple[str, ...]:
    """The nodes of a network, by the indices of its stages."""
    chosen = subject(network, weights)
    return node_names(chosen.model, chosen.black)


def _node(state: State, stage: Stage) -> str:
    """The node of a stage.

    Raises:
        ValueError: it lies inside one of torch's modules, which torch.fx takes as one step.
    """
    run = capture.anatomy(state.network, state.weights)
    name = _nodes(state.network, state.weights)[run.index(stage.name)]
    if not name:
        raise ValueError(
            f"layer={state.layer!r} has no script: {stage.name} is a step inside a module of torch"
        )
    return name


def _scores(state: State) -> str:
    return _nodes(state.network, state.weights)[-1]


def _classes(network: Subject) -> tuple[dict[str, Any], list[Callable]]:
    """The constants and the helpers for printing the probabilities of the classes."""
    if len(network.classes) <= MOST_LISTED:
        names, most, helpers = list(network.classes), len(network.classes), []
    elif network.is_pretrained:
        names, most, helpers = Code("imagenet_classes()"), LISTED, [extraction.imagenet_classes]
    else:
        names, most, helpers = list(network.classes), LISTED, []
    return {"classes": names, "most": most}, [*helpers, print_probabilities]


def _of_network(state: State) -> Pieces:
    stages = capture.shown_stages(capture.captured(state))
    constants, helpers = _classes(subject(state.network, state.weights))
    layers = {_node(state, stage): name for name, stage in stages.items()}
    return show_network, {"layers": layers, **constants}, [normalise, read_input, *helpers]


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


def _of_map(state: State) -> Pieces:
    run = capture.captured(state)
    name = capture.layer_name(state, run)
    stage = run.stage(name)
    unit = capture.unit_index(state, run)
    nodes = {
        _node(state, run.stages[stage.inputs[0]]): "inputs",
        _node(state, run.end(name)): "map",
    }
    constants = {"layer": name, "unit": unit, "nodes": nodes}
    if stage.kind == "linear":
        return show_linear_sum, constants, [normalise, read_input]
    first, last = stage.channels(unit)
    constants["channels"] = Code(f"slice({first}, {last})")
    options = {key: stage.options.get(key, usual) for key, usual in USUAL.items()}
    constants["options"] = {key: value for key, value in options.items() if value != USUAL[key]}
    return show_convolution_sum, constants, [normalise, read_input]


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


def _of_visualization(state: State) -> Pieces:
    network = subject(state.network, state.weights)
    run = capture.anatomy(state.network, state.weights)
    name = capture.layer_name(state, run)
    names = ("steps", "lr", "jitter", "blur", "variation", "seed")
    constants = {
        "node": _node(state, run.before_activation(name)),
        "unit": capture.unit_index(state, run),
        "shape": network.shape,
        **{name: getattr(state, name) for name in names},
    }
    return show_visualization, constants, [normalise, blurred]


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


def _of_attribution(state: State) -> Pieces:
    run = capture.captured(state)
    picks = attribution.usable(state, run)
    nodes = _nodes_for_methods(state, picks)
    calls = {pick.name: _method(pick, nodes) for pick in picks}
    constants = {
        "target": attribution.target_class(state, run),
        **nodes,
        "methods": {name: call for name, (call, _) in calls.items()},
    }
    helpers = [helper for _, needed in calls.values() for helper in needed]
    return show_attributions, constants, [normalise, read_input, rise, *helpers]


def _nodes_for_methods(state: State, picks: tuple[Pick, ...]) -> dict[str, Any]:
    """The nodes that methods look at, as constants of a script; none if they look at pixels."""
    run = capture.captured(state)
    nodes: dict[str, Any] = {}
    if any(pick.choice.looks_at_layer for pick in picks):
        nodes["maps"] = _node(state, run.end(capture.layer_name(state, run)))
    if any(pick.choice.build in IN_SCRIPTS for pick in picks):
        nodes["relus"] = [_node(state, stage) for stage in run.stages if stage.kind == "relu"]
    return {**nodes, "scores": _scores(state)} if nodes else {}


def _method(pick: Pick, nodes: dict[str, Any]) -> tuple[Code, list[Callable]]:
    """A method as a function of the network, its input, a black picture and the class."""
    build = pick.choice.build
    arguments = {name: repr(value) for name, value in pick.arguments}
    if pick.choice.looks_at_layer:
        taken = {"method": _partial(build, arguments), "maps": "maps", "scores": "scores"}
        return _partial(extraction.from_maps, taken), [build, extraction.from_maps]
    if build in IN_SCRIPTS:
        build = IN_SCRIPTS[build]
        arguments |= {"relus": "relus", "scores": "scores"}
    return _partial(build, arguments), [build]


def _partial(function: Callable, arguments: dict[str, str]) -> Code:
    """A function with some of its arguments, as text that stands in a dictionary."""
    if not arguments:
        return Code(function.__name__)
    parts = [function.__name__, *(f"{name}={value}" for name, value in arguments.items())]
    text = ", ".join(parts)
    if len(text) <= LONG:
        return Code(f"partial({text})")
    lines = "".join(f"        {part},\n" for part in parts)
    return Code(f"partial(\n{lines}    )")


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


def _of_ablation(state: State) -> Pieces:
    run = capture.captured(state)
    ends = ablation.ablated_units(state, run)
    constants, helpers = _classes(subject(state.network, state.weights))
    build = state.ablation.choice.build
    arguments = {name: repr(value) for name, value in state.ablation.arguments}
    own = {
        "off": {_node(state, run.stage(end)): units for end, units in ends.items()},
        "ablation": _partial(build, arguments),
        "scores": _scores(state),
    }
    return (
        show_ablation,
        {**own, **constants},
        [normalise, read_input, build, without_units, *helpers],
    )


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


OF_VIEW = {
    NETWORK: _of_network,
    MAP: _of_map,
    LIKES: _of_visualization,
    WHY: _of_attribution,
    ABLATION: _of_ablation,
}
