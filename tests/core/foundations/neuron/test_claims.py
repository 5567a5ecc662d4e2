"""Every preset of the neuron page shows what its sentence says."""

import pytest
import torch

from core.foundations.neuron import PRESETS, headline
from core.foundations.neuron.examples import tensors
from core.foundations.neuron.fitting import best
from core.foundations.neuron.hidden import learn, output_sums
from core.foundations.neuron.layer import product
from core.foundations.neuron.neuron import Neuron, activity, line, surface
from core.foundations.neuron.rules import DESCENT, PERCEPTRON
from core.foundations.neuron.state import courses_of
from tests.core.claims import Claims, yes

CLAIMS = Claims()

THE_LINE = next(preset.state for preset in PRESETS if preset.name == "The line")


@CLAIMS.of("A weighted sum")
def _(state):
    shown = headline(state)
    assert (state.w1, state.x1, state.w2, state.x2, state.b) == (1, 1, 2, 0.5, -1)
    assert shown["w1 · x1"] + shown["w2 · x2"] + state.b == shown["sum"] == 1


@CLAIMS.of("Zero in, something out")
def _(state):
    assert state.x1 == state.x2 == 0 and headline(state)["sum"] == state.b == -1
    assert headline(state)["output"] == pytest.approx(torch.sigmoid(torch.tensor(-1.0)).item())


@CLAIMS.answer("Zero in, something out")
def _(state):
    return f"{headline(state)['output']:.2f}"


@CLAIMS.of("The line")
def _(state):
    (ax, ay), (bx, by) = line(state.w1, state.w2, state.b)
    assert (bx - ax) * state.w1 + (by - ay) * state.w2 == pytest.approx(0)
    for x, y in ((ax, ay), (bx, by), ((ax + bx) / 2, (ay + by) / 2)):
        assert activity(state.part(Neuron).replace(x1=x, x2=y)).total == pytest.approx(0)
    ahead = state.part(Neuron).replace(x1=state.x1 + 0.1 * state.w1, x2=state.x2 + 0.1 * state.w2)
    assert headline(state)["sum"] == 0 < activity(ahead).total


@CLAIMS.answer("The line")
def _(state):
    """The outputs of 0.5 on a fine grid lie on a line of the map, from edge to edge."""
    grid = surface(state.part(Neuron))
    rows, columns = ((grid.z - 0.5).abs() < 1e-9).nonzero(as_tuple=True)
    x, y = grid.x[columns], grid.y[rows]
    straight = torch.allclose(x + y, torch.ones_like(x))
    return "On a line" if straight and len(x) > 10 else "On a circle"


@CLAIMS.of("The bias shifts")
def _(state):
    before = THE_LINE
    assert (state.w1, state.w2) == (before.w1, before.w2) and state.b > before.b
    against = [
        a * state.w1 + b * state.w2 - (c * state.w1 + d * state.w2)
        for (a, b), (c, d) in zip(
            line(state.w1, state.w2, state.b), line(before.w1, before.w2, before.b), strict=True
        )
    ]
    assert all(way < 0 for way in against)
    positive = [(surface(each.part(Neuron)).z > 0.5).sum() for each in (state, before)]
    assert positive[0] > positive[1]


@CLAIMS.answer("The bias shifts")
def _(state):
    (ax, ay), (bx, by) = line(state.w1, state.w2, state.b)
    (cx, cy), (dx, dy) = line(THE_LINE.w1, THE_LINE.w2, THE_LINE.b)
    turned = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    return "It shifts" if abs(turned) < 1e-9 else "It turns"


@CLAIMS.of("Twice as steep")
def _(state):
    for name in ("w1", "w2", "b"):
        assert getattr(state, name) == 2 * getattr(THE_LINE, name)
    assert line(state.w1, state.w2, state.b) == line(THE_LINE.w1, THE_LINE.w2, THE_LINE.b)
    slopes = []
    for neuron in (state.part(Neuron), THE_LINE.part(Neuron)):
        near = neuron.replace(x1=neuron.x1 + 1e-4)
        slopes.append(activity(near).output - activity(neuron).output)
    assert slopes[0] / slopes[1] == pytest.approx(2, rel=1e-4)


@CLAIMS.answer("Twice as steep")
def _(state):
    moved = line(state.w1, state.w2, state.b) != line(THE_LINE.w1, THE_LINE.w2, THE_LINE.b)
    return yes(moved)


@CLAIMS.of("A weight of 0")
def _(state):
    assert state.w2 == 0
    assert len({headline(state.replace(x2=x2))["output"] for x2 in (-2.0, 0.0, 1.0, 2.0)}) == 1


@CLAIMS.of("The ReLU bend")
def _(state):
    grid = surface(state.part(Neuron))
    assert len({*grid.z[grid.z <= 0].tolist()}) == 1
    ramp = grid.z > 0.2
    steps = (grid.z.diff(dim=1) / grid.x.diff())[ramp[:, 1:] & ramp[:, :-1]]
    assert torch.allclose(steps, torch.full_like(steps, state.w1))


@CLAIMS.answer("The ReLU bend")
def _(state):
    z = surface(state.part(Neuron)).z
    flat, ramp = bool((z == 0).any()), bool((z > 1).any())
    return "A flat part and a ramp" if flat and ramp else "A plane"


def mistakes(state, rule: str, steps: int) -> int:
    """How many of the last steps changed something."""
    changes = courses_of(state)[rule].changes[-steps:]
    return int((changes != 0).any(dim=1).sum())


@CLAIMS.of("AND by hand")
def _(state):
    assert headline(state)["points right"] == 2
    assert headline(state.replace(b=-1.5))["points right"] == 4


@CLAIMS.of("The perceptron learns AND")
def _(state):
    course = courses_of(state)[PERCEPTRON]
    last = int((course.changes != 0).any(dim=1).nonzero().max()) + 1  # the step of a mistake
    assert last <= state.step == 24 and int(course.right[state.step]) == 4
    assert (course.changes[24:] == 0).all()


@CLAIMS.answer("The perceptron learns AND")
def _(state):
    return "Never" if mistakes(state, PERCEPTRON, 40) else "Once all are right"


@CLAIMS.of("A bad start")
def _(state):
    both = courses_of(state)
    assert int(both[PERCEPTRON].right[0]) < 2
    assert all(int(course.right[60]) == 4 for course in both.values()) and state.step == 60
    jump, glide = (float(both[rule].changes.norm(dim=1).max()) for rule in (PERCEPTRON, DESCENT))
    assert jump >= 1 > 0.8 > glide


@CLAIMS.of("XOR: no line works")
def _(state):
    assert best(state.points) == 3
    both = courses_of(state)
    assert (both[DESCENT].parameters == 0).all()
    states = [tuple(row) for row in both[PERCEPTRON].parameters.tolist()]
    assert mistakes(state, PERCEPTRON, 40) > 10
    assert states[-8:] == states[-16:-8]  # round in circles


@CLAIMS.answer("XOR: no line works")
def _(state):
    return str(best(state.points))


@CLAIMS.of("Two hidden neurons")
def _(state):
    assert headline(state)["points right"] == 4 == len(state.points)


@CLAIMS.answer("Two hidden neurons")
def _(state):
    return "4 of 4" if headline(state)["points right"] == 4 else "Still 3 of 4"


@CLAIMS.of("Unlucky weights")
def _(state):
    lesson = learn(state.points, state.hidden, state.rate, state.seed)
    x, _ = tensors(state.points)
    probabilities = output_sums(lesson.networks[-1], state.hidden, x).sigmoid()
    assert int(((probabilities - 0.5).abs() < 0.01).sum()) == 2
    assert float(lesson.losses[-20:].diff().abs().max()) < 1e-3  # it has come to rest
    lucky = [learn(state.points, state.hidden, state.rate, seed).right[-1] for seed in (0, 1, 2)]
    assert lucky == [4, 4, 4]


@CLAIMS.answer("Unlucky weights")
def _(state):
    return yes(headline(state)["points right"] == 4)


@CLAIMS.of("A layer is a matrix")
def _(state):
    shown = headline(state)
    assert (state.outs, state.ins) == (5, 10)
    assert (shown["weights"], shown["biases"], shown["parameters"]) == (50, 5, 55)


@CLAIMS.answer("A layer is a matrix")
def _(state):
    return str(sum(part.numel() for part in torch.nn.Linear(state.ins, state.outs).parameters()))


@CLAIMS.of("One output, one row")
def _(state):
    assert state.traced == (1, 3)
    result = product(state.ins, state.outs, state.batch)
    layer = torch.nn.Linear(state.ins, state.outs).double()
    with torch.no_grad():
        layer.weight.copy_(result.weight)
        layer.bias.copy_(result.bias)
    x = result.x.clone().requires_grad_()
    output = layer(x)[1, 3]
    assert output.item() == pytest.approx(headline(state)["y[1, 3]"])
    output.backward()
    assert layer.weight.grad.nonzero()[:, 0].unique().tolist() == [3]
    assert x.grad.nonzero()[:, 0].unique().tolist() == [1]
    assert layer.bias.grad.nonzero().tolist() == [[3]]


@CLAIMS.answer("One output, one row")
def _(state):
    layer = torch.nn.Linear(state.ins, state.outs)
    layer(torch.ones(1, state.ins))[0, 3].backward()
    rows, columns = (layer.weight.grad != 0).nonzero(as_tuple=True)
    return "A row" if len(rows.unique()) == 1 < len(columns.unique()) else "All of it"


@CLAIMS.of("Where the parameters are")
def _(state):
    shown = headline(state)
    assert shown["parameters of layer 1"] == 401_920 and shown["parameters"] == 468_874
    assert state.layers[0] == 784


@CLAIMS.answer("Where the parameters are")
def _(state):
    counts = [headline(state)[f"parameters of layer {number}"] for number in (1, 2, 3)]
    return ("The first", "The second", "The last")[counts.index(max(counts))]


@CLAIMS.of("A smaller network")
def _(state):
    large = headline(state.replace(mlp="784-512-128-10"))["parameters"]
    assert headline(state)["parameters"] == 109_386 < large / 4
    assert state.layers[1:3] == (128, 64)


@CLAIMS.answer("A smaller network")
def _(state):
    return f"About {round(headline(state)['parameters'], -3):,}"


@CLAIMS.of("From 3 to billions")
def _(state):
    assert headline(state)["parameters"] == 174_604_259_328


@CLAIMS.answer("From 3 to billions")
def _(state):
    neuron = sum(part.numel() for part in torch.nn.Linear(2, 1).parameters())
    return f"{headline(state)['parameters'] / neuron / 1e9:.0f} billion"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
