"""Which network looks at which picture, and what each of its steps makes of it.

The settings are small configs of their own: each is the key under which what depends on it is kept.
"""

from dataclasses import dataclass
from functools import lru_cache

from torch import Tensor

from core.data import inputs
from core.data.inputs import Input
from core.models.stages import Stage, Trace
from core.models.tracing import trace
from core.registry import Config, Options, Range, Text, setting, unknown
from core.training import store
from core.vision.feature_maps import subjects
from core.vision.feature_maps.subjects import WEIGHTS, subject

AUTOMATIC = "Automatic"
"""The layer that is shown unless one is chosen."""

LEAST_SIDE = 5
"""Cells of a map's side from which on it tells where in the picture something is."""

TEST_PICTURE = "test picture"
"""The source that takes pictures from the test set of the network's own data set."""

SOURCES = (*inputs.SOURCES, TEST_PICTURE)

TIMED = 1e8
"""Multiply-adds from which on the times of a network's steps say something: those of a smaller one
are shorter than they differ from run to run.
"""


@dataclass(frozen=True)
class NetworkChoice(Config):
    """A network. Only the form of its name is checked: networks come and go on the disk."""

    network: str = setting(
        Text(
            "DigitNet",
            store.LONGEST_NAME,
            subjects.check_name,
            ("LeNet", "CNN 16-32", "MLP 784-128-10", "SimpleCNN"),
            names=True,
        )
    )
    weights: str = setting(
        Options(WEIGHTS, "trained", labels={name: name.capitalize() for name in WEIGHTS})
    )


@dataclass(frozen=True)
class LayerChoice(NetworkChoice):
    """One of its layers, by the name of the module with its weights."""

    layer: str = setting(Text(AUTOMATIC, 60, None, ("conv1", "conv2", "output"), names=True))


@dataclass(frozen=True)
class UnitChoice(LayerChoice):
    """One of the units of the layer: a channel of a convolution or a neuron of a linear layer."""

    unit: int = setting(Range(0, 999, 0, 1, names=True))


@dataclass(frozen=True)
class PictureChoice(NetworkChoice, Input):
    """A network and the picture that it looks at.

    Args:
        label: the class of a TEST_PICTURE; empty for the first.
        number: which of the test pictures of this class, from 1 on.
    """

    source: str = setting(
        Options(
            SOURCES,
            "test digit",
            labels={**inputs.SOURCE_LABELS, TEST_PICTURE: "Test picture"},
        )
    )
    label: str = setting(Text("", 80, None, ("frog", "3"), names=True))
    number: int = setting(Range(1, 100, 1, 1, names=True))


def picture(choice: PictureChoice) -> Tensor:
    """The picture as it was chosen, (C, H, W) uint8.

    Raises:
        ValueError: it is not there.
    """
    return test_picture(choice) if choice.source == TEST_PICTURE else inputs.image(choice)


def test_picture(choice: PictureChoice) -> Tensor:
    """A picture of the network's own test set by its class and its number from 1 on, (C, H, W)
    uint8.
    """
    network = subject(choice.network, choice.weights)
    label = choice.label or network.classes[0]
    if label not in network.classes:
        raise ValueError(unknown("label", label, network.classes))
    gallery = network.gallery()
    # a folder of a reader's own may hold some of the classes only
    known = label in gallery.classes
    rows = (gallery.labels == gallery.classes.index(label)).nonzero() if known else ()
    if choice.number > len(rows):
        raise ValueError(
            f"number={choice.number} must be at most {len(rows)}, the number of test pictures of "
            f"{label!r} here"
        )
    return gallery.images[int(rows[choice.number - 1])]


def prepared(choice: PictureChoice) -> Tensor:
    """The picture as the network's input before it is normalised, (C, H, W) uint8."""
    network = subject(choice.network, choice.weights)
    return network.fit(picture(choice), choice.source == "photo")


def network_input(choice: PictureChoice) -> Tensor:
    """What goes into the network, (1, C, H, W)."""
    return subject(choice.network, choice.weights).normalise(prepared(choice)[None])


def captured(choice: PictureChoice) -> Trace:
    """All that the network makes of the picture."""
    choice = choice.part(PictureChoice)
    is_timed = anatomy(choice.network, choice.weights).multiply_adds >= TIMED
    return (_of_heavy if is_timed else _of_light)(choice)


def _captured(choice: PictureChoice) -> Trace:
    return trace(subject(choice.network, choice.weights).model, network_input(choice))


_of_light = lru_cache(maxsize=64)(_captured)
_of_heavy = lru_cache(maxsize=4)(_captured)  # one of ResNet-18 has 60 MB


@lru_cache(maxsize=4)
def anatomy(network: str, weights: str) -> Trace:
    """What a network makes of a black picture: which layers there are, with nothing chosen or drawn
    yet.
    """
    chosen = subject(network, weights)
    return trace(chosen.model, chosen.black)


def layer_name(choice: LayerChoice, run: Trace) -> str:
    """The chosen layer, or the last one whose maps are large enough to tell where.

    Raises:
        ValueError: the network has no such layer.
    """
    names = run.weighted()
    if choice.layer != AUTOMATIC:
        run.index(choice.layer)
        return choice.layer
    large = [name for name in names if run.end(name).output.shape[2:].numel() >= LEAST_SIDE**2]
    return (large or names[:1])[-1]


def unit_index(choice: UnitChoice, run: Trace) -> int:
    """The chosen unit of the chosen layer.

    Raises:
        ValueError: the layer has fewer.
    """
    name = layer_name(choice, run)
    count = run.end(name).output.shape[1]
    if choice.unit >= count:
        raise ValueError(
            f"unit={choice.unit} must be a whole number from 0 to {count - 1} in {name}"
        )
    return choice.unit


def source_layer(run: Trace, name: str) -> str:
    """The layer whose output a layer takes; empty if that is the picture."""
    index = run.stage(name).inputs[0]
    while index and not run.stages[index].has_units:
        index = run.stages[index].inputs[0]
    return run.stages[index].name if index else ""


def shown_stages(run: Trace) -> dict[str, Stage]:
    """For each column the stage whose maps it shows, by the name of its layer."""
    return {layer.name: run.stages[layer.end] for layer in run.layers()[1:]}
