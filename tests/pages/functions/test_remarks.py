"""What the pages of functions say where a number alone would mislead."""

import pytest

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.losses import LOSSES
from core.catalogue.predictions import SCORES
from core.catalogue.schedules import SCHEDULES
from core.functions.activations.state import State as Activations
from core.functions.losses.state import State as Losses
from core.functions.optimizers.state import RACERS
from core.functions.optimizers.state import State as Optimizers
from core.functions.optimizers.surfaces import SURFACES
from core.topics import TOPICS
from tests.visits import visited


def said(name: str, state, **more) -> str:
    """All texts of a topic's page at a state."""
    topic = TOPICS[name]
    app = visited(topic, topic.query(state) | more)
    assert not app.exception
    return "\n".join(element.value for element in [*app.markdown, *app.caption])


def scores(**arguments) -> Losses:
    return Losses(kind=SCORES.words, scores=(LOSSES.pick("CrossEntropyLoss", **arguments),))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({"ignore_index": 0}, "The mean is 0 / 0"), ({"weight0": 3.0}, "its weight cancels")],
)
def test_the_losses_page_says_what_leaves_no_number(arguments, words):
    assert words in said("losses", scores(**arguments))
    assert words not in said("losses", scores())


def test_the_optimizers_page_says_where_a_plateau_is_none():
    state = Optimizers(
        surface=SURFACES.pick("Styblinski-Tang"), schedule=SCHEDULES.pick("ReduceLROnPlateau")
    )
    assert "Set threshold_mode to abs" in said("optimizers", state)
    right = SCHEDULES.pick("ReduceLROnPlateau", threshold_mode="abs")
    assert "Set threshold_mode to abs" not in said("optimizers", state.replace(schedule=right))


def test_the_learning_rate_sweep_says_what_makes_it_too_long():
    racers = (RACERS.pick("SGD"), RACERS.pick("LBFGS", max_iter=3))
    more = {"optimizers.show": "Learning-rate sweep"}
    assert "max_iter=3 takes too long" in said(
        "optimizers", Optimizers(racers=racers, steps=200), **more
    )
    assert "takes too long" not in said("optimizers", Optimizers(racers=racers, steps=20), **more)


def test_the_activations_page_says_which_numbers_have_fewer_right_digits():
    state = Activations(functions=(ACTIVATIONS.pick("CELU"),))
    assert "constants in float32" in said("activations", state)
    assert "constants in float32" not in said("activations", Activations())
