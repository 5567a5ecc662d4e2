"""The page Landscape shows the loss around the network that stands on the page Playground."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from core.networks.landscape.own import run_at
from core.networks.playground.state import State
from core.playground.settings import Settings
from core.plots.words import plain
from core.topics import TOPICS
from tests.visits import visited

PLAYGROUND, LANDSCAPE = TOPICS["playground"], TOPICS["landscape"]


def link(state: State) -> str:
    """The address of the landscape that the playground gives, "" if none."""
    app = visited(PLAYGROUND, PLAYGROUND.query(state))
    assert not app.exception
    matches = (re.search(r"\]\((\S*/landscape\?\S+)\)", text.value) for text in app.markdown)
    return next((match[1] for match in matches if match), "")


def test_a_link_leads_from_a_network_to_the_loss_around_it():
    address = urlsplit(link(State(hidden="3 ReLU", seed=4, course="2")))
    app = visited(LANDSCAPE, parse_qs(address.query) | {"landscape.side": "11"})
    assert not app.exception and not app.warning
    said = " ".join(text.value for text in app.markdown)
    assert "**Your playground** has a loss of" in said
    run = run_at(app.session_state["landscape.playground"])
    assert run.settings == Settings(hidden="3 ReLU", seed=4) and run.epochs == 2


@pytest.mark.parametrize(
    ("setting", "name", "why"),
    [
        ("path_network", "DigitNet", "no path was kept when it was trained"),
        (
            "network",
            "MLP (3 epochs, seed 0, a1b2)",
            "is not available here: MLP 784-128-10 is used",
        ),
    ],
)
def test_a_link_to_a_network_that_is_not_shown_says_why(setting, name, why):
    view = "Training path" if setting == "path_network" else "Plane"
    query = {"view": view, setting: name, "side": "11", "path_side": "11", "digits": "50"}
    app = visited(LANDSCAPE, {f"landscape.{key}": value for key, value in query.items()})
    assert not app.exception
    (line,) = (text.value for text in app.caption if text.value.startswith("In this link"))
    assert plain(name) in line and plain(why) in line
