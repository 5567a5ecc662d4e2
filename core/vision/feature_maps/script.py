"""The script of the feature maps page: for each view plain PyTorch, which reads the picture and the
weights beside it.
"""

import textwrap
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from core.data.inputs import png
from core.models.nodes import node_names
from core.models.stages import Stage
from core.registry import Pick
from core.script import WIDTH, Code, Script, parts, write
from core.training import store
from core.vision.feature_maps import ablation, attribution, capture, extraction, methods
from core.vision.feature_maps.drawn import PLOTS
from core.vision.feature_maps.extraction import (
    normalise,
    print_probabilities,
    read_input,
    without_units,
)
from core.vision.feature_maps.methods import rise
from core.vision.feature_maps.ranking import FEW_CLASSES, NUMBERS
from core.vision.feature_maps.shown import (
    show_ablation,
    show_attributions,
    show_convolution_sum,
    show_linear_sum,
    show_network,
    show_visualization,
)
from core.vision.feature_maps.state import ABLATION, LIKES, MAP, NETWORK, WHY, State
from core.vision.feature_maps.subjects import SEED, Subject, subject
from core.vision.feature_maps.visualization import blurred

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
    if state.weights == "trained" and network.pretrained is None:
        files["model.safetensors"] = store.path(state.network).read_bytes
    elif state.weights == "trained":
        files |= network.pretrained.script_files
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
        plot=None if constants.get("methods") == {} else PLOTS.get(function),
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
    if network.pretrained is not None:
        is_trained = network.weights == "trained"
        make = network.pretrained.load if is_trained else network.pretrained.draw
        return Code(f"{make.__name__}()"), [make]
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
    if len(network.classes) <= FEW_CLASSES:
        names, most, helpers = list(network.classes), len(network.classes), []
    elif network.pretrained is not None:
        read = network.pretrained.classes
        names, most, helpers = Code(f"{read.__name__}()"), NUMBERS, [read]
    else:
        names, most, helpers = list(network.classes), NUMBERS, []
    return {"classes": names, "most": most}, [*helpers, print_probabilities]


def _of_network(state: State) -> Pieces:
    stages = capture.shown_stages(capture.captured(state))
    constants, helpers = _classes(subject(state.network, state.weights))
    layers = {_node(state, stage): name for name, stage in stages.items()}
    return show_network, {"layers": layers, **constants}, [normalise, read_input, *helpers]


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


def _of_attribution(state: State) -> Pieces:
    run = capture.captured(state)
    picks = attribution.usable(state, run)
    nodes = _nodes_for_methods(state, picks)
    calls = {pick.name: _method(pick) for pick in picks}
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


def _method(pick: Pick) -> tuple[Code, list[Callable]]:
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


OF_VIEW = {
    NETWORK: _of_network,
    MAP: _of_map,
    LIKES: _of_visualization,
    WHY: _of_attribution,
    ABLATION: _of_ablation,
}
