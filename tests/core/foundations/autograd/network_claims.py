"""Every preset of the views "Network" and "Questions" shows what its sentence says."""

import pytest
import torch

from core.foundations.autograd.backward import backward_steps
from core.foundations.autograd.graph import walk
from core.foundations.autograd.modules import module_graph
from core.foundations.autograd.network_presets import (
    FIND,
    FORGET,
    KNOW,
    MEET,
    REGISTER,
)
from core.foundations.autograd.questions import output
from core.foundations.autograd.state import headline
from tests.core.claims import Claims, yes

CLAIMS = Claims()


@CLAIMS.of("A network's graph")
def _(state):
    shown = headline(state)
    layers = module_graph("LeNet").kinds
    assert (shown["nodes"], shown["leaves"], len(layers)) == (26, 10, 5)


@CLAIMS.answer("A network's graph")
def _(state):
    return str(headline(state)["leaves"])


@CLAIMS.of("Eleven million weights")
def _(state):
    shown = headline(state)
    assert shown["parameters"] == pytest.approx(11.7e6, rel=0.01) and shown["leaves"] == 62


@CLAIMS.answer("Eleven million weights")
def _(state):
    return str(headline(state)["nodes"])


def sums():
    """The two gradients that go on from an addition, and the one that came."""
    x = torch.tensor(3.0, requires_grad=True)
    y = x**2 + x
    step = backward_steps(y, walk([y.grad_fn]))[0]
    return (*step.outgoing, *step.incoming)


@CLAIMS.of("A skip connection")
def _(state):
    result = module_graph(state.network)
    inside = [
        index for index, owners in enumerate(result.owners) if owners == ("layer1", "layer1.0")
    ]
    (addition,) = inside
    assert result.graph.nodes[addition].kind == "AddBackward0"
    assert len(result.graph.outgoing(addition)) == 2
    assert set(state.opened) == {"layer1", "layer1.0"} and len(set(map(float, sums()))) == 1


@CLAIMS.answer("A skip connection")
def _(state):
    first, second, came = map(float, sums())
    return "All of the gradient" if first == second == came else "Half of the gradient"


@CLAIMS.of(FIND)
def _(state):
    assert sum("AccumulateGrad holds" in line for line in output(FIND)) == 2


@CLAIMS.answer(FIND)
def _(state):
    first = output(FIND)[0]
    return "It walks back from the loss" if first == "SumBackward0" else "It asks the model"


@CLAIMS.of(KNOW)
def _(state):
    assert headline(state)["weight after"] == pytest.approx(2 - 0.1 * 3)


@CLAIMS.answer(KNOW)
def _(state):
    return yes(headline(state)["new weight after"] != 7)


@CLAIMS.of(MEET)
def _(state):
    shown = headline(state)
    assert shown["after a step with our own gradient"] == pytest.approx(1.6 - 0.1 * 10)


@CLAIMS.answer(MEET)
def _(state):
    shown = headline(state)
    return yes(shown["after a step with our own gradient"] != shown["after a step"])


@CLAIMS.of(FORGET)
def _(state):
    shown = headline(state)
    weights = [shown[f"with: weight {step}"] for step in (1, 2, 3, 4)]
    assert weights == sorted(weights, reverse=True) and weights[-1] > 0


@CLAIMS.answer(FORGET)
def _(state):
    return "No, it overshoots" if headline(state)["without: weight 2"] < 0 else "Yes"


@CLAIMS.of(REGISTER)
def _(state):
    assert headline(state) == {"registered numbers": 25, "numbers hidden in the list": 16}


@CLAIMS.answer(REGISTER)
def _(state):
    return yes(any(line.startswith("hidden") for line in output(REGISTER)))
