"""The feature maps page as data: what a reader can set, the presets, and the numbers on the
screen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.data import cifar10, inputs, mnist
from core.data.datasets import DIGITS
from core.data.inputs import Input
from core.models.tracing import WEIGHTED, Stage, Trace, trace
from core.registry import ChooseSeveral, Flag, Options, Pick, Preset, Range, Text, setting, unknown
from core.vision.feature_maps import subjects
from core.vision.feature_maps.attribution import ATTRIBUTIONS, Attribution, attribute, rise
from core.vision.feature_maps.subjects import CLASSES, WEIGHTS, subject
from core.vision.feature_maps.sums import Sum, taken_apart
from core.vision.feature_maps.units import (
    MANNERS,
    Ascent,
    Dream,
    Favourites,
    Story,
    dreams,
    effects,
    excitation,
    favourites,
    story,
    without,
)

VIEWS = ("network", "map", "likes", "why", "off")
SOURCES = ("test digit", "drawing", "picture", "photo", "CIFAR-10")
SCALES = ("unit", "layer", "all")
SHOWN = ("maps", "weights")
MOST_OFF = 40
WIDE = 5  # cells; smaller maps tell little of where
LAST, ANSWER = "last with maps", "its answer"


def units_off(text: str) -> tuple[tuple[str, int], ...]:
    """The layers and units in "conv1.3 conv2.17", in this order; anything else is a
    `ValueError`.
    """
    found = []
    for word in text.split():
        layer, _, unit = word.rpartition(".")
        if not layer or not (unit.isascii() and unit.isdigit() and len(unit) < 5):
            raise ValueError(
                f"off={word[:40]!r} must be a layer and the number of a unit, such as 'conv1.3'"
            )
        found.append((layer, int(unit)))
    if len(found) > MOST_OFF or len(set(found)) < len(found):
        raise ValueError(f"off={text[:40]!r} must be at most {MOST_OFF} different units")
    return tuple(found)


@dataclass(frozen=True)
class State(Input, Ascent):
    """Everything a reader can set on the feature maps page; the settings of `Ascent` are those of
    the view "likes".
    """

    view: str = setting(Options(VIEWS, "network"))
    network: str = setting(
        Text("DigitNet", 80, subjects.check, ("LeNet", "CNN 16-32", "MLP 784-128-10", "SimpleCNN"))
    )
    weights: str = setting(Options(WEIGHTS, "trained"))
    source: str = setting(Options(SOURCES, "test digit"))
    thing: str = setting(Options(CLASSES, "frog"))
    number: int = setting(Range(1, 100, 1, 1))
    layer: str = setting(Text(LAST, 60, None, ("conv1", "conv2", "output")))
    unit: int = setting(Range(0, 999, 0, 1))
    shown: str = setting(Options(SHOWN, "maps"))
    scale: str = setting(Options(SCALES, "unit"))
    most: int = setting(Range(4, 64, 16, 4))
    parts: int = setting(Range(4, 64, 4, 4))
    target: str = setting(Text(ANSWER, 80, None, ("3", "8", "ship")))
    methods: tuple[Pick, ...] = setting(
        ChooseSeveral(
            ATTRIBUTIONS,
            tuple(ATTRIBUTIONS.pick(name) for name in ATTRIBUTIONS),
            most=len(ATTRIBUTIONS),
        )
    )
    compare: bool = setting(Flag(False))
    manner: str = setting(Options(MANNERS, "zero"))
    off: str = setting(Text("", 1000, units_off, ("conv1.0", "conv2.3 conv2.5", "hidden.7")))

    @property
    def ascent(self) -> Ascent:
        return Ascent(**{name: getattr(self, name) for name, _ in Ascent.specs()})

    @property
    def picked(self) -> Input:
        """The picture's own settings, with which an equal one is known again."""
        return Input(**{name: getattr(self, name) for name, _ in Input.specs() if name != "source"})


def blank(state: State) -> bool:
    """Whether nothing is drawn or uploaded yet."""
    return inputs.blank(state)


def picture(state: State) -> Tensor:
    """The picture as it was chosen, (C, H, W) uint8."""
    return _cifar(state.thing, state.number) if state.source == "CIFAR-10" else inputs.image(state)


def _cifar(thing: str, number: int) -> Tensor:
    """A CIFAR-10 test picture by its class and its number from 1 on, (3, 32, 32) uint8."""
    pictures, labels, names = cifar10.read_test()
    places = (labels == names.index(thing)).nonzero() if thing in names else labels[:0]
    if number > len(places):
        raise ValueError(
            f"number={number} must be at most {len(places)}: so many test pictures of "
            f"{thing!r} are here"
        )
    return pictures[int(places[number - 1])]


def prepared(state: State) -> Tensor:
    """The picture as the network's input before it is normalised, (C, H, W) uint8."""
    return subject(state.network, state.weights).prepare(picture(state), state.source == "photo")


def seen(state: State) -> Trace:
    """All that the network makes of the picture."""
    return _seen(
        state.network, state.weights, state.source, state.thing, state.number, state.picked
    )


@lru_cache(maxsize=4)  # one of ResNet-18 has 60 MB
def _seen(network: str, weights: str, source: str, thing: str, number: int, picked: Input) -> Trace:
    state = State(
        network=network,
        weights=weights,
        thing=thing,
        number=number,
        **vars(picked) | {"source": source},
    )
    one, given = subject(network, weights), x(state)
    if one.task != "imagenet":
        trace(
            one.model, given
        )  # the first run in a thread of the server is the slowest, and its times tell nothing
    return trace(one.model, given)


def x(state: State) -> Tensor:
    """What goes into the network, (1, C, H, W)."""
    return subject(state.network, state.weights).normalise(prepared(state)[None])


@lru_cache(maxsize=4)
def anatomy(network: str, weights: str) -> Trace:
    """What a network makes of a black picture: which layers there are, with nothing chosen or drawn
    yet.
    """
    one = subject(network, weights)
    return trace(one.model, one.black)


def layer(state: State, found: Trace) -> str:
    """The chosen layer, or the last one whose maps are large enough to tell where."""
    if state.layer != LAST:
        found.place(state.layer)
        return state.layer
    names = found.weighted()
    return next(
        (name for name in names[::-1] if found.end(name).output.shape[2:].numel() >= WIDE * WIDE),
        names[0],
    )


def unit(state: State, found: Trace) -> int:
    """The chosen unit of the chosen layer."""
    name = layer(state, found)
    count = found.end(name).output.shape[1]
    if state.unit >= count:
        raise ValueError(
            f"unit={state.unit} must be a whole number from 0 to {count - 1} in {name}"
        )
    return state.unit


def target(state: State, found: Trace) -> int:
    """The chosen class, or the network's answer."""
    classes = subject(state.network, state.weights).classes
    if state.target == ANSWER:
        return int(found.output[0].argmax())
    if state.target not in classes:
        raise ValueError(unknown("target", state.target, classes))
    return classes.index(state.target)


def probabilities(found: Trace) -> Tensor:
    """(classes,), also where the network gives their logarithms."""
    return found.output[0].softmax(0)


def summed(state: State) -> Sum:
    """The sum behind the chosen map."""
    found = seen(state)
    return taken_apart(found, layer(state, found), unit(state, found))


FEW = 200
"""Pictures that ResNet-18 looks at for its favourites: it needs as long for one as SimpleCNN for a
hundred.
"""


def before(found: Trace, name: str) -> tuple[str, str]:
    """What a layer takes, in words, and the name of the layer that made it, empty if it is the
    picture.
    """
    place = found.stages[found.place(name)].inputs[0]
    while place and found.stages[place].kind not in WEIGHTED:
        place = found.stages[place].inputs[0]
    made = found.stages[place].name if place else ""
    return (f"from {made}" if made else "the picture"), made


def of_layer(state: State) -> State:
    """All that the favourites of a layer depend on."""
    return State(network=state.network, weights=state.weights, layer=state.layer)


def of_unit(state: State) -> State:
    """All that the picture made for a unit depends on."""
    return of_layer(state).replace(unit=state.unit, **vars(state.ascent))


def of_reasons(state: State) -> State:
    """All that attributions depend on."""
    return state.replace(
        view="why",
        unit=0,
        shown="maps",
        scale="unit",
        most=16,
        manner="zero",
        off="",
        **vars(Ascent()),
    )


def favourite(state: State, found: Favourites) -> tuple[list[Tensor], list[str]]:
    """The chosen unit's favourites, (C, H, W) uint8, and what stands under each; none in which it
    is shut.
    """
    pictures, one = gallery(state), subject(state.network, state.weights)
    number = unit(state, anatomy(state.network, state.weights))
    indices = found.indices[number].tolist()
    labels = mnist.test_digits()[1] if one.task == "digits" else cifar10.read_test()[1]
    names = DIGITS if one.task == "digits" else cifar10.read_test()[2]
    open_ones = [
        (at, value)
        for at, value in zip(indices, found.values[number].tolist(), strict=True)
        if value
    ]
    captions = [
        f"{names[int(labels[at])]}: {value:.2f}".replace("-", "−") for at, value in open_ones
    ]
    return [pictures[at] for at, _ in open_ones], captions


def likes_words(state: State) -> str:
    """What is looked at, and how the picture is made."""
    found = anatomy(state.network, state.weights)
    name, number = layer(state, found), unit(state, found)
    return (
        f"Unit {number} of {name}. At the left what a picture shows and the largest value in "
        "the unit's map; at the right gradient ascent on the mean of the map before its "
        "activation: the picture is moved a little before each step (jitter) and blurred "
        "after it, so that it does not end in noise."
    )


def gallery(state: State) -> Tensor:
    """The pictures in which a unit's favourites are looked for, (N, C, H, W) uint8, as the network
    takes them.

    Raises:
        ValueError: the network is for photographs, and CIFAR-10 is not on this computer.
    """
    one = subject(state.network, state.weights)
    if one.task == "digits":
        return mnist.test_digits()[0][:, None]
    pictures = cifar10.read_test()[0]
    return (
        pictures
        if one.task == "pictures"
        else torch.stack([one.prepare(picture) for picture in pictures[:FEW]])
    )


def liked(state: State) -> Iterator[Favourites]:
    """The favourites of all units of the chosen layer, with progress; the last is all."""
    one = subject(state.network, state.weights)
    return favourites(
        one.model,
        gallery(state),
        one.normalise,
        layer(state, anatomy(state.network, state.weights)),
    )


def excited(state: State):
    """How much a picture (1, C, H, W) in [0, 1] excites the chosen unit."""
    one, found = subject(state.network, state.weights), anatomy(state.network, state.weights)
    return excitation(one.model, one.normalise, layer(state, found), unit(state, found), one.shape)


def dreamt(state: State) -> Iterator[Dream]:
    """A picture made for the chosen unit, from noise, step by step."""
    return dreams(excited(state), subject(state.network, state.weights).shape, state.ascent)


def told(state: State) -> Iterator[Story]:
    """`dreamt`, with what a page shows of it."""
    return story(dreamt(state))


def attributions(state: State, weights: str | None = None) -> Iterator[tuple[str, Attribution]]:
    """Each chosen method and what it finds; one that cannot be used on this network is left out.

    Args:
        weights: of the network, if not the state's own.
    """
    found = seen(state)
    one, name, aim = (
        subject(state.network, weights or state.weights),
        layer(state, found),
        target(state, found),
    )
    for pick in state.methods:
        if pick.name in usable(state, found):
            yield pick.name, attribute(pick, one.model, x(state), one.black, aim, name)


def usable(state: State, found: Trace) -> tuple[str, ...]:
    """The chosen methods that this network allows: one that looks at a layer's maps needs a layer
    with maps.
    """
    maps = found.end(layer(state, found)).output.ndim == 4
    return tuple(pick.name for pick in state.methods if maps or not pick.choice.facts.get("layer"))


@dataclass(frozen=True, eq=False)
class Explained:
    """What the chosen methods have found so far, by name, and for the same network with random
    weights if asked.
    """

    done: float
    found: Mapping[str, Attribution]
    random: Mapping[str, Attribution]


def explained(state: State) -> Iterator[Explained]:
    """All chosen methods, one after the other."""
    methods = len(usable(state, seen(state))) * (1 + state.compare)
    found: dict[str, Attribution] = {}
    random: dict[str, Attribution] = {}
    for name, one in attributions(state):
        found[name] = one
        yield Explained(len(found) / methods, dict(found), {})
    for name, one in attributions(state, "random") if state.compare else ():
        random[name] = one
        yield Explained((len(found) + len(random)) / methods, dict(found), dict(random))
    if not methods:
        yield Explained(1.0, {}, {})


def score_rise(state: State) -> float:
    """How far the score of the class is above that of a black picture."""
    one = subject(state.network, state.weights)
    return rise(one.model, x(state), one.black, target(state, seen(state)))


def ends_off(state: State, found: Trace) -> dict[str, tuple[int, ...]]:
    """The units that are switched off, by the last stage of their layer."""
    ends: dict[str, tuple[int, ...]] = {}
    for name, number in units_off(state.off):
        end = found.end(name)
        if number >= end.output.shape[1]:
            raise ValueError(
                f"off='{name}.{number}': {name} has units from 0 to {end.output.shape[1] - 1}"
            )
        ends[end.name] = (*ends.get(end.name, ()), number)
    return ends


def crippled(state: State) -> Trace:
    """The network's run with the chosen units switched off."""
    found = seen(state)
    return trace(
        subject(state.network, state.weights).model,
        x(state),
        without(ends_off(state, found), state.manner),
    )


MOST_WORK = 3e9
"""Multiply-adds that a reader can wait for: about 60 ms."""


@lru_cache(maxsize=32)
def effect_of_each(state: State) -> Tensor | None:
    """The probability of the network's answer with each unit of the chosen layer switched off
    alone, (units,).

    None if the network is so large that it would take too long.
    """
    found = seen(state)
    end = found.end(layer(state, found))
    if end.output.shape[1] * sum(stage.multiply_adds for stage in found.stages) > MOST_WORK:
        return None
    changed = effects(
        subject(state.network, state.weights).model,
        x(state),
        end.name,
        end.output.shape[1],
        state.manner,
    )
    return changed[:, int(found.output[0].argmax())]


def stages_of(found: Trace) -> dict[str, Stage]:
    """For each column the stage whose maps it shows, by the name of its layer."""
    return {one.name: found.stages[one.end] for one in found.layers()[1:]}


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the code prints them."""
    return {
        "network": _of_network,
        "map": _of_map,
        "likes": _of_likes,
        "why": _of_why,
        "off": _of_off,
    }[state.view](state)


def _of_network(state: State) -> dict[str, float]:
    found = seen(state)
    largest = {
        f"largest of {name}": float(stage.output.max()) for name, stage in stages_of(found).items()
    }
    return {**largest, **_shares(state, probabilities(found))}


def _shares(
    state: State, shares: Tensor, which: Tensor | None = None, suffix: str = ""
) -> dict[str, float]:
    """The probabilities of all classes, or of the five largest if there are many; or of those that
    are given.
    """
    classes = subject(state.network, state.weights).classes
    which = leading(shares) if which is None else which
    return {f"p({classes[at]}){suffix}": float(shares[at]) for at in which.tolist()}


def leading(shares: Tensor) -> Tensor:
    """The places of the classes that are shown: all ten, or the first five of a thousand."""
    return torch.arange(len(shares)) if len(shares) <= 10 else shares.topk(5).indices


def _of_map(state: State) -> dict[str, float]:
    one = summed(state)
    return {
        "bias": one.bias,
        "largest part": float(one.parts.max()),
        "largest of the sum": float(one.total.max()),
        "largest of the map": float(one.map.max()),
        "mean of the map": float(one.map.mean()),
    }


def _of_likes(state: State) -> dict[str, float]:
    first, *_, last = dreamt(state)
    return {"noise": first.value, f"after {last.step} steps": last.value}


def _of_why(state: State) -> dict[str, float]:
    found = seen(state)
    score = float(found.output[0, target(state, found)])
    sums = {f"{name}, sum": one.total for name, one in attributions(state)}
    return {"score": score, "rise of the score from black": score_rise(state), **sums}


def _of_off(state: State) -> dict[str, float]:
    before, after = (probabilities(found) for found in (seen(state), crippled(state)))
    return {
        **_shares(state, before, suffix=" before"),
        **_shares(state, after, leading(before), " after"),
    }


PRESETS = (
    Preset(
        "A 7, layer by layer",
        "Edges in the first columns, parts of strokes later; the last maps hardly look like "
        "a 7, and yet the answer is sure.",
        State(index=0),
    ),
    Preset(
        "Colour filters",
        "The weights of SimpleCNN: some of its first filters look for edges, others for colours.",
        State(network="SimpleCNN", source="picture", shown="weights", scale="unit"),
    ),
    Preset(
        "One map is a sum",
        "Every map before it gets a kernel of its own; their sum, the bias and ReLU are this map.",
        State(view="map", network="CNN 16-32", index=0, layer="conv2", unit=3),
    ),
    Preset(
        "What does it like?",
        "Nine digits of 10,000 that excite one unit most, and a picture made for it from noise.",
        State(view="likes", network="CNN 16-32", layer="conv2", unit=3),
    ),
    Preset(
        "Why this answer?",
        "Seven methods, one answer: compare where they agree.",
        State(view="why", network="CNN 16-32", index=0),
    ),
    Preset(
        "An aeroplane in a harbour?",
        "A small network sees one here. Does it rest on the sky, or on a sail? Look.",
        State(view="why", network="SimpleCNN", source="picture"),
    ),
    Preset(
        "Sanity check",
        "Below, the same with random weights: a picture that hardly changes shows the input, not "
        "what was learned.",
        State(view="why", network="CNN 16-32", index=0, compare=True),
    ),
    Preset(
        "Switch one off",
        "LeNet is sure of this 4. Without one of its six first filters it is sure of an 8.",
        State(view="off", network="LeNet", index=1024, layer="conv1", off="conv1.3"),
    ),
)
