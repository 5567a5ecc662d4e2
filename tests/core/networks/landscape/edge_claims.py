"""What the presets of the view "Edge of stability" say."""

import torch
from torch.nn import functional as F

from core.data import datasets
from core.networks.landscape.digits import drawn_perceptron, pooled
from core.networks.landscape.edge import SIZES, Edge, Run, result
from core.networks.landscape.state import State
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def runs(state: State) -> tuple[Run, ...]:
    return result(state.part(Edge)).runs


def within(run: Run, limit: float) -> bool:
    """Whether the last third is at this limit."""
    return abs(float(run.last_third.mean()) / limit - 1) <= 0.05


def losses_of(setting: Edge, steps: int) -> list[float]:
    """The first losses, from a plain loop over torch.optim."""
    data = datasets.load("MNIST")
    x = pooled(data.train_images[: setting.examples], torch.float32)
    targets = F.one_hot(data.train_labels[: setting.examples], 10).float()
    model = drawn_perceptron(SIZES, torch.nn.Tanh, setting.seed, torch.float32)
    (rate,) = setting.rates
    optimizer = torch.optim.SGD(model.parameters(), float(rate), momentum=setting.momentum)
    losses = []
    for _ in range(steps):
        loss = 5 * F.mse_loss(model(x), targets)  # of ten outputs; half of it
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@CLAIMS.of("It climbs, and stays")
def _(state):
    for run in runs(state):
        assert within(run, 2 / run.rate) and run.sharpness[0] < 0.7 * run.limit
    means = [float(run.last_third.mean()) for run in runs(state)]
    assert means == sorted(means, reverse=True)


@CLAIMS.answer("It climbs, and stays")
def _(state):
    ends = {"At 1 / lr": 1.0, "At 2 / lr": 2.0}
    (answer,) = (
        name
        for name, end in ends.items()
        if all(within(run, end / run.rate) for run in runs(state))
    )
    return answer


@CLAIMS.of("Up and down, and still down")
def _(state):
    (run,) = runs(state)
    above = run.at[run.sharpness > 2 / run.rate]
    assert 350 <= above[0] <= 450 and run.rises > 100
    assert run.losses[-1] < 0.8 * run.losses[400]
    plain = torch.tensor(losses_of(state.part(Edge), 30)).double()
    assert torch.allclose(plain, run.losses[:30], rtol=1e-4)


@CLAIMS.answer("Up and down, and still down")
def _(state):
    (run,) = runs(state)
    return yes(bool((run.losses.diff() < 0).all()))


@CLAIMS.of("Far from the edge")
def _(state):
    (run,) = runs(state)
    assert run.limit == 20 and run.rises == 0 and bool((run.losses.diff() < 0).all())
    assert bool((run.sharpness[1:].diff() > -0.01).all())


@CLAIMS.answer("Far from the edge")
def _(state):
    (run,) = runs(state)
    return "Not there yet" if run.sharpness.max() < 0.5 * run.limit else "At the edge as well"


@CLAIMS.of("Momentum moves the edge")
def _(state):
    (run,) = runs(state)
    assert run.limit == 2 * (1 + state.momentum) / run.rate == 7.5
    assert within(run, 7.5)


@CLAIMS.answer("Momentum moves the edge")
def _(state):
    (run,) = runs(state)
    ends = {"At 2.5": 2.5, "At 5": 5.0, "At 7.5": 7.5}
    return min(ends, key=lambda name: abs(ends[name] - float(run.last_third.mean())))
