"""What the steps of the view "Break it" say, in numbers."""

import math

import torch
from torch import nn

from core.networks.playground.breaking import Breaking, breaking_headline, comparison
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def both(state):
    return comparison(state.part(Breaking))


def shown(state):
    return breaking_headline(state.part(Breaking))


@CLAIMS.of("Two softmaxes")
def _(state):
    floor = shown(state)["broken, floor of the loss"]
    assert abs(floor - math.log(1 + 9 / math.e)) < 1e-9 and f"{floor:.4f}" == "1.4612"
    assert both(state).broken.losses.min() > floor


@CLAIMS.answer("Two softmaxes")
def _(state):
    return f"{nn.functional.cross_entropy(torch.eye(10), torch.arange(10)).item():.2f}"


@CLAIMS.of("A column against a row")
def _(state):
    assert (torch.zeros(100, 1) - torch.zeros(100)).shape == (100, 100)
    assert len(both(state).points) == 200  # half of them are trained on


@CLAIMS.answer("A column against a row")
def _(state):
    run = both(state)
    mean = run.points.targets[:100].mean()
    return "Their mean" if (run.broken.shades - mean).abs().max() < 0.2 else "The targets"


@CLAIMS.of("A perfect loss")
def _(state):
    assert shown(state)["broken, largest gradient"] == 0 == both(state).broken.losses.abs().max()


@CLAIMS.answer("A perfect loss")
def _(state):
    return yes(shown(state)["broken, accuracy in the test"] > 0.9)


@CLAIMS.of("Gradients that add up")
def _(state):
    rises = shown(state)["broken, steps on which the loss rose"] / 150
    assert 0.4 < rises < 0.6


@CLAIMS.answer("Gradients that add up")
def _(state):
    changes = both(state).broken.losses[-75:].diff()
    return "It swings" if (changes > 0).any() and (changes < 0).any() else "It falls"


@CLAIMS.of("All weights at 0")
def _(state):
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    for parameter in model.parameters():
        nn.init.zeros_(parameter)
    nn.functional.softplus(model(torch.randn(10, 2)) + 1).mean().backward()
    moved = [name for name, parameter in model.named_parameters() if parameter.grad.any()]
    assert moved == ["2.bias"]


@CLAIMS.answer("All weights at 0")
def _(state):
    shades = both(state).broken.shades
    return "Only a constant" if shades.max() == shades.min() else "The same as any other"


@CLAIMS.of("Layers without a bend")
def _(state):
    assert shown(state)["broken, accuracy in the test"] < 0.7


@CLAIMS.answer("Layers without a bend")
def _(state):
    slopes = both(state).broken.shades.logit().diff(dim=1)
    return "A straight line" if (slopes - slopes.mean()).abs().max() < 1e-3 else "A curve"


@CLAIMS.of("A hundred times too large")
def _(state):
    numbers = shown(state)
    assert numbers["broken, learning rate"] == 5
    assert f"{numbers['right, 2 / largest curvature']:.2f}" == "0.25"
    errors = both(state).broken.losses[:5]
    assert (errors.diff() > 0).all()


@CLAIMS.answer("A hundred times too large")
def _(state):
    return "It becomes NaN" if math.isnan(shown(state)["broken, loss"]) else "It swings"


@CLAIMS.of("Labels in the old order")
def _(state):
    losses = both(state).broken.losses
    assert losses[-1] < losses[0] - 0.1


@CLAIMS.answer("Labels in the old order")
def _(state):
    share = shown(state)["broken, accuracy in the test"]
    nearest = min((50, 75, 100), key=lambda percent: abs(percent - 100 * share))
    return f"About {nearest} %"


@CLAIMS.of("Millimetres and kilometres")
def _(state):
    assert shown(state)["broken, accuracy in the test"] < 0.75


@CLAIMS.answer("Millimetres and kilometres")
def _(state):
    shades = both(state).broken.shades
    x, y = (shades.std(dim=dim).max() for dim in (1, 0))
    return "The large one" if y < 0.01 < x else "Both"


@CLAIMS.of("Another answer each time")
def _(state):
    run = both(state)
    assert torch.equal(run.right.losses, run.broken.losses)


@CLAIMS.answer("Another answer each time")
def _(state):
    return yes(shown(state)["broken, share of answers that differ the second time"] == 0)


@CLAIMS.of("Layers in a list")
def _(state):
    assert shown(state)["right, parameters that are trained"] == 37
    assert sum(parameter.numel() for parameter in nn.Linear(4, 1).parameters()) == 5


@CLAIMS.answer("Layers in a list")
def _(state):
    return str(shown(state)["broken, parameters that are trained"])


@CLAIMS.of("Too good to be true")
def _(state):
    numbers = shown(state)
    name = "accuracy on its own test points"
    assert numbers[f"broken, {name}"] > numbers[f"right, {name}"] + 0.2


@CLAIMS.answer("Too good to be true")
def _(state):
    numbers = shown(state)
    return yes(
        numbers["broken, accuracy in the test"] > numbers["right, accuracy in the test"] + 0.02
    )


@CLAIMS.of("A loss below 0")
def _(state):
    losses = both(state).broken.losses
    assert losses[-1] < -100 and (losses.diff() < 0).all()


@CLAIMS.answer("A loss below 0")
def _(state):
    return yes(both(state).broken.test > both(state).right.test)


@CLAIMS.of("One example left over")
def _(state):
    assert 101 % 20 == 1 and "more than 1 value" in both(state).broken.text


@CLAIMS.answer("One example left over")
def _(state):
    return "An error" if both(state).broken.kind == "ValueError" else "Nothing special"
