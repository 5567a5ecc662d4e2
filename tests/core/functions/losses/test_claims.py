"""Every preset of the losses page shows what its sentence says."""

import math

import pytest
import torch

from core.functions.losses.curves import at_prediction, graphs, kind_of
from core.functions.losses.figures.curves import curves_figure
from core.functions.losses.figures.surfaces import above_figure
from core.functions.losses.presets import PRESETS
from core.functions.losses.state import State, headline
from core.functions.losses.surfaces import Descent, descent, fitted, grid, problem
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def path_of(state: State) -> Descent:
    return descent(problem(state), state.start, state.lr, state.steps)


@CLAIMS.of("Three ways to measure an error")
def _(state):
    single, double = headline(state), headline(state.replace(x=5.0))
    assert (single["MSELoss"], single["L1Loss"], single["HuberLoss"]) == (4, 2, 1.5)
    assert double["MSELoss"] == 4 * single["MSELoss"] and double["L1Loss"] == 2 * single["L1Loss"]
    near = headline(state.replace(x=1.5))
    assert near["HuberLoss gradient"] == near["MSELoss gradient"] / 2 < 1
    assert single["HuberLoss gradient"] == double["HuberLoss gradient"] == 1


@CLAIMS.answer("Three ways to measure an error")
def _(state):
    once, twice = (headline(state.replace(x=state.y + error)) for error in (2.0, 4.0))
    return f"{twice['MSELoss'] / once['MSELoss']:g} times"


@CLAIMS.of("A soft target")
def _(state):
    shown, best = headline(state), headline(state.replace(p=state.t))
    assert shown["KLDivLoss gradient"] == pytest.approx(shown["BCELoss gradient"])
    assert best["KLDivLoss"] == pytest.approx(0, abs=1e-12) and best["BCELoss"] > 0.5


@CLAIMS.answer("A soft target")
def _(state):
    return yes(headline(state.replace(p=state.t))["BCELoss"] == 0)


@CLAIMS.of("Label smoothing")
def _(state):
    """And the rise is seen: at least 30 of the picture's pixels."""
    (smoothed,) = graphs(state)
    lowest = int(smoothed.values.argmin())
    assert float(smoothed.x[lowest]) == pytest.approx(1.7, abs=0.05)
    assert headline(state)["CrossEntropyLoss gradient"] > 0.2
    figure = curves_figure(kind_of(state), ["CrossEntropyLoss"], [smoothed], at_prediction(state))
    low, high = figure.layout.yaxis.range
    share = float(smoothed.values[-1] - smoothed.values[lowest]) / (high - low)
    domain = figure.layout.yaxis.domain
    assert share * (domain[1] - domain[0]) * (figure.layout.height - 80) > 30
    (plain,) = graphs(state.replace(scores=("CrossEntropyLoss",)))
    assert (plain.values.diff() < 0).all()


@CLAIMS.of("A line through seven points")
def _(state):
    """Steep is w, and the valley runs along b."""
    assert len(problem(state).points) == 7
    points, end = path_of(state).points, path_of(state).points[-1]
    left = ((points[5] - end) / (points[0] - end)).abs()
    assert left[0] < 0.1 < 0.5 < left[1]
    arrow = above_figure(fitted(state)).layout.annotations[0]
    shown = torch.tensor([arrow.x - arrow.ax, arrow.y - arrow.ay], dtype=torch.float64)
    gradient = path_of(state).gradient
    assert float(shown @ gradient) == pytest.approx(-float(shown.norm() * gradient.norm()))


@CLAIMS.answer("A line through seven points")
def _(state):
    points = path_of(state).points
    fallen = (points[1] - points[-1]).abs() / (points[0] - points[-1]).abs()
    along_w, along_b = (grid(problem(state)).z.diff(2, dim=axis).mean() for axis in (1, 0))
    steep = int(along_b > along_w)
    return "Down the steep side" if fallen[steep] < fallen[1 - steep] else "Along the valley"


@CLAIMS.of("Too large a learning rate")
def _(state):
    path, surface = path_of(state), grid(problem(state))
    assert (path.values.diff() > 0).all() and path.values[-1] > 10 * path.values[0]
    w = path.points[:, 0] - path_of(state.replace(lr=0.1, steps=200)).points[-1, 0]
    assert (w[1:] * w[:-1] < 0).all()  # on the other side
    along_w, along_b = (surface.z.diff(2, dim=axis).mean() for axis in (1, 0))
    assert along_w > 2 * along_b > 0


@CLAIMS.of("Perfectly separable")
def _(state):
    half, whole = headline(state.replace(steps=100)), headline(state)
    more = descent(problem(state), state.start, state.lr, 2000)
    losses = [half["loss at the end"], whole["loss at the end"], float(more.values[-1])]
    weights = [half["w at the end"], whole["w at the end"], float(more.points[-1, 0])]
    assert losses == sorted(losses, reverse=True) and weights == sorted(weights)
    x, y = problem(state).data
    w, b = path_of(state).points[-1]
    assert torch.equal((w * x + b > 0).double(), y)


@CLAIMS.answer("Perfectly separable")
def _(state):
    losses = [descent(problem(state), state.start, state.lr, 10**k).values[-1] for k in (1, 2, 3)]
    return "There is none" if losses[0] > losses[1] > losses[2] > 0 else "In the middle"


@CLAIMS.of("MSELoss of a sigmoid")
def _(state):
    wrong = headline(state)
    assert state.steps == 60 and wrong["loss at the end"] > 0.9 * wrong["loss"]
    right = headline(state.replace(class_loss="BCEWithLogitsLoss", steps=5))
    assert wrong["w at the end"] < -1 < 1 < right["w at the end"]
    assert right["loss at the end"] < 0.2 * right["loss"]


@CLAIMS.answer("MSELoss of a sigmoid")
def _(state):
    learns = headline(state)["loss at the end"] < 0.5 * headline(state)["loss"]
    return "Fast: the error is large" if learns else "Hardly at all"


@CLAIMS.of("Two valleys and a saddle")
def _(state):
    """The saddle is where both weights are 0."""
    task, values = problem(state), path_of(state).values
    w1, w2 = path_of(state).points[-1]
    x, _ = task.data
    assert torch.equal(task.function(x, w1, w2), task.function(x, -w1, -w2))
    saddle = descent(task, (0.0, 0.0), 0.1, 1).values
    assert saddle[0] == saddle[1]
    near = (values - saddle[0]).abs() < 0.05
    assert int(near.sum()) == pytest.approx(25, abs=3)
    assert values[0] > 5 * saddle[0] and values[-1] < 0.05 * saddle[0]


@CLAIMS.answer("Two valleys and a saddle")
def _(state):
    starts = [(w1, w2) for w1 in (-1.5, 1.5) for w2 in (-2.0, 2.0)]
    ends = {
        tuple(round(float(w), 1) for w in descent(problem(state), start, 0.03, 2000).points[-1])
        for start in starts
    }
    return {1: "One", 2: "Two", 4: "Four"}[len(ends)]


@CLAIMS.of("An outlier")
def _(state):
    far, near = headline(state), headline(state.replace(outlier_y=3.0))
    assert abs(near["MSELoss w"] - far["MSELoss w"]) > 0.5
    for loss in ("L1Loss", "HuberLoss"):
        for parameter in "wb":
            name = f"{loss} {parameter}"
            assert near[name] == pytest.approx(far[name], abs=1e-3)


@CLAIMS.answer("An outlier")
def _(state):
    far, near = headline(state), headline(state.replace(outlier_y=3.0))
    losses = ("MSELoss", "L1Loss", "HuberLoss")
    return max(losses, key=lambda name: abs(near[f"{name} w"] - far[f"{name} w"]))


@CLAIMS.of("The gradient is p − y")
def _(state):
    shown = headline(state)
    target = [float(index == state.truth) for index in range(3)]
    for index in range(3):
        gap = shown[f"p{index}"] - target[index]
        assert shown[f"gradient {index}"] == pytest.approx(gap, abs=1e-12)


@CLAIMS.answer("The gradient is p − y")
def _(state):
    p = torch.softmax(torch.tensor(state.logits, dtype=torch.float64), 0)
    y = torch.eye(3, dtype=torch.float64)[state.truth]
    gradient = torch.tensor([headline(state)[f"gradient {index}"] for index in range(3)])
    candidates = {"p − y": p - y, "log p": p.log(), "1 / p": 1 / p}
    (right,) = (name for name, each in candidates.items() if torch.allclose(each.float(), gradient))
    return right


@CLAIMS.of("Where the logarithm breaks")
def _(state):
    shown, naive = headline(state), "log(exp(z) / sum(exp(z))) in float32"
    assert state.size == 60 and shown[f"{naive}, loss"] == pytest.approx(60)
    assert shown[f"{naive}, gradient"] == 0
    assert shown["log_softmax(z) in float32, gradient"] == 1


@CLAIMS.answer("Where the logarithm breaks")
def _(state):
    shown, naive = headline(state), "log(exp(z) / sum(exp(z))) in float32"
    assert shown[f"{naive}, loss"] == pytest.approx(state.size)
    return "The gradient" if shown[f"{naive}, gradient"] == 0 else "The loss"


@CLAIMS.of("Softmax before CrossEntropyLoss")
def _(state):
    shown = headline(state)
    assert shown["right, loss"] > -math.log(0.01)  # the true class has less than 1 %
    assert shown["right, gradient 0"] / shown["wrong, gradient 0"] == pytest.approx(300, rel=0.1)
    assert shown["wrong, loss of a perfect answer"] == pytest.approx(0.55, abs=0.005)


@CLAIMS.answer("Softmax before CrossEntropyLoss")
def _(state):
    return f"{headline(state)['wrong, loss of a perfect answer']:.2f}"


@CLAIMS.of("Sigmoid before BCEWithLogitsLoss")
def _(state):
    shown = headline(state)
    assert shown["wrong, loss of a perfect answer"] == pytest.approx(0.57, abs=0.005)
    start = 1 / (1 + math.exp(-state.z0))
    assert start < shown["wrong, probability at the end"] < 0.5
    assert shown["right, probability at the end"] > 0.9


@CLAIMS.answer("Sigmoid before BCEWithLogitsLoss")
def _(state):
    return f"{headline(state)['wrong, loss of a perfect answer']:.2f}"


@CLAIMS.of("ReLU on the last layer")
def _(state):
    assert state.logits[state.truth] < 0
    assert headline(state)[f"wrong, gradient {state.truth}"] == 0


@CLAIMS.answer("ReLU on the last layer")
def _(state):
    slope = headline(state)[f"wrong, gradient {state.truth}"]
    return "It does not" if slope == 0 else "Slowly"


@CLAIMS.of("MSELoss on classes")
def _(state):
    """Three squared errors of probabilities are at most 1, 1 and 0: their mean is 2/3."""
    shown = headline(state)
    assert shown["right, loss"] > -math.log(0.01)
    assert 0.9 * 2 / 3 < shown["wrong, loss"] < 2 / 3
    assert all(abs(shown[f"wrong, gradient {index}"]) < 0.05 for index in range(3))


@CLAIMS.answer("MSELoss on classes")
def _(state):
    slopes = [headline(state)[f"{side}, gradient {state.truth}"] for side in ("wrong", "right")]
    return "Nearly 0" if abs(slopes[0]) < 0.05 * abs(slopes[1]) else "Large"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
