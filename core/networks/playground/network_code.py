"""The lines of a script that make a network of the plane and draw its first weights."""

from collections.abc import Callable, Iterator

from core.catalogue.calls import constructed, own_code, written
from core.playground.course import Course
from core.playground.layers import read_layers
from core.playground.losses import head_of, outputs_for
from core.playground.network import activation_of, has_usual_start
from core.playground.settings import Settings


def modules_of(course: Course, classes: int) -> list[tuple[str, str, int]]:
    """The modules of the network: how each is made, what it is ("linear", "norm", "activation",
    "dropout", "squash"), and the hidden layer that it is of. Dropout stands where some part of the
    course has it.
    """
    settings, modules, width = course[0].settings, [], len(course[0].settings.features)
    layers = read_layers(settings.hidden)
    drops = [
        any(read_layers(segment.settings.hidden)[index].dropout for segment in course)
        for index in range(len(layers))
    ]
    for index, layer in enumerate(layers):
        modules.append((f"nn.Linear({width}, {layer.width})", "linear", index))
        if layer.norm:
            modules.append((f"nn.BatchNorm1d({layer.width})", "norm", index))
        modules.append((constructed(activation_of(settings, layer)), "activation", index))
        if drops[index]:
            modules.append((f"nn.Dropout({layer.dropout:g})", "dropout", index))
        width = layer.width
    modules.append((f"nn.Linear({width}, {outputs_for(classes)})", "linear", len(layers)))
    squash = head_of(settings.loss, classes).squash
    if squash:
        modules.append((f"nn.{squash.__name__}()", "squash", len(layers)))
    return modules


def network_lines(course: Course, classes: int) -> Iterator[str]:
    """The network."""
    yield "torch.manual_seed(seed)"
    yield "model = nn.Sequential("
    yield from (f"    {text}," for text, *_ in modules_of(course, classes))
    yield ")"


def first_weights_lines(settings: Settings) -> Iterator[str]:
    """How the first weights are drawn, where that is not torch's own way."""
    if has_usual_start(settings):
        return
    pick = settings.initialisation
    name = pick.choice.code or pick.choice.build.__name__
    keywords = {**pick.choice.fixed, **dict(pick.arguments)}
    yield "for layer in model:"
    yield "    if isinstance(layer, nn.Linear):"
    yield f"        {written(name, ['layer.weight'], keywords, 8, 8)}"
    yield "        nn.init.zeros_(layer.bias)"


def initialisation_helpers(settings: Settings) -> tuple[Callable, ...]:
    """The function that draws the first weights, if it is not torch's."""
    return () if has_usual_start(settings) else own_code(settings.initialisation)
