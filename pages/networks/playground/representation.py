"""The view "Representation": where each layer puts the points, and how well a linear probe does on
it.
"""

from functools import lru_cache, partial
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from core.networks.playground.figures.representing import morph_data, probe_figure
from core.networks.playground.representation import Representation, represent
from core.networks.playground.representing import Representing, stage_at
from core.networks.playground.representing_words import INTUITION, representing_sentence
from core.networks.playground.state import State
from core.networks.playground.training import Training
from core.plots.theme import Figure
from core.topics import Topic
from pages.networks.playground.networks import choose_network, run_of
from pages.ui import address, frame, widgets
from pages.ui.morph import morph


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {"seen": widgets.widget(topic, "seen", "Points")}
    return values | choose_network(topic) | address.remember(topic, "depth")


def show(topic: Topic, state: State) -> None:
    """The points from layer to layer, and the probe on each."""
    run = run_of(state.part(Training))
    if run is None:
        return
    shown = represent(run)
    stage = stage_at(state.part(Representing), shown)
    frame.sentence(representing_sentence(stage, shown))
    with frame.stays("playground.morph"):
        morph(
            "playground.morph",
            data(shown, state.seen),
            state.depth,
            partial(address.keep, topic, "depth"),
        )
    frame.picture(figure(shown), "playground.probes", "How well a linear probe does on each layer")


@lru_cache(maxsize=16)
def data(shown: Representation, part: str) -> dict[str, Any]:
    """What the component draws."""
    return morph_data(shown, part)


@lru_cache(maxsize=16)
def figure(shown: Representation) -> Figure:
    """The picture of the probes."""
    return probe_figure(shown)


def show_intuition(topic: Topic, state: State) -> None:
    """What a representation and a probe are, and what of the picture is simplified."""
    frame.prose(topic, INTUITION)
