"""Every preset of the autograd page shows what its sentence says."""

import math

import pytest

from core.foundations.autograd.line_presets import REFUSED
from core.foundations.autograd.presets import PRESETS
from core.foundations.autograd.runs import run
from core.foundations.autograd.state import graph_run, headline, line_trace, other_run
from tests.core.claims import Claims
from tests.core.foundations.autograd import line_claims, network_claims

CLAIMS = Claims()


def products(result):
    """Of each node with one output number, whether what goes out is what came in times its local
    derivative.
    """
    return [
        math.isclose(float(step.incoming[0] * local), float(outgoing), rel_tol=1e-6)
        for step in result.steps
        for local, outgoing in zip(step.local, step.outgoing, strict=True)
        if local is not None
    ]


@CLAIMS.of("The chain rule")
def _(state):
    x = state.first
    shown = headline(state)
    assert shown["gradient of x"] == pytest.approx(3 * math.cos(x**2) * 2 * x, rel=1e-6)


@CLAIMS.answer("The chain rule")
def _(state):
    checks = products(graph_run(state))
    return "Multiplies by its derivative" if len(checks) == 3 and all(checks) else "Replaces it"


@CLAIMS.of("A neuron")
def _(state):
    shown = headline(state)
    assert shown["gradient of w"] == pytest.approx(shown["gradient of b"] * state.second)
    assert state.second == 2


@CLAIMS.answer("A neuron")
def _(state):
    shown = headline(state)
    larger = abs(shown["gradient of w"]) > abs(shown["gradient of b"])
    return "That of w" if larger else "That of b"


@CLAIMS.of("A variable used twice")
def _(state):
    result = graph_run(state)
    (leaf,) = [step for step in result.steps if result.graph.nodes[step.node].is_leaf]
    assert sorted(float(part.gradient) for part in leaf.parts) == [1, 2, 2]
    assert headline(state)["gradient of x"] == 5


@CLAIMS.answer("A variable used twice")
def _(state):
    result = graph_run(state)
    parts = [float(part.gradient) for part in result.steps[-1].parts]
    return "They are added up" if float(result.grads["x"]) == sum(parts) else "The last counts"


@CLAIMS.of("Softmax and cross-entropy")
def _(state):
    exponentials = [math.exp(each) for each in state.values]
    softmax = [each / sum(exponentials) for each in exponentials]
    grads = [headline(state)[f"gradient of {name}"] for name in "abc"]
    assert grads == pytest.approx([softmax[0] - 1, *softmax[1:]], abs=1e-6)
    assert sum(grads) == pytest.approx(0, abs=1e-6)
    assert grads[0] < 0 < min(grads[1:])  # the step goes against the gradient


@CLAIMS.answer("Softmax and cross-entropy")
def _(state):
    """Also where the right class is not the largest."""
    worse = headline(state.replace(first=-2.0))
    up = [name for name in "abc" if worse[f"gradient of {name}"] < 0]
    return "The right class" if up == ["a"] else "All of them"


@CLAIMS.of("Broadcasting, backwards")
def _(state):
    result = graph_run(state)
    step = next(
        each for each in result.steps if result.graph.nodes[each.node].kind == "MulBackward0"
    )
    assert step.incoming[0].numel() == 3 and result.grads["w"].numel() == 1


@CLAIMS.answer("Broadcasting, backwards")
def _(state):
    result = graph_run(state)
    step = next(
        each for each in result.steps if result.graph.nodes[each.node].kind == "MulBackward0"
    )
    slot = next(slot for slot, gradient in enumerate(step.outgoing) if gradient is not None)
    each = step.incoming[0] * step.local[slot][:, 0]
    same = math.isclose(float(each.sum()), float(result.grads["w"]), rel_tol=1e-6)
    return "As their sum" if same else "As their mean"


@CLAIMS.of("Another input, another graph")
def _(state):
    kinds = [
        [node.kind for node in each.graph.nodes] for each in (graph_run(state), other_run(state))
    ]
    assert kinds[0].count("MulBackward0") == 3 and kinds[1] == ["NegBackward0", "AccumulateGrad"]


@CLAIMS.answer("Another input, another graph")
def _(state):
    counts = graph_run(state).reached, other_run(state).reached
    return "No, a new one each run" if counts[0] != counts[1] else "Yes, always"


@CLAIMS.of("detach cuts the graph")
def _(state):
    (cut,) = graph_run(state).cuts
    assert cut.call == "detach" and headline(state)["gradient of x"] == state.first**2
    whole = run("y = x ** 2\nz = y * x", (state.first,))
    assert float(whole.grads["x"]) == 12 == 3 * state.first**2


@CLAIMS.answer("detach cuts the graph")
def _(state):
    return f"{headline(state)['gradient of x']:.0f}"


@CLAIMS.of("Overwritten too soon")
def _(state):
    message = graph_run(state).message
    assert "version" in message.text and "Exp" in message.text and message.cure


@CLAIMS.answer("Overwritten too soon")
def _(state):
    return "No, and PyTorch says so" if graph_run(state).message else "Yes"


CLAIMS.update(line_claims.CLAIMS | network_claims.CLAIMS)
CLAIMS.answers |= line_claims.CLAIMS.answers | network_claims.CLAIMS.answers


def test_every_preset_has_its_claim():
    assert CLAIMS.missing(PRESETS) == set()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_shows_what_it_says(preset):
    CLAIMS.check(preset)


def test_every_refusal_is_at_its_last_line():
    for preset in REFUSED:
        result = line_trace(preset.state)
        warned = [message for moment in result.moments for message in moment.warnings]
        assert warned or result.line == len(result.program.lines) - 1
