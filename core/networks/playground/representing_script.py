"""The code of the view "Representation": the training, and then a linear probe on each stage."""

from collections.abc import Iterator

from core.networks.playground.drawn import draw_probes
from core.networks.playground.network_code import modules_of
from core.networks.playground.probe import (
    principal_components,
    probe_accuracy,
    probe_fit,
    standardised,
)
from core.networks.playground.representation import represent
from core.networks.playground.training import Training, course_of, gone_through
from core.networks.playground.training_code import has_modes
from core.networks.playground.training_script import training_script
from core.playground.course import Course
from core.playground.data import classes_of
from core.playground.points import NUMBERS
from core.script import Script


def representing_script(state: Training) -> Script:
    """A script that trains the network, and fits a linear probe to each of its layers.

    Raises:
        ValueError: settings that do not go together, or a training that has diverged.
    """
    course, classes = course_of(state), classes_of(state.data)
    represent(gone_through(course).run)  # a reader's mistake is told here too
    numbers = classes == NUMBERS
    features = tuple(pick.name for pick in state.features) != ("x", "y")
    return training_script(
        state,
        _lines(course, features, numbers),
        standardised,
        probe_fit if numbers else probe_accuracy,
        principal_components,
        title="Where a network puts the points, layer by layer, and a linear probe on each layer.",
        plot=draw_probes,
        layer_ends=_layer_ends(course, classes),
        **({} if numbers else {"classes": classes}),
    )


def _layer_ends(course: Course, classes: int) -> list[int]:
    """The indices of the modules that end a hidden layer."""
    modules = modules_of(course, classes)
    return [index for index, (_, kind, _) in enumerate(modules) if kind == "activation"]


def _lines(course: Course, features: bool, numbers: bool) -> Iterator[str]:
    fit = "probe_fit(values, labels, trained)"
    accuracy = "probe_accuracy(values, labels, trained, classes)"
    yield ""
    yield "# What each layer makes of the points."
    if has_modes(course):
        yield "model.eval()"
    yield 'stages = {"points": torch.stack([x, y], dim=1)}'
    if features:
        yield 'stages["features"] = features'
    yield "values = features"
    yield "with torch.no_grad():"
    yield "    for index, module in enumerate(model):"
    yield "        values = module(values)"
    yield "        if index in layer_ends:"
    yield '            stages[f"layer {layer_ends.index(index) + 1}"] = values'
    yield 'stages["output"] = values'
    yield ""
    yield "probes = {}"
    yield "for name, values in stages.items():"
    yield f"    probes[name] = train, test = {fit if numbers else accuracy}"
    yield '    print(f"probe on {name}, training = {train}")'
    yield '    print(f"probe on {name}, test = {test}")'
    yield "    if values.shape[1] > 2:"
    yield "        directions, shares = principal_components(values, trained)"
    yield '        print(f"variance shown of {name} = {sum(shares)}")'
