"""What the steps of the view "Train" say, in numbers."""

import torch

from core.networks.playground.state import State, headline
from core.networks.playground.training import course_of, gone_through
from core.networks.playground.training_presets import FEW, NOISY
from core.playground.features import FEATURES
from core.playground.frames import grid
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def end(state):
    """The run at the end of a state's course."""
    return gone_through(course_of(state)).run


def percent(share):
    return f"{100 * share:.1f}"


@CLAIMS.of("A circle")
def _(state):
    assert state.hidden == "4, 2" and percent(headline(state)["test accuracy"]) == "99.2"
    assert course_of(state)[0].epochs == 40


@CLAIMS.answer("A circle")
def _(state):
    return yes(headline(state)["test accuracy"] > 0.95)


@CLAIMS.of("No hidden layer")
def _(state):
    run = end(state)
    assert round(100 * run.record().test_accuracy) == 56
    outputs = run.network[:-1](grid(9)).detach()  # before the tanh: a plane over the plane
    slopes = outputs.reshape(9, 9).diff(dim=1)
    assert torch.allclose(slopes, slopes[0, 0].expand_as(slopes), atol=1e-5)


@CLAIMS.answer("No hidden layer")
def _(state):
    return f"{100 * headline(state)['test accuracy']:.0f} %"


@CLAIMS.of("Better features")
def _(state):
    shown = headline(state)
    assert shown["training accuracy"] == shown["test accuracy"] == 1
    assert [tuple(t.shape) for t in end(state).weights] == [(1, 2), (1,)]
    (a, b), _ = end(state).weights[0][0].tolist(), 0
    assert 0.7 < a / b < 1.4  # both squares count alike


@CLAIMS.answer("Better features")
def _(state):
    return yes(headline(state)["test accuracy"] == 1)


@CLAIMS.of("XOR from a product")
def _(state):
    assert [pick.name for pick in state.features] == ["xy"] and not state.hidden
    assert headline(state)["test accuracy"] == 1


@CLAIMS.answer("XOR from a product")
def _(state):
    def accuracy(name):
        return headline(state.replace(features=(FEATURES.pick(name),)))["test accuracy"]

    return max(("x²", "xy", "sin x"), key=accuracy)


@CLAIMS.of("Three ReLU neurons")
def _(state):
    """Along the boundary there are at most six pieces: three sides, and three cut corners."""
    run = end(state)
    assert run.record().test_accuracy > 0.97
    points = grid(200)
    shares = run.outputs(points).sigmoid().reshape(200, 200)
    crossing = (shares[:, 1:] > 0.5) != (shares[:, :-1] > 0.5)
    cells = points.reshape(200, 200, 2)[:, 1:][crossing]
    patterns = {tuple(row) for row in (run.network[:1](cells) > 0).tolist()}
    assert 3 <= len(patterns) <= 6


@CLAIMS.answer("Three ReLU neurons")
def _(state):
    def solves(width):
        return headline(state.replace(hidden=str(width)))["test accuracy"] > 0.95

    return str(next(width for width in (1, 2, 3) if solves(width)))


@CLAIMS.of("The spiral")
def _(state):
    assert percent(headline(state)["test accuracy"]) == "96.8"


@CLAIMS.answer("The spiral")
def _(state):
    return yes(headline(state)["test accuracy"] > 0.95)


@CLAIMS.of("Too large a step")
def _(state):
    assert round(headline(state)["training loss"], 2) == 0.68
    assert round(headline(State())["training loss"], 2) == 0.03
    run = end(state)
    hidden = run.network[:2](run.train.x)
    assert (hidden.abs() > 0.95).float().mean() > 0.8  # flat


@CLAIMS.answer("Too large a step")
def _(state):
    slow, fast = headline(State())["training loss"], headline(state)["training loss"]
    return "Sooner" if fast < slow else "Not at all"


@CLAIMS.of("Diverged")
def _(state):
    run = end(state)
    assert run.diverged[0] == 15 and run.outputs(grid(20)).isnan().all()


@CLAIMS.answer("Diverged")
def _(state):
    return f"{end(state).diverged[0]:,}"


@CLAIMS.of("Slower at the end")
def _(state):
    assert [segment.epochs for segment in course_of(state)] == [15, 15]
    assert [segment.settings.optimizer["lr"] for segment in course_of(state)] == [1.0, 0.03]
    same = NOISY.replace(optimizer=course_of(state)[0].settings.optimizer, course="30")
    slower, fast = headline(state), headline(same)
    assert slower["training loss"] < fast["training loss"]
    assert slower["test loss"] < fast["test loss"]


@CLAIMS.answer("Slower at the end")
def _(state):
    same = NOISY.replace(optimizer=course_of(state)[0].settings.optimizer, course="30")
    return yes(headline(state)["test loss"] < headline(same)["test loss"])


@CLAIMS.of("Learned by heart")
def _(state):
    shown = headline(state)
    assert shown["training accuracy"] == 1 and len(end(state).train.x) == 50
    assert shown["test loss"] > 100 * shown["training loss"]


@CLAIMS.answer("Learned by heart")
def _(state):
    shown = headline(state)
    return "Far higher" if shown["test loss"] > 10 * shown["training loss"] else "As low"


@CLAIMS.of("Weights that cost something")
def _(state):
    shown, free = headline(state), headline(FEW)
    assert (round(shown["test loss"], 2), round(free["test loss"], 2)) == (0.21, 0.86)
    assert round(50 * shown["training accuracy"], 3) == 49
    sizes = [
        sum(t.detach().square().sum().item() for t in end(each).weights) for each in (state, FEW)
    ]
    assert sizes[0] < sizes[1] / 3


@CLAIMS.answer("Weights that cost something")
def _(state):
    with_penalty, free = headline(state)["test loss"], headline(FEW)["test loss"]
    return "Lower" if with_penalty < free else "Higher"


def entropies(state):
    points = grid(60)
    shares = end(state).outputs(points).softmax(1)
    return points, shares, -(shares * shares.clamp(min=1e-9).log()).sum(1)


@CLAIMS.of("Five classes")
def _(state):
    points, shares, entropy = entropies(state)
    two_best = shares.topk(2).values
    near = two_best[:, 0] - two_best[:, 1] < 0.1
    assert entropy[near].mean() > 2 * entropy[~near].mean() and state.map == "Entropy"
    several = near & (shares > 0.15).sum(1).ge(3)
    assert entropy[several].mean() > entropy[near & ~several].mean()


@CLAIMS.answer("Five classes")
def _(state):
    points, _, entropy = entropies(state)
    outside = points.abs().amax(1) > 5
    middle = points.norm(dim=1) < 1
    return "Where classes meet" if entropy[middle].mean() > entropy[outside].mean() else "Outside"


@CLAIMS.of("A number, not a class")
def _(state):
    assert headline(state).keys() == {"training loss", "test loss"} and state.hidden == "8, 4"
    values = end(state).outputs(torch.tensor([[-4.0, 2.5], [0.0, 2.5], [4.0, 2.5]]))[:, 0]
    assert (values.sign() == torch.tensor([1.0, -1.0, 1.0])).all()
