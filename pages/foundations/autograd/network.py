"""The view "Network": the graph of a whole network, module by module."""

from functools import lru_cache
from typing import Any

from core.foundations.autograd.figures.modules import module_picture
from core.foundations.autograd.modules import module_graph, toggled
from core.foundations.autograd.predictions import leaves_question
from core.foundations.autograd.state import State
from core.foundations.autograd.words import NETWORK_EXPLANATION, network_sentence
from core.plots.graphs import GraphPicture
from core.topics import TOPICS, Topic
from pages.ui import address, frame, graphs, predict, widgets

TOPIC = TOPICS["autograd"]
KEY = "autograd.modules"


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    labels = {"network": "Network", "unfolded": "Show all nodes"}
    return {name: widgets.widget(topic, name, label) for name, label in labels.items()}


def show(state: State) -> None:
    """The graph; a click opens a module or closes it."""
    network = module_graph(state.network)
    question = leaves_question(state.network, network)
    if not predict.hides(TOPIC, question, "leaves"):
        frame.sentence(network_sentence(state.network, network))

    def clicked(name: str) -> None:
        address.keep(TOPIC, "opened", toggled(network, state.opened, name))

    with frame.room(KEY):
        graphs.graph(KEY, picture(state.network, opened(state)), 0, lambda step: None, clicked)


def opened(state: State) -> tuple[str, ...]:
    """The modules whose nodes are seen."""
    return tuple(module_graph(state.network).kinds) if state.unfolded else state.opened


@lru_cache(maxsize=32)
def picture(name: str, opened: tuple[str, ...]) -> GraphPicture:
    """The drawing of a network."""
    return module_picture(module_graph(name), opened, name)


def explain(state: State) -> None:
    """How to read the graph of a network."""
    frame.prose(TOPIC, NETWORK_EXPLANATION)


SECTIONS = {"Explanation": explain}
