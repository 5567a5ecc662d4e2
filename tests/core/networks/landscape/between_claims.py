"""What the presets of the view "Between two networks" say, against networks of means."""

import torch
from torch import nn
from torch.nn import functional as F

from core.networks.landscape.between import COUNT, Between, network, result, trained
from core.networks.landscape.digits import digits
from core.networks.landscape.matching import permuted
from core.networks.landscape.state import State
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def outputs(setting: Between, weights: dict) -> torch.Tensor:
    """What a network with these weights makes of the digits."""
    model: nn.Module = network(setting.width, setting.first_seed)
    model.load_state_dict(weights)
    with torch.no_grad():
        return model(digits(COUNT, torch.float64)[0])


def pair(state: State) -> tuple[dict, dict]:
    """Both networks."""
    first = trained(state.width, state.first_seed)
    generator = torch.Generator().manual_seed(state.second_seed)
    return first, permuted(first, torch.randperm(state.width, generator=generator))


def middle_loss(state: State) -> float:
    """The loss of the network whose weights are the means of both."""
    first, second = pair(state)
    mean = {name: (first[name] + second[name]) / 2 for name in first}
    labels = digits(COUNT, torch.float64)[1]
    return F.cross_entropy(outputs(state.part(Between), mean), labels).item()


@CLAIMS.of("A network and itself, shuffled")
def _(state):
    seen, (first, second) = result(state.part(Between)), pair(state)
    apart = outputs(state.part(Between), first) - outputs(state.part(Between), second)
    assert apart.abs().max() <= 1e-9
    assert not torch.equal(first["0.weight"], second["0.weight"])
    middle = len(seen.before.losses) // 2
    assert abs(float(seen.before.losses[middle]) - middle_loss(state)) < 1e-9
    assert middle_loss(state) > 3 * seen.before.losses[0]
    assert abs(seen.after.barrier) <= 1e-9
    assert (seen.after.losses - seen.after.losses[0]).abs().max() <= 1e-9


@CLAIMS.answer("A network and itself, shuffled")
def _(state):
    return yes(middle_loss(state) <= 1.01 * result(state.part(Between)).before.losses[0])


@CLAIMS.of("Two seeds")
def _(state):
    seen = result(state.part(Between))
    first, second = trained(state.width, 0), trained(state.width, 1)
    assert not torch.allclose(first["2.bias"], second["2.bias"], atol=1e-3)
    assert seen.before.barrier > 0.3 and seen.after.barrier < 0.1 * seen.before.barrier


@CLAIMS.answer("Two seeds")
def _(state):
    seen = result(state.part(Between))
    order = 1 - seen.after.barrier / seen.before.barrier
    return "Most of it" if order > 0.7 else "About half" if order > 0.3 else "Nothing"


@CLAIMS.of("Few units")
def _(state):
    seen = result(state.part(Between))
    assert state.width == 16 and seen.after.barrier > 0.1 * seen.before.barrier
    assert seen.before.barrier > result(state.replace(width=32).part(Between)).before.barrier


@CLAIMS.answer("Few units")
def _(state):
    fewer, more = (
        result(state.replace(width=width).part(Between)).before.barrier for width in (16, 32)
    )
    return "A higher barrier" if fewer > more else "A lower barrier"
