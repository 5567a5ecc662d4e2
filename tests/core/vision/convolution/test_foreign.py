"""An entry that nobody thought of works in every view that offers it; so does a network."""

from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.models.zoo import MODELS
from core.topics import TOPICS
from core.vision.convolution.kernels import KERNELS, weights
from core.vision.convolution.mixing import FILTERS
from core.vision.convolution.receptive import Stack, measured, receptive_field_at
from core.vision.convolution.script import write_script
from core.vision.convolution.state import (
    CHANNELS,
    NUMBER,
    POOLING,
    RECEPTIVE,
    State,
    headline,
)
from core.vision.convolution.state import (
    KERNELS as KERNELS_VIEW,
)
from core.vision.convolution.steps import Field, fields
from tests.foreign.convolution import ENTRIES
from tests.printed import numbers
from tests.test_scripts import run
from tests.visits import visited

TOPIC = TOPICS["convolution"]
SETTINGS = {"activation": "after", "kernel": "kernel", "filters": "filters", "pooling": "pool"}
SEEN_IN = {
    "activation": (KERNELS_VIEW, NUMBER, CHANNELS),
    "kernel": (KERNELS_VIEW, NUMBER),
    "filters": (CHANNELS,),
    "pooling": (POOLING,),
}
CASES = [(*entry, view) for entry in ENTRIES for view in SEEN_IN[entry[0].kind]]


@pytest.fixture
def state(request, monkeypatch):
    registry, name, choice, view = request.param
    monkeypatch.setitem(registry, name, choice)
    arguments = {key: spec.default for key, spec in choice.parameters.items()}
    key, low = next((k, s.low) for k, s in choice.parameters.items() if hasattr(s, "low"))
    pick = registry.pick(name, **arguments | {key: low})
    digit = {"source": "test digit", "index": 3}
    return State(view=view, **digit, **{SETTINGS[registry.kind]: pick})


def case(value):
    return f"{value[1]}, {value[3]}"


@pytest.mark.parametrize("state", CASES, ids=case, indirect=True)
def test_an_entry_is_on_the_page_in_the_link_and_in_the_code(state, tmp_path, monkeypatch):
    assert State.from_query(state.query()) == state
    shown = headline(state)
    assert numbers(run(write_script(state), tmp_path, monkeypatch)) == pytest.approx(
        shown, rel=1e-6
    )
    app = visited(TOPIC, TOPIC.query(state))
    assert not app.exception and not app.warning and not app.error


class Modern(nn.Module):
    """GELU and layer norms, one of which holds to the size of the picture."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 5, 4, stride=2, padding=1, bias=False)
        self.norm = nn.LayerNorm([5, 14, 14])
        self.conv = nn.Conv2d(5, 7, 3, padding=1)
        self.output = nn.Linear(7, 10)

    def forward(self, x):
        x = F.gelu(self.norm(self.stem(x)))
        return self.output(F.gelu(self.conv(x)).mean((2, 3)))


class Coloured(Modern):
    """The same for colours."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 5, 4, stride=2, padding=1, bias=False)
        self.norm = nn.LayerNorm([5, 16, 16])


@pytest.fixture
def networks(monkeypatch):
    like = {"Modern": (Modern, MODELS["LeNet"]), "Coloured": (Coloured, MODELS["SimpleCNN"])}
    for name, (build, usual) in like.items():
        monkeypatch.setitem(MODELS, name, replace(usual, build=build, code=build.__name__))
    modern = Modern().eval()
    monkeypatch.setattr("core.training.store.load", lambda name: modern)
    weights.cache_clear()
    return modern


def test_a_network_is_in_the_receptive_fields(networks, tmp_path, monkeypatch):
    expected = (Field(0, 1, 1), Field(-1, 2, 4), Field(-3, 2, 8))
    for name in ("Modern", "Coloured"):
        stack = Stack(network=name)
        assert fields(stack.steps) == measured(stack) == expected
    assert receptive_field_at(Stack(network="Modern"), torch.zeros(28, 28), 3, 3).heat.max() == 1
    state = State(view=RECEPTIVE, network="Modern", source="test digit")
    assert State.from_query(state.query()) == state
    shown = headline(state)
    assert numbers(run(write_script(state), tmp_path, monkeypatch)) == pytest.approx(shown)
    app = visited(TOPIC, TOPIC.query(state))
    assert not app.exception and not app.error


def test_the_kernels_and_filters_of_a_network_are_offered(networks):
    kernel = KERNELS.pick("Modern", filter=4)
    assert KERNELS["Modern"].parameters["filter"].high == 4
    assert torch.allclose(weights(kernel, ""), networks.stem.weight[4, 0], rtol=1e-5)
    assert "Coloured" in FILTERS and "Coloured" not in KERNELS and "Modern" not in FILTERS


def test_a_network_that_is_not_trained_is_the_reader_s_mistake(networks, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setitem(MODELS, "Coloured", replace(MODELS["SimpleCNN"], build=Coloured))
    state = State(view=CHANNELS, filters=FILTERS.pick("Coloured"))
    app = visited(TOPIC, TOPIC.query(state))
    assert not app.exception and "Coloured" in " ".join(
        error.value for error in [*app.error, *app.warning]
    )
