"""What the presets of the view "Curvature" say, against torch.func.hessian."""

import warnings

import torch
from torch.func import functional_call, hessian
from torch.nn import functional as F

from core.networks.landscape.curvature import Curvature, problem_of, result
from core.networks.landscape.state import State
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def eigenvalues(state: State) -> torch.Tensor:
    """All curvatures, rising, from blocks of the Hessian that torch.func gives."""
    problem = problem_of(state.part(Curvature))
    weights = {name: value.detach() for name, value in problem.model.named_parameters()}

    def loss(weights):
        return F.mse_loss(functional_call(problem.model, weights, (problem.x,)), problem.targets)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # torch's own, of what it imports
        blocks = hessian(loss)(weights)
    rows = [
        torch.cat([blocks[a][b].reshape(weights[a].numel(), -1) for b in weights], dim=1)
        for a in weights
    ]
    return torch.linalg.eigvalsh(torch.cat(rows))


@CLAIMS.of("Ten products instead of a matrix")
def _(state):
    exact, seen = eigenvalues(state), result(state.part(Curvature))
    assert len(exact) == seen.count == 25 and len(seen.ritz) == 10
    assert torch.allclose(exact, seen.exact, atol=1e-12)
    assert abs(seen.ritz[-1] - exact[-1]) < 1e-7 * exact[-1]


@CLAIMS.answer("Ten products instead of a matrix")
def _(state):
    exact, seen = eigenvalues(state), result(state.part(Curvature))
    near = (seen.largest - exact[-1]).abs() < 1e-7 * exact[-1]
    return next(answer for answer in ("10", "25", "625") if near[min(int(answer), 25) - 1])


@CLAIMS.of("No bowl at first")
def _(state):
    assert state.trained_for == 0 and int((eigenvalues(state) < 0).sum()) == 11


@CLAIMS.answer("No bowl at first")
def _(state):
    return yes(bool((eigenvalues(state) >= 0).all()))


@CLAIMS.of("After the training")
def _(state):
    before, after = eigenvalues(state.replace(trained_for=0)), eigenvalues(state)
    assert (after < 0).sum() < (before < 0).sum()
    assert after[0].abs() < before[0].abs() / 100


@CLAIMS.answer("After the training")
def _(state):
    before, after = eigenvalues(state.replace(trained_for=0)), eigenvalues(state)
    return "Almost nothing is left" if after[0] > before[0] / 50 else "They grew"


@CLAIMS.of("A few large, the rest near 0")
def _(state):
    seen = result(state.part(Curvature))
    assert seen.count == 196 * 32 + 32 + 32 * 32 + 32 + 32 * 10 + 10 == 7690
    assert seen.known > 3 and share_below(seen, 0.05 * seen.known) > 0.9
    assert (seen.ritz > 0.5 * seen.known).sum() > 3


@CLAIMS.answer("A few large, the rest near 0")
def _(state):
    seen = result(state.part(Curvature))
    few = share_below(seen, 0.05 * seen.known) > 0.9
    return "A few large, most near 0" if few else "Evenly"


def share_below(seen, value: float) -> float:
    """The share of the estimated density that is between -value and value."""
    inside = seen.axis.abs() <= value
    return float(seen.spread[inside].sum() / seen.spread.sum())
